"""How good a model is, by the kind of problem that it solves: the one place that knows metrics and their directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from framework import Problem
from step import StepError

# A score above it is the positive class. It is where the image of SageMaker puts the limit too (its answer
# `predicted_label`), so that metrics, baselines and the endpoint agree. Who wants another trade-off decides by the
# score, not by the label.
DECISION_THRESHOLD = 0.5

# Pairs of classes that the confusion matrix has at most: all of 50 classes, some 50 KB.
MOST_PAIRS = 2_500

# Enough that the standard deviation hardly depends on the seed. With many classes each draw takes long, and fewer of
# them tell it well enough.
RESAMPLES = 200
FEWEST_RESAMPLES = 50
MOST_OF_CLASSES = 4_000
SEED = 1990

# A metric varies with one over the root of the rows, so more rows than these only take time.
MOST_RESAMPLED = 5_000

# Draws that are measured at once.
AT_ONCE = 50

# Half the width of an interval of 95 %, in standard deviations.
HALF_WIDTH = 1.96

# A probability below it counts as it: otherwise one row could make the log loss infinite.
LEAST_PROBABILITY = 1e-15

# Where evaluation.json has the metrics; the names are those of SageMaker's model quality.
EVALUATION_KEY: Mapping[Problem, str] = {
    "binary": "binary_classification_metrics",
    "multiclass": "multiclass_classification_metrics",
    "regression": "regression_metrics",
}


@dataclass(frozen=True)
class Metric:
    """A metric.

    unit: share, from 0 to 1; nats, from 0 on; label, from 0 on in the label's unit; r2, at most 1.
    """

    name: str
    higher_is_better: bool = True
    unit: str = "share"

    def loss(self, baseline: float, value: float) -> float:
        """How much worse a value is than the baseline's; below 0 where it is better. As a share of the baseline's value
        where the metric has the label's unit."""
        worse = baseline - value if self.higher_is_better else value - baseline
        return worse / self.scale(baseline)

    def improvement(self, champion: float, value: float) -> float:
        """How much better a value is than the champion's, in the metric's own unit; below 0 where it is worse."""
        return value - champion if self.higher_is_better else champion - value

    def scale(self, baseline: float) -> float:
        """What a standard deviation of the value has to be divided by to be one of the loss."""
        return max(abs(baseline), 1e-12) if self.unit == "label" else 1.0

    def bounded(self, value: float) -> float:
        """The end of an interval, as far as the metric can reach."""
        lowest = -np.inf if self.unit == "r2" else 0.0
        return float(np.clip(value, lowest, 1.0 if self.unit in ("share", "r2") else np.inf))


# Of each kind, the first metric is the one that a monitor judges if nothing else is set; the others are told.
METRICS: Mapping[Problem, tuple[Metric, ...]] = {
    "binary": (
        *map(Metric, ("auc", "average_precision", "accuracy", "precision", "recall", "f1")),
        Metric("log_loss", False, "nats"),
    ),
    "multiclass": (
        *map(Metric, ("accuracy", "macro_f1", "weighted_f1", "auc")),
        Metric("log_loss", False, "nats"),
    ),
    "regression": (Metric("rmse", False, "label"), Metric("mae", False, "label"), Metric("r2", True, "r2")),
}

# Values of the metrics, one for each row of `weights`: how often each row of the data counts.
Measured = dict[str, np.ndarray]


def decided(problem: Problem, predictions: np.ndarray) -> np.ndarray:
    """The index of the class that each prediction stands for; of a regression the number itself."""
    if problem == "binary":
        return (predictions > DECISION_THRESHOLD).astype("int64")
    return predictions.argmax(axis=1) if problem == "multiclass" else predictions


def confusion(labels: np.ndarray, predicted: np.ndarray, classes: int) -> dict[str, dict[str, int]]:
    """Number of rows by their class, then by the class that the model gives them. Of many classes, only the most
    frequent pairs that occur: pipelines and approvals read the file that it is written to, which has to stay small."""
    pairs, rows = np.unique(labels * classes + predicted, return_counts=True)
    counts = dict(zip(pairs.tolist(), rows.tolist(), strict=True))
    if classes * classes <= MOST_PAIRS:
        chosen = range(classes * classes)
    else:
        chosen = sorted(sorted(counts, key=lambda pair: -counts[pair])[:MOST_PAIRS])
    matrix: dict[str, dict[str, int]] = {}
    for pair in chosen:
        label, guess = divmod(pair, classes)
        matrix.setdefault(str(label), {})[str(guess)] = counts.get(pair, 0)
    return matrix


