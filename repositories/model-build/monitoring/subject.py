"""A version's window beside its baseline, as monitors look at them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from archive import ARCHIVE, read_model
from captured_rows import answer_columns
from framework import Model, Problem
from groups import favourable
from quality import decided
from versions import ROWS


def day(days: float) -> str:
    """The day of a date; what lies out of the calendar as a number of days."""
    try:
        return str(date(1970, 1, 1) + timedelta(days=math.floor(days)))
    except OverflowError:
        return f"{days:.4g} days after 1970"


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

    @property
    def protected(self) -> list[str]:
        return [each if isinstance(each, str) else each["name"] for each in self.baseline["protected"]]

    @property
    def classes(self) -> list[str]:
        """Texts of the classes, in order; none of a regression."""
        return list(self.baseline.get("classes") or (["0", "1"] if self.problem == "binary" else []))

    def column(self, feature: str) -> str:
        """Kind of a feature as columns.json has it."""
        return self.baseline["features"][feature].get("column", "number")

    def shown(self, name: str) -> Callable[[float], str]:
        """How a number of a feature, or another column, is told to people."""
        is_date = name in self.baseline["features"] and self.column(name) == "date"
        return day if is_date else "{:.4g}".format

    def answers(self, rows: pd.DataFrame) -> np.ndarray:
        """What the model answered, as metrics take it."""
        names = answer_columns(len(self.classes)) if self.problem == "multiclass" else []
        return rows[names or "prediction"].to_numpy()

    def favourable(self, rows: pd.DataFrame) -> tuple[np.ndarray | None, np.ndarray | None]:
        """Whether what the model decided, and what was true, is what people hope for; none where nobody said what."""
        answers, labels = rows["prediction"].to_numpy(), rows["label"].to_numpy()
        predicted = decided(self.problem, answers) if self.problem == "binary" else answers
        outcome = self.baseline.get("favourable")
        return favourable(self.problem, outcome, predicted), favourable(self.problem, outcome, labels)

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
    def model(self) -> Model:
        return read_model(self.folder / ARCHIVE)
