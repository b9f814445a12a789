"""How much each feature contributes to a model's answers."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

# The order of the features is clear with so many rows.
MOST_ROWS = 2_000
SEED = 1990


class PermutationExplainer:
    """Explains any model: how far its answer moves on average when one feature is dealt anew among the rows.

    seconds: about how long it may take; with a slow model it looks at fewer rows.
    """

    def __init__(self, predict: Callable[[pd.DataFrame], np.ndarray], seconds: float = 60) -> None:
        self.predict = predict
        self.seconds = seconds

    def attributions(self, features: pd.DataFrame) -> dict[str, float]:
        """Of each feature, over at most MOST_ROWS of the rows."""
        rows = sample(features)
        start = time.perf_counter()
        answers = self.predict(rows)
        share = self.seconds / max((time.perf_counter() - start) * (1 + rows.shape[1]), 1e-9)
        if share < 1:
            count = max(int(len(rows) * share), 2)
            rows, answers = rows.iloc[:count], answers[:count]
        random = np.random.default_rng(SEED)
        means = {}
        for name in rows.columns:
            dealt = rows.assign(**{str(name): random.permutation(rows[name].to_numpy())})
            means[str(name)] = float(np.abs(self.predict(dealt) - answers).mean())
        return means


def sample(features: pd.DataFrame) -> pd.DataFrame:
    """At most MOST_ROWS rows, the same ones each time."""
    if len(features) <= MOST_ROWS:
        return features
    chosen = np.random.default_rng(SEED).choice(len(features), size=MOST_ROWS, replace=False)
    return features.iloc[np.sort(chosen)]


def ranking_agreement(baseline: dict[str, float], now: dict[str, float]) -> float:
    """NDCG of the features' order now, measured by the baseline's attributions: 1 where the order is the same, less the
    further up it differs. Ties keep the baseline's order, so a model without any contribution agrees with itself."""
    ideal = sorted(baseline, key=lambda name: -baseline[name])
    order = sorted(ideal, key=lambda name: -now[name])
    discounts = 1 / np.log2(np.arange(2, len(ideal) + 2))
    best = float(np.dot([baseline[name] for name in ideal], discounts))
    return float(np.dot([baseline[name] for name in order], discounts)) / best if best > 0 else 1.0
