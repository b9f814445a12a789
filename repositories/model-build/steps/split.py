"""Deals rows to the parts of the data, each row to the same part for ever."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from columns import Columns
from step import StepError

# Where the share of rows that belongs to a part ends, in this order: 60 % train, 20 % validate, 20 % are held out.
BOUNDS = {"train": 0.6, "validation": 0.8, "test": 1.0}


def canonical(value: object) -> str:
    """A value as text, the same for 1, 1.0 and "1", from whichever format it comes; empty where it is missing."""
    if pd.isna(value):
        return ""
    try:
        return repr(float(value) + 0.0)  # -0.0 becomes 0.0
    except ValueError:
        return str(value)


def digests(identity: pd.DataFrame) -> list[bytes]:
    """A hash for each row of its own values. Neither other rows nor the order of columns matter."""
    ordered = identity[sorted(identity.columns)]
    return [
        hashlib.sha256("\0".join(map(canonical, row)).encode()).digest()
        for row in ordered.itertuples(index=False, name=None)
    ]


def split(rows: pd.DataFrame, columns: Columns, problem: str = "binary") -> dict[str, pd.DataFrame]:
    """Rows of each part, ordered by their hashes, so that the files' order does not matter.

    A row's identity decides, not its label: no later model has seen the hold-out of an earlier one, so both can be
    compared on it; a row whose label is corrected stays; rows of equal identity are never on both sides.

    Raises StepError if a part does not have both labels.
    """
    hashes = digests(rows[list(columns.identity)])
    order = sorted(range(len(rows)), key=hashes.__getitem__)
    places = np.array([int.from_bytes(hashes[index][:6], "big") / 2**48 for index in order])
    part_of_row = np.searchsorted(list(BOUNDS.values()), places, side="right")
    ordered = rows.iloc[order]
    parts = {part: ordered[part_of_row == number] for number, part in enumerate(BOUNDS)}
    short = [
        f"{part} ({len(table)})"
        for part, table in parts.items()
        if table[columns.label].nunique() < (1 if problem == "regression" else 2)
    ]
    if short:
        raise StepError(
            f"too few rows: {len(rows)}; these parts do not have both values of {columns.label}: {', '.join(short)}"
        )
    return parts
