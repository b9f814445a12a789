"""Text of rows as a table of features: numbers and dates as numbers, categories as text. Training, evaluation, serving
and monitors all read features by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from columns import Feature
from step import StepError
from texts import LARGEST

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_SECONDS = 86_400


def days(text: str) -> float:
    """Days since 1970-01-01 UTC of an ISO day, or of a moment with a zone.

    Raises ValueError if the text is none.
    """
    if len(text) == 10:
        return float((date.fromisoformat(text) - EPOCH.date()).days)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return (moment - EPOCH).total_seconds() / DAY_SECONDS


def number(text: str) -> float:
    """Raises ValueError if the text is no finite number, or beyond what frameworks calculate with."""
    value = float(text)
    if not abs(value) <= LARGEST or "_" in text:
        raise ValueError(text)
    return value + 0.0  # -0.0 becomes 0.0


def frame_of(rows: Sequence[Sequence[str]], features: Sequence[Feature]) -> pd.DataFrame:
    """A table of the features; nan or None where a cell is empty.

    Raises StepError that names row and column of the first cell that does not fit.
    """
    for place, row in enumerate(rows, start=1):
        if len(row) != len(features):
            raise StepError(f"row {place} has {len(row)} columns, expected {len(features)}")
    table = {feature.name: column([row[place] for row in rows], feature) for place, feature in enumerate(features)}
    return pd.DataFrame(table, columns=[feature.name for feature in features])


def column(cells: Sequence[str], feature: Feature) -> np.ndarray:
    """Raises StepError that names row and column of the first cell that does not fit."""
    if feature.kind == "category":
        return np.array([cell if cell else None for cell in cells], dtype=object)
    read = number if feature.kind == "number" else days
    values = np.full(len(cells), np.nan)
    for place, cell in enumerate(cells):
        if cell and not cell.isspace():
            try:
                values[place] = read(cell)
            except ValueError:
                raise StepError(f"row {place + 1}: {feature.name} is no {feature.kind}") from None
    return values
