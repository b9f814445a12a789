"""Chooses the rows of the hold-out that travel with a version as its recorded cases."""

from __future__ import annotations

import numpy as np

from parts import Part

# Enough to measure the AUC of a deployment, few enough for a handful of requests.
MOST = 500

# Of the rarer label, if there are so many: with a few rows of a label, the AUC would say little.
FEWEST_OF_LABEL = 100


def cases(test: Part) -> Part:
    """At most MOST rows, the same ones every time, spread over the hold-out, in its order.

    Each label has its share, but the rarer one at least FEWEST_OF_LABEL rows: the AUC does not depend on the shares.
    """
    if len(test.labels) <= MOST:
        return test
    rows_by_label = sorted((np.flatnonzero(test.labels == label) for label in (0, 1)), key=len)
    rare, common = rows_by_label
    fewest = max(round(MOST * len(rare) / len(test.labels)), min(len(rare), FEWEST_OF_LABEL))
    chosen = np.sort(np.concatenate([spread(rare, fewest), spread(common, MOST - fewest)]))
    return Part(labels=test.labels[chosen], features=test.features.iloc[chosen])


def spread(rows: np.ndarray, count: int) -> np.ndarray:
    """So many of the rows, at even distances."""
    return rows[np.arange(count) * len(rows) // max(count, 1)]
