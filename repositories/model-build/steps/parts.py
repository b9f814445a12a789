"""A part of the data, as the step Preprocess writes it and later steps read it: CSV, no header, label first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb

from columns import Columns
from step import StepError

# Protected attributes of a part's rows, beside its CSV file: no model reads them by mistake.
PROTECTED = "protected.parquet"


@dataclass(frozen=True)
class Part:
    """Rows of one part.

    labels: 0 or 1 for each row.
    features: one column for each feature, NaN where a value is missing.
    """

    labels: np.ndarray
    features: pd.DataFrame


def read_part(folder: Path, columns: Columns) -> Part:
    """Reads every CSV file of a folder.

    Raises StepError if there is none, or one has another number of columns than the label and the features.
    """
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise StepError(f"there is no .csv file in {folder}; it must be an output of preprocess.py")
    tables = [pd.read_csv(file, header=None, float_precision="round_trip") for file in files]
    expected = 1 + len(columns.features)
    for file, table in zip(files, tables, strict=True):
        if table.shape[1] != expected:
            raise StepError(
                f"{file.name} has {table.shape[1]} columns, expected {expected}: the label and "
                f"{expected - 1} features; run preprocess.py with the same columns.json"
            )
    rows = pd.concat(tables, ignore_index=True)
    features = rows.iloc[:, 1:].astype("float64").set_axis(list(columns.features), axis=1)
    return Part(labels=rows.iloc[:, 0].to_numpy(dtype="int64"), features=features)


def read_protected(folder: Path, rows: int, columns: Columns) -> pd.DataFrame:
    """The protected attributes of a part, in the order of its rows; NaN where one is missing.

    Raises StepError if preprocess.py did not write them beside the part, or they are those of other rows.
    """
    file = folder / PROTECTED
    if not file.exists():
        raise StepError(f"there is no {PROTECTED} in {folder}; it must be an output of preprocess.py")
    table = pd.read_parquet(file)
    if list(table.columns) != list(columns.protected) or len(table) != rows:
        raise StepError(f"{PROTECTED} does not belong to the rows beside it; take both from one run of preprocess.py")
    return table


def matrix(features: pd.DataFrame, labels: np.ndarray | None = None) -> xgb.DMatrix:
    """The features as XGBoost takes them, with their names."""
    return xgb.DMatrix(features.to_numpy(), label=labels, feature_names=list(features.columns))
