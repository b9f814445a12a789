"""A version's window beside its baseline, as monitors look at them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import xgboost as xgb

from archive import ARCHIVE, read_model
from quality import Problem
from versions import ROWS


@dataclass
class Subject:
    """Files of one version, below its folder in what Collect wrote; tables are read when they are asked for.

    bad: records that were set aside, by reason. labelled: rows with a label.
    """

    version: str
    folder: Path
    bad: dict[str, int] = field(default_factory=dict)
    labelled: pd.DataFrame = field(default_factory=pd.DataFrame)

    @cached_property
    def baseline(self) -> dict[str, Any]:
        """Content of baseline.json."""
        return json.loads((self.folder / "baseline" / "baseline.json").read_text(encoding="utf-8"))

    @property
    def problem(self) -> Problem:
        return self.baseline["problem"]

    @property
    def features(self) -> list[str]:
        return list(self.baseline["features"])

    def is_category(self, feature: str) -> bool:
        return self.baseline["features"][feature]["kind"] == "category"

    @cached_property
    def rows(self) -> pd.DataFrame:
        """`prediction` and features of the window."""
        return pq.read_table(self.folder / ROWS, columns=["prediction", *self.features]).to_pandas()

    @cached_property
    def holdout(self) -> pd.DataFrame:
        """`prediction`, `label`, protected columns and features of rows that the model had never seen."""
        return pd.read_parquet(self.folder / "baseline" / "holdout.parquet")

    @cached_property
    def reference(self) -> pd.DataFrame:
        """Features of all rows of the baseline: what the model learnt from is as normal as what it did not see."""
        trained = pd.read_parquet(self.folder / "baseline" / "reference.parquet")
        return pd.concat([trained[self.features], self.holdout[self.features]], ignore_index=True)

    @cached_property
    def model(self) -> xgb.Booster:
        return read_model(self.folder / ARCHIVE)
