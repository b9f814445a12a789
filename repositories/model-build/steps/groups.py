"""Whether a model treats groups of people alike: metrics of bias, by their names in SageMaker Clarify."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framework import Problem

# A protected column with more values is no list of groups.
MOST_VALUES = 5

# With fewer rows on either side, a share says nothing.
FEWEST_ROWS = 20


@dataclass(frozen=True)
class Group:
    """The rows whose protected column has one of some values; they are compared with all others.

    name: as it stands in reports: the column's name, or `<column>=<value>` of a column with more than two values.
    """

    name: str
    column: str
    values: tuple[float | str, ...]


@dataclass(frozen=True)
class Measured:
    """A metric's value and its standard deviation over other rows of the same kind."""

    value: float
    standard_deviation: float


def groups(protected: pd.DataFrame) -> list[Group]:
    """Groups to measure. Of a column with two values it is the lower one, which by custom stands for whom the law
    protects; of a column with up to MOST_VALUES values each; a column with more has none."""
    found = []
    for column in protected:
        values = sorted(protected[column].dropna().unique())
        if len(values) == 2:
            found.append(Group(str(column), str(column), (values[0],)))
        elif 2 < len(values) <= MOST_VALUES:
            found += [Group(f"{column}={named(value)}", str(column), (value,)) for value in values]
    return found


def named(value: float | str) -> str:
    """Name of a category, the same for 1 and 1.0."""
    return value if isinstance(value, str) else f"{value:g}"


def favourable(problem: Problem, outcome: Mapping[str, Any] | None, values: np.ndarray) -> np.ndarray | None:
    """Whether each class, by its index, or number is what people hope for; None where nobody said what that is.

    outcome: `classes` with indices, `above` or `below`; of a binary problem it is the positive class.
    """
    if problem == "binary":
        return (values == 1).astype("int64")
    if not outcome:
        return None
    if "classes" in outcome:
        return np.isin(values, outcome["classes"]).astype("int64")
    return (values > outcome["above"] if "above" in outcome else values < outcome["below"]).astype("int64")


def measure_group(
    group: Group, protected: pd.DataFrame, predicted: np.ndarray, labels: np.ndarray | None
) -> dict[str, Measured]:
    """Metrics of one group, `d`, against all others, `a`, whose protected column is known. `positive` is the share of
    rows that the model predicts a favourable outcome for.

    predicted, labels: 1 where the outcome is favourable, otherwise 0; see `favourable`.

      DPL: positive(a) - positive(d), the difference in proportions of predicted labels
      DI: positive(d) / positive(a), the disparate impact
      TPR, FPR: rate(a) - rate(d), with labels only

    A metric with too few rows on either side is left out.
    """
    values = protected[group.column]
    known = values.notna().to_numpy()
    inside = known & values.isin(group.values).to_numpy()
    outside = known & ~inside
    everybody = np.ones(len(values), dtype=bool)
    measured: dict[str, Measured] = {}
    if shares := _shares(predicted, inside, outside, everybody):
        (a, a_variance), (d, d_variance) = shares
        measured["DPL"] = Measured(a - d, float(np.sqrt(a_variance + d_variance)))
        if a > 0:
            ratio = d / a
            spread = np.sqrt(d_variance / a**2 + ratio**2 * a_variance / a**2)
            measured["DI"] = Measured(ratio, float(spread))
    if labels is not None:
        for name, label in (("TPR", 1), ("FPR", 0)):
            if shares := _shares(predicted, inside, outside, labels == label):
                (a, a_variance), (d, d_variance) = shares
                measured[name] = Measured(a - d, float(np.sqrt(a_variance + d_variance)))
    return measured


def _shares(
    predicted: np.ndarray, inside: np.ndarray, outside: np.ndarray, among: np.ndarray
) -> list[tuple[float, float]] | None:
    """Share of rows predicted 1 and its variance, outside and inside of the group; None with too few rows."""
    shares = []
    for rows in (outside & among, inside & among):
        count = int(rows.sum())
        if count < FEWEST_ROWS:
            return None
        ones = int(predicted[rows].sum())
        # One success and one failure more, so that a share of 0 or 1 is not taken for certain.
        likely = (ones + 1) / (count + 2)
        shares.append((ones / count, likely * (1 - likely) / count))
    return shares