def _ranked(is_positive: np.ndarray, scores: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights of positive and of negative rows for each different score, from the lowest on."""
    order = np.argsort(scores, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(scores[order]) > 0])
    ordered = weights[:, order]
    positive = np.add.reduceat(ordered * is_positive[order], starts, axis=1)
    return positive, np.add.reduceat(ordered, starts, axis=1) - positive


def _auc(positive: np.ndarray, negative: np.ndarray) -> np.ndarray:
    below = np.cumsum(negative, axis=1) - negative / 2
    return (positive * below).sum(axis=1) / (positive.sum(axis=1) * negative.sum(axis=1))


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros_like(part, dtype="float64"), where=whole > 0)


def _binary(labels: np.ndarray, scores: np.ndarray, weights: np.ndarray) -> Measured:
    positive, negative = _ranked(labels == 1, scores, weights)
    hit, taken = positive[:, ::-1].cumsum(axis=1), (positive + negative)[:, ::-1].cumsum(axis=1)
    guessed, ones = decided("binary", scores) == 1, labels == 1
    hits, guesses, total = weights @ (guessed & ones), weights @ guessed, weights.sum(axis=1)
    all_ones = weights @ ones
    probability = np.clip(np.where(ones, scores, 1 - scores), LEAST_PROBABILITY, 1.0)
    return {
        "auc": _auc(positive, negative),
        "average_precision": (positive[:, ::-1] * _share(hit, taken)).sum(axis=1) / all_ones,
        "accuracy": weights @ (guessed == ones) / total,
        # A model that never says 1 has precision 0.
        "precision": _share(hits, guesses),
        "recall": hits / all_ones,
        "f1": 2 * hits / (guesses + all_ones),
        "log_loss": weights @ -np.log(probability) / total,
    }


def _multiclass(labels: np.ndarray, probabilities: np.ndarray, weights: np.ndarray) -> Measured:
    """Averages are those of the classes that occur among the labels."""
    present = np.unique(labels)
    guesses, total = decided("multiclass", probabilities), weights.sum(axis=1)
    is_label, is_guess = (each[:, None] == present for each in (labels, guesses))
    count = weights @ is_label
    f1 = 2 * (weights @ (is_label & is_guess)) / (count + weights @ is_guess)
    ranked = [_ranked(labels == each, probabilities[:, each], weights) for each in present] if len(present) > 1 else []
    of_label = probabilities[np.arange(len(labels)), labels]
    return {
        "accuracy": weights @ (guesses == labels) / total,
        "macro_f1": f1.mean(axis=1),
        "weighted_f1": (f1 * count).sum(axis=1) / total,
        "auc": np.mean([_auc(*each) for each in ranked], axis=0) if ranked else np.full(len(weights), 0.5),
        "log_loss": weights @ -np.log(np.clip(of_label, LEAST_PROBABILITY, 1.0)) / total,
    }


def _regression(labels: np.ndarray, predictions: np.ndarray, weights: np.ndarray) -> Measured:
    total, wrong = weights.sum(axis=1), predictions - labels
    squares = weights @ wrong**2
    # Around a middle of the labels, so that large numbers that differ little keep their digits.
    around = labels - labels.mean()
    spread = weights @ around**2 - (weights @ around) ** 2 / total
    return {
        "rmse": np.sqrt(squares / total),
        "mae": weights @ np.abs(wrong) / total,
        # Of labels that are all equal nothing can be explained.
        "r2": np.where(spread > 0, 1 - squares / np.where(spread > 0, spread, 1.0), 0.0),
    }


_MEASURES: Mapping[Problem, Callable[[np.ndarray, np.ndarray, np.ndarray], Measured]] = {
    "binary": _binary,
    "multiclass": _multiclass,
    "regression": _regression,
}


def measure(problem: Problem, labels: np.ndarray, predictions: np.ndarray) -> dict[str, float]:
    """Value of each metric of METRICS[problem].

    predictions: as Model.predict gives them.

    Raises StepError if there are no rows, or a binary problem has rows of one class only.
    """
    if len(labels) == 0 or (problem == "binary" and len(np.unique(labels)) < 2):
        raise StepError("the rows to measure with must have both classes" if len(labels) else "there are no rows")
    measured = _MEASURES[problem](labels, predictions, np.ones((1, len(labels))))
    return {name: float(values[0]) for name, values in measured.items()}


def with_intervals(problem: Problem, labels: np.ndarray, predictions: np.ndarray) -> dict[str, dict[str, float]]:
    """Each metric's `value`, `standardDeviation`, and the ends of its interval of 95 %, `lower` and `upper`.

    The deviation is that over other rows of the same kind: a bootstrap with a fixed seed, in which each class keeps its
    rows, so that every draw has all of them.
    """
    values = measure(problem, labels, predictions)
    random = np.random.default_rng(SEED)
    used = np.arange(len(labels))
    if len(labels) > MOST_RESAMPLED:
        used = np.sort(random.choice(len(labels), size=MOST_RESAMPLED, replace=False))
        # Of a rare class, chance may have left none.
        used = np.union1d(used, [] if problem == "regression" else np.unique(labels, return_index=True)[1]).astype(int)
    labels_used, predictions_used = labels[used], predictions[used]
    everywhere = np.arange(len(used))
    rows_by_class = (
        [everywhere]
        if problem == "regression"
        else [everywhere[labels_used == label] for label in np.unique(labels_used)]
    )
    resamples = min(max(MOST_OF_CLASSES // len(rows_by_class), FEWEST_RESAMPLES), RESAMPLES)
    draws: dict[str, list[np.ndarray]] = {name: [] for name in values}
    for begin in range(0, resamples, AT_ONCE):
        weights = np.zeros((min(AT_ONCE, resamples - begin), len(used)))
        for draw in weights:
            for rows in rows_by_class:
                draw += np.bincount(random.choice(rows, size=len(rows)), minlength=len(used))
        for name, each in _MEASURES[problem](labels_used, predictions_used, weights).items():
            draws[name].append(each)
    shrink = np.sqrt(len(used) / len(labels))
    told = {}
    for metric in METRICS[problem]:
        value = values[metric.name]
        deviation = float(np.std(np.concatenate(draws[metric.name]), ddof=1) * shrink)
        ends = [metric.bounded(value + side * HALF_WIDTH * deviation) for side in (-1, 1)]
        told[metric.name] = {"value": value, "standardDeviation": deviation, "lower": ends[0], "upper": ends[1]}
    return told
