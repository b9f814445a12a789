"""How good a model is, by the kind of problem that it solves: the one place that knows metrics and their directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, mean_absolute_error, r2_score, root_mean_squared_error

from metrics import measure as measure_binary

Problem = Literal["binary", "multiclass", "regression"]

# Enough for a standard deviation that is right by a tenth.
RESAMPLES = 100
SEED = 1990

# A metric varies with one over the root of the rows, so more rows than these only take time.
MOST_RESAMPLED = 5_000

# Half the width of an interval of 95 %, in standard deviations.
HALF_WIDTH = 1.96


@dataclass(frozen=True)
class Metric:
    """A metric.

    higher_is_better: whether a higher value is better.
    relative: whether a loss is told as a share of the baseline's value, because the metric has the label's unit.
    """

    name: str
    higher_is_better: bool = True
    relative: bool = False

    def loss(self, baseline: float, value: float) -> float:
        """How much worse a value is than the baseline's; below 0 where it is better."""
        worse = baseline - value if self.higher_is_better else value - baseline
        return worse / max(abs(baseline), 1e-12) if self.relative else worse

    def scale(self, baseline: float) -> float:
        """What a standard deviation of the value has to be divided by to be one of the loss."""
        return max(abs(baseline), 1e-12) if self.relative else 1.0


def _multiclass(labels: np.ndarray, predictions: np.ndarray) -> dict[str, float]:
    return {
        "accuracy": float(accuracy_score(labels, predictions)),
        "macro_f1": float(f1_score(labels, predictions, average="macro", zero_division=0)),
    }


def _regression(labels: np.ndarray, predictions: np.ndarray) -> dict[str, float]:
    return {
        "rmse": float(root_mean_squared_error(labels, predictions)),
        "mae": float(mean_absolute_error(labels, predictions)),
        "r2": float(r2_score(labels, predictions)),
    }


# Of each kind, the first metric is the one that a monitor judges; the others are told.
METRICS: Mapping[Problem, tuple[Metric, ...]] = {
    "binary": tuple(map(Metric, ("auc", "average_precision", "accuracy", "precision", "recall", "f1"))),
    "multiclass": (Metric("accuracy"), Metric("macro_f1")),
    "regression": (Metric("rmse", False, True), Metric("mae", False, True), Metric("r2")),
}

_MEASURES: Mapping[Problem, Callable[[np.ndarray, np.ndarray], dict[str, float]]] = {
    "binary": measure_binary,
    "multiclass": _multiclass,
    "regression": _regression,
}


def measure(problem: Problem, labels: np.ndarray, predictions: np.ndarray) -> dict[str, float]:
    """Value of each metric of METRICS[problem].

    predictions: probabilities of label 1 for `binary`, classes for `multiclass`, numbers for `regression`.
    """
    return _MEASURES[problem](labels, predictions)


def with_intervals(problem: Problem, labels: np.ndarray, predictions: np.ndarray) -> dict[str, dict[str, float]]:
    """Each metric's `value`, `standardDeviation`, and the ends of its interval of 95 %, `lower` and `upper`.

    The deviation is that over other rows of the same kind: a bootstrap with a fixed seed, in which each class keeps its
    rows.
    """
    values = measure(problem, labels, predictions)
    random = np.random.default_rng(SEED)
    used = np.arange(len(labels))
    if len(labels) > MOST_RESAMPLED:
        used = random.choice(len(labels), size=MOST_RESAMPLED, replace=False)
    classes = [used] if problem == "regression" else [used[labels[used] == label] for label in np.unique(labels[used])]
    draws = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([random.choice(rows, size=len(rows)) for rows in classes])
        draws.append(measure(problem, labels[drawn], predictions[drawn]))
    shrink = np.sqrt(len(used) / len(labels))
    deviations = {name: float(np.std([draw[name] for draw in draws], ddof=1) * shrink) for name in values}
    return {
        name: {
            "value": value,
            "standardDeviation": deviations[name],
            "lower": value - HALF_WIDTH * deviations[name],
            "upper": value + HALF_WIDTH * deviations[name],
        }
        for name, value in values.items()
    }
