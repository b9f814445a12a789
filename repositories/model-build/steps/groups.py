"""Whether a model treats groups of people alike: metrics of bias, by their names in SageMaker Clarify."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

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
    values: tuple[float, ...]


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
            found.append(Group(str(column), str(column), (float(values[0]),)))
        elif 2 < len(values) <= MOST_VALUES:
            found += [Group(f"{column}={value:g}", str(column), (float(value),)) for value in values]
    return found


def measure_group(
    group: Group, protected: pd.DataFrame, predicted: np.ndarray, labels: np.ndarray | None
) -> dict[str, Measured]:
    """Metrics of one group, `d`, against all others, `a`, whose protected column is known. `positive` is the share of
    rows that the model predicts 1 for.

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
