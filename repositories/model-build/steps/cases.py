"""Chooses the rows of the hold-out that travel with a version as its recorded cases."""

from __future__ import annotations

import numpy as np

# Enough to measure the metric of a deployment, few enough for a handful of requests.
MOST = 500

# Of each rare class, if there are so many and room for all: with a few rows of a class, the AUC would say little.
FEWEST_OF_CLASS = 100


def cases(labels: np.ndarray, problem: str) -> np.ndarray:
    """Places of at most MOST rows, the same ones every time, spread over the hold-out, in its order.

    Each class has its share, but a rare one more rows than that: the AUC does not depend on the shares.
    """
    if len(labels) <= MOST:
        return np.arange(len(labels))
    if problem == "regression":
        return spread(np.arange(len(labels)), MOST)
    rows_by_class = sorted((np.flatnonzero(labels == label) for label in np.unique(labels)), key=len)
    fewest = min(FEWEST_OF_CLASS, MOST // len(rows_by_class))
    chosen, room, left = [], MOST, len(labels)
    for rows in rows_by_class:
        count = min(max(round(room * len(rows) / left), min(len(rows), fewest)), room)
        chosen.append(spread(rows, count))
        room, left = room - count, left - len(rows)
    return np.sort(np.concatenate(chosen))


def spread(rows: np.ndarray, count: int) -> np.ndarray:
    """So many of the rows, at even distances."""
    return rows[np.arange(count) * len(rows) // max(count, 1)]
