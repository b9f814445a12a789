"""A part of the data, as the step Preprocess writes it and later steps read it: CSV with a header, label first."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from columns import Columns
from features import column
from step import StepError

# Protected attributes of a part's rows, beside its CSV file: no model reads them by mistake.
PROTECTED = "protected.parquet"


@dataclass(frozen=True)
class Part:
    """Rows of one part.

    labels: the index of each row's class, or its number.
    features: one column for each feature; nan or None where a value is missing.
    """

    labels: np.ndarray
    features: pd.DataFrame


def files_of(folder: Path) -> list[Path]:
    """Raises StepError if the folder has no CSV file."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise StepError(f"there is no .csv file in {folder}; it must be an output of preprocess.py")
    return files


def read_part(folder: Path, columns: Columns, problem: str) -> Part:
    """Reads every CSV file of a folder.

    Raises StepError if there is none, or one has other columns than the label and the features.
    """
    expected = [columns.label, *(feature.name for feature in columns.features)]
    tables = []
    for file in files_of(folder):
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        if list(table.columns) != expected:
            raise StepError(
                f"{file.name} has {table.shape[1]} columns, expected {len(expected)}: the label and "
                f"{len(expected) - 1} features; run preprocess.py with the same columns.json"
            )
        tables.append(table)
    rows = pd.concat(tables, ignore_index=True)
    features = {feature.name: column(rows[feature.name].tolist(), feature) for feature in columns.features}
    labels = rows[columns.label].to_numpy().astype("float64")
    return Part(labels if problem == "regression" else labels.astype("int64"), pd.DataFrame(features))


def texts(folder: Path) -> Iterator[list[str]]:
    """The cells of every row of a folder's CSV files, as they stand there; the label first."""
    for file in files_of(folder):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            next(rows)
            yield from rows


def read_protected(folder: Path, rows: int, columns: Columns) -> pd.DataFrame:
    """The protected attributes of a part, in the order of its rows; missing where one is.

    Raises StepError if preprocess.py did not write them beside the part, or they are those of other rows.
    """
    if not columns.protected:
        return pd.DataFrame(index=range(rows))
    file = folder / PROTECTED
    if not file.exists():
        raise StepError(f"there is no {PROTECTED} in {folder}; it must be an output of preprocess.py")
    table = pd.read_parquet(file)
    if list(table.columns) != [each.name for each in columns.protected] or len(table) != rows:
        raise StepError(f"{PROTECTED} does not belong to the rows beside it; take both from one run of preprocess.py")
    return table
