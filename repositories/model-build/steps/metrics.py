"""Metrics of a binary classifier, by the names that SageMaker's model quality has for them."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

# A score above it is label 1. It is where the image of SageMaker puts the limit too (its answer `predicted_label`), so
# that metrics, baselines and the endpoint agree. Who wants another trade-off decides by the score, not by the label.
DECISION_THRESHOLD = 0.5

# Enough that the standard deviation hardly depends on the seed.
RESAMPLES = 200
SEED = 1990


def predictions(scores: np.ndarray) -> np.ndarray:
    """The label, 0 or 1, that each score stands for."""
    return (scores > DECISION_THRESHOLD).astype("int64")


def confusion(labels: np.ndarray, scores: np.ndarray) -> dict[str, dict[str, int]]:
    """Number of rows by their label, then by the label that the model gives them."""
    predicted = predictions(scores)
    return {
        str(label): {str(guess): int(np.sum((labels == label) & (predicted == guess))) for guess in (0, 1)}
        for label in (0, 1)
    }


def measure(labels: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """Value of each metric. Both labels must occur. A model that never says 1 has precision 0."""
    counts = confusion(labels, scores)
    hits, misses, false_alarms = counts["1"]["1"], counts["1"]["0"], counts["0"]["1"]
    return {
        "auc": float(roc_auc_score(labels, scores)),
        "average_precision": float(average_precision_score(labels, scores)),
        "accuracy": (hits + counts["0"]["0"]) / len(labels),
        "precision": hits / max(hits + false_alarms, 1),
        "recall": hits / (hits + misses),
        "f1": 2 * hits / (2 * hits + misses + false_alarms),
    }


def standard_deviations(labels: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """How far each metric would vary with other rows of the same kind: its standard deviation over a bootstrap.

    Rows are drawn with a fixed seed, those of each label apart, so that both labels occur in every draw.
    """
    random = np.random.default_rng(SEED)
    rows_by_label = [np.flatnonzero(labels == label) for label in (0, 1)]
    draws = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([random.choice(rows, size=len(rows)) for rows in rows_by_label])
        draws.append(measure(labels[drawn], scores[drawn]))
    return {name: float(np.std([draw[name] for draw in draws], ddof=1)) for name in draws[0]}
