"""Compares a column of a window with the same column of the reference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial.distance import jensenshannon
from scipy.stats import binom, chi2_contingency, fisher_exact, ks_2samp, wasserstein_distance

from groups import named

# Chi-square says nothing about categories of which fewer rows are expected.
FEWEST_EXPECTED = 5

# A value that never occurred in n rows has, with 95 %, at most this share of n (rule of three).
UNSEEN = 3

# Bars of a plot.
BINS = 20


@dataclass(frozen=True)
class Distance:
    """How far two samples lie apart.

    effect: the distance of Kolmogorov and Smirnov for numbers, of Jensen and Shannon for categories; from 0 to 1.
    chance: how likely it is to be so large for two samples of one distribution.
    other: distances that are told, not judged: `wasserstein` in standard deviations of the reference; `psi`.
    """

    effect: float
    chance: float
    other: dict[str, float]


def number_distance(reference: np.ndarray, window: np.ndarray) -> Distance:
    """Of numbers, none of them missing."""
    if len(reference) == 0 or len(window) == 0:
        return Distance(0.0, 1.0, {})
    tested = ks_2samp(reference, window, method="asymp")
    spread = float(np.std(reference)) or 1.0
    moved = float(wasserstein_distance(reference, window)) / spread
    return Distance(float(tested.statistic), float(tested.pvalue), {"wasserstein": moved})


def category_distance(reference: np.ndarray, window: np.ndarray) -> Distance:
    """Of categories, none of them missing."""
    if len(reference) == 0 or len(window) == 0:
        return Distance(0.0, 1.0, {})
    names = np.union1d(reference, window)
    counts = np.array([np.bincount(np.searchsorted(names, rows), minlength=len(names)) for rows in (reference, window)])
    shares = counts / counts.sum(axis=1, keepdims=True)
    effect = float(jensenshannon(shares[0], shares[1], base=2))
    # One row more each, so that a category of which one side has none does not make it infinite.
    smooth = (counts + 1) / (counts + 1).sum(axis=1, keepdims=True)
    psi = float(np.sum((smooth[1] - smooth[0]) * np.log(smooth[1] / smooth[0])))
    return Distance(effect if np.isfinite(effect) else 0.0, _chi_square(counts), {"psi": psi})


def _chi_square(counts: np.ndarray) -> float:
    expected = counts.sum(axis=0) * counts.sum(axis=1).min() / counts.sum()
    rare = expected < FEWEST_EXPECTED
    pooled = np.column_stack([counts[:, ~rare], counts[:, rare].sum(axis=1)]) if rare.any() else counts
    pooled = pooled[:, pooled.sum(axis=0) > 0]
    if pooled.shape[1] < 2:
        return 1.0
    return float(chi2_contingency(pooled, correction=pooled.shape == (2, 2)).pvalue)


def more_often(reference: tuple[int, int], window: tuple[int, int]) -> float:
    """How likely it is that something happens so much more often in the window without a change: Fisher's exact test.

    reference, window: how many rows have it, of how many.
    """
    table = [[window[0], window[1] - window[0]], [reference[0], reference[1] - reference[0]]]
    return float(fisher_exact(table, alternative="greater").pvalue)


def never_known(known: np.ndarray, window: int, new: int) -> float:
    """Chance that so many rows of a window have values that the reference lacks, if nothing changed.

    Where many values of the reference occur once, others are still to come: the share of rows with them is about that
    of the values seen once (Good and Turing). A number that is mostly 0 would look like a category otherwise.
    """
    once = int((np.unique(known, return_counts=True)[1] == 1).sum())
    share = min((once + UNSEEN) / len(known), 1.0)
    return max(never_seen(len(known), window, new), float(binom.sf(new - 1, window, share)))


def never_seen(reference: int, window: int, count: int) -> float:
    """How likely it is that the `count` rows which are the most extreme of all, or have a rare category, all lie in the
    window without a change. Both sides have so many rows."""
    return float((window / (reference + window)) ** count)


def bars(reference: pd.Series, window: pd.Series, is_category: bool) -> dict[str, list]:
    """Shares of both sides for a plot: of each category, or of BINS equal parts of the reference's range, of which the
    outermost ones have what lies outside."""
    before, now = reference.dropna().to_numpy(), window.dropna().to_numpy()
    if is_category:
        return _category_bars(reference, before, now)
    low, high = np.quantile(before, [0.005, 0.995]) if len(before) else (0.0, 1.0)
    edges = np.linspace(low, high if high > low else low + 1, BINS + 1)
    found = [
        (np.histogram(np.clip(rows, edges[0], edges[-1]), edges)[0] / max(len(rows), 1)).tolist()
        for rows in (before, now)
    ]
    return {"edges": edges.tolist(), "reference": found[0], "window": found[1]}


def _category_bars(reference: pd.Series, before: np.ndarray, now: np.ndarray) -> dict[str, list]:
    # Of text, only what the baseline has is shown: a value of a request may be anything.
    is_text = before.dtype == object
    known = reference.dropna().value_counts().index if is_text else np.union1d(before, now)
    names = sorted(known[: 2 * BINS])
    found = [[float(np.mean(rows == name)) if len(rows) else 0.0 for name in names] for rows in (before, now)]
    if is_text:
        others = [max(1 - sum(shares), 0.0) if sum(shares) else 0.0 for shares in found]
        if max(others) > 1e-9:
            names = [*names, "others"]
            found = [[*shares, other] for shares, other in zip(found, others, strict=True)]
    return {"names": [named(name) for name in names], "reference": found[0], "window": found[1]}
