from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn import metrics as known

from quality import METRICS, confusion, decided, measure, with_intervals
from step import StepError

LABELS = np.array([0, 0, 0, 1, 1, 1, 1, 1])
# Two of three zeros and four of five ones are on their side of 0.5; 0.5 itself counts as 0.
SCORES = np.array([0.1, 0.5, 0.7, 0.4, 0.6, 0.8, 0.8, 0.9])


def drawn(classes: int, rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Labels and probabilities that fit them somewhat, with ties."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, rows)
    scores = random.random((rows, classes)).round(1) + 0.3 * (labels[:, None] == np.arange(classes)) + 0.01
    return labels, scores / scores.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("seed", range(3))
def test_binary_metrics_are_those_of_scikit_learn(seed: int) -> None:
    labels, probabilities = drawn(2, 300, seed)
    scores = probabilities[:, 1]
    guessed = scores > 0.5
    assert measure("binary", labels, scores) == pytest.approx(
        {
            "auc": known.roc_auc_score(labels, scores),
            "average_precision": known.average_precision_score(labels, scores),
            "accuracy": known.accuracy_score(labels, guessed),
            "precision": known.precision_score(labels, guessed),
            "recall": known.recall_score(labels, guessed),
            "f1": known.f1_score(labels, guessed),
            "log_loss": known.log_loss(labels, scores),
        },
        rel=1e-12,
    )


@pytest.mark.parametrize("classes", [3, 7])
def test_multiclass_metrics_are_those_of_scikit_learn(classes: int) -> None:
    labels, probabilities = drawn(classes, 400, classes)
    guessed = probabilities.argmax(axis=1)
    assert measure("multiclass", labels, probabilities) == pytest.approx(
        {
            "accuracy": known.accuracy_score(labels, guessed),
            "macro_f1": known.f1_score(labels, guessed, average="macro"),
            "weighted_f1": known.f1_score(labels, guessed, average="weighted"),
            "auc": known.roc_auc_score(labels, probabilities, multi_class="ovr"),
            "log_loss": known.log_loss(labels, probabilities),
        },
        rel=1e-12,
    )


@pytest.mark.parametrize("offset", [0, 1e9])
def test_regression_metrics_are_those_of_scikit_learn(offset: float) -> None:
    random = np.random.default_rng(2)
    labels = random.normal(offset, 5, 300)
    predictions = labels + random.normal(0, 2, 300)
    assert measure("regression", labels, predictions) == pytest.approx(
        {
            "rmse": known.root_mean_squared_error(labels, predictions),
            "mae": known.mean_absolute_error(labels, predictions),
            "r2": known.r2_score(labels, predictions),
        },
        rel=1e-6,
    )


def test_each_kind_of_problem_measures_its_metrics() -> None:
    answers = {"binary": SCORES, "multiclass": np.c_[1 - SCORES, SCORES], "regression": SCORES}
    for problem, metrics in METRICS.items():
        assert list(measure(problem, LABELS, answers[problem])) == [metric.name for metric in metrics]


def test_counts_by_class_then_by_answer() -> None:
    assert confusion(LABELS, decided("binary", SCORES), 2) == {"0": {"0": 2, "1": 1}, "1": {"0": 1, "1": 4}}
    assert confusion(np.array([0, 2]), np.array([1, 2]), 3)["0"] == {"0": 0, "1": 1, "2": 0}


def test_counts_of_a_thousand_classes_are_the_most_frequent_pairs_and_stay_small() -> None:
    labels = np.random.default_rng(4).integers(0, 1000, 20_000)
    guesses = np.where(np.arange(20_000) % 2 == 0, labels, (labels + np.arange(20_000)) % 1000)
    matrix = confusion(labels, guesses, 1000)
    assert sum(map(len, matrix.values())) == 2_500
    assert all(
        matrix[str(label)][str(label)] == np.sum((labels == label) & (guesses == label)) for label in range(1000)
    )
    assert len(json.dumps(matrix)) < 60_000


def test_a_model_that_never_says_1_has_no_precision_and_no_recall() -> None:
    values = measure("binary", LABELS, np.full(8, 0.2))
    assert [values[name] for name in ("precision", "recall", "f1", "auc")] == [0, 0, 0, 0.5]


def test_one_row_that_is_certainly_wrong_does_not_make_the_log_loss_infinite() -> None:
    assert 0 < measure("binary", LABELS, 1.0 - LABELS)["log_loss"] < 40


def test_labels_that_are_all_equal() -> None:
    assert measure("regression", np.ones(5), np.arange(5.0))["r2"] == 0
    assert measure("multiclass", np.zeros(4, dtype=int), np.eye(3)[[0, 0, 1, 0]])["auc"] == 0.5
    with pytest.raises(StepError, match="must have both classes"):
        measure("binary", np.ones(5, dtype=int), np.full(5, 0.5))


def test_an_interval_is_the_same_each_time_and_as_wide_as_statistics_know() -> None:
    random = np.random.default_rng(5)
    labels = np.repeat([0, 1], [500, 1500])
    scores = np.where(random.random(2000) < 0.8, labels, 1 - labels).astype("float64")
    told = with_intervals("binary", labels, scores)
    assert told == with_intervals("binary", labels, scores)
    # Eight of ten are right, and the standard deviation of a share is sqrt(p (1 - p) / n).
    assert told["accuracy"]["standardDeviation"] == pytest.approx(np.sqrt(0.8 * 0.2 / 2000), rel=0.15)
    # An error of known spread: its root mean square varies with 1 / sqrt(2 n).
    wrong = random.normal(0, 3, 4000)
    rmse = with_intervals("regression", wrong * 0, wrong)["rmse"]
    assert rmse["standardDeviation"] == pytest.approx(3 / np.sqrt(2 * 4000), rel=0.15)
    assert rmse["lower"] < 3 < rmse["upper"]


def test_only_some_rows_are_drawn_from_and_all_count() -> None:
    labels = np.tile([0, 1, 2, 3], 20_000)
    right = np.random.default_rng(3).random(len(labels)) < 0.8
    answers = np.eye(4)[np.where(right, labels, (labels + 1) % 4)]
    measured = with_intervals("multiclass", labels, answers)["accuracy"]
    assert measured["standardDeviation"] == pytest.approx(np.sqrt(0.8 * 0.2 / len(labels)), rel=0.3)
    assert measured["upper"] - measured["lower"] == pytest.approx(2 * 1.96 * measured["standardDeviation"])


def test_a_hundred_classes_are_measured_with_fewer_draws() -> None:
    labels, probabilities = drawn(100, 600, 1)
    told = with_intervals("multiclass", labels, probabilities)
    assert all(np.isfinite(each["standardDeviation"]) for each in told.values())
    spread = np.sqrt(told["accuracy"]["value"] * (1 - told["accuracy"]["value"]) / 600)
    assert told["accuracy"]["standardDeviation"] == pytest.approx(spread, rel=0.35)


def test_intervals_end_where_the_metric_does() -> None:
    told = with_intervals("binary", LABELS, LABELS.astype("float64"))
    assert {name: each["upper"] for name, each in told.items() if name != "log_loss"} == dict.fromkeys(
        ("auc", "average_precision", "accuracy", "precision", "recall", "f1"), 1.0
    )
    assert told["log_loss"]["lower"] == 0


def test_every_class_is_in_every_draw_however_rare_it_is() -> None:
    labels = np.array([0] + [1] * 30)
    told = with_intervals("binary", labels, np.linspace(0.1, 0.9, 31))
    assert all(np.isfinite(each["standardDeviation"]) for each in told.values())
    many = np.r_[np.zeros(20_000, dtype=int), 1]
    assert np.isfinite(with_intervals("binary", many, np.linspace(0.1, 0.9, 20_001))["auc"]["standardDeviation"])


def test_better_is_above_zero_whatever_the_direction() -> None:
    auc, rmse, r2 = METRICS["binary"][0], METRICS["regression"][0], METRICS["regression"][2]
    assert auc.improvement(0.7, 0.8) == pytest.approx(0.1)
    assert rmse.improvement(200, 250) == -50
    assert rmse.improvement(250, 200) == 50
    assert r2.improvement(-0.5, 0.25) == 0.75


def test_a_loss_is_above_zero_where_the_model_got_worse() -> None:
    auc, rmse, loss = METRICS["binary"][0], METRICS["regression"][0], METRICS["binary"][-1]
    assert auc.loss(0.8, 0.7) == pytest.approx(0.1)
    # In shares of the baseline, since it has the label's unit.
    assert rmse.loss(200, 250) == pytest.approx(0.25)
    assert rmse.loss(200, 150) < 0
    assert loss.loss(0.4, 0.5) == pytest.approx(0.1)
