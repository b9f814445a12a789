from __future__ import annotations

import numpy as np
import pytest

from metrics import confusion, measure, standard_deviations

LABELS = np.array([0, 0, 0, 1, 1, 1, 1, 1])
# Two of three zeros and four of five ones are on their side of 0.5; 0.5 itself counts as 0.
SCORES = np.array([0.1, 0.5, 0.7, 0.4, 0.6, 0.8, 0.8, 0.9], dtype="float32")


def test_measures_by_sagemakers_names() -> None:
    values = measure(LABELS, SCORES)
    assert list(values) == ["auc", "average_precision", "accuracy", "precision", "recall", "f1"]
    # 15 pairs of a zero and a one: 0.1 is below all ones, 0.5 and 0.7 are below four and three of them.
    assert values["auc"] == pytest.approx(12 / 15)
    # By falling score, the ones are first, second and third (one tie), fifth and seventh.
    assert values["average_precision"] == pytest.approx((1 + 2 * 3 / 3 + 4 / 5 + 5 / 7) / 5)
    assert values["accuracy"] == pytest.approx(6 / 8)
    assert values["precision"] == pytest.approx(4 / 5)
    assert values["recall"] == pytest.approx(4 / 5)
    assert values["f1"] == pytest.approx(4 / 5)


def test_counts_by_label_then_by_prediction() -> None:
    assert confusion(LABELS, SCORES) == {"0": {"0": 2, "1": 1}, "1": {"0": 1, "1": 4}}


def test_a_model_that_never_says_1_has_no_precision_and_no_recall() -> None:
    values = measure(LABELS, np.full(8, 0.2))
    assert (values["precision"], values["recall"], values["f1"], values["auc"]) == (0, 0, 0, 0.5)
    assert confusion(LABELS, np.full(8, 0.2)) == {"0": {"0": 3, "1": 0}, "1": {"0": 5, "1": 0}}


def test_standard_deviations_are_the_same_each_time() -> None:
    deviations = standard_deviations(LABELS, SCORES)
    assert deviations == standard_deviations(LABELS, SCORES)
    assert list(deviations) == list(measure(LABELS, SCORES))
    assert all(0 < deviation < 0.3 for deviation in deviations.values())


def test_standard_deviation_of_the_accuracy_is_the_one_that_statistics_know() -> None:
    random = np.random.default_rng(5)
    labels = np.repeat([0, 1], [500, 1500])
    scores = np.where(random.random(2000) < 0.8, labels, 1 - labels)
    # Eight of ten are right, and the standard deviation of a share is sqrt(p (1 - p) / n).
    assert standard_deviations(labels, scores)["accuracy"] == pytest.approx(np.sqrt(0.8 * 0.2 / 2000), rel=0.15)


def test_a_perfect_model_does_not_vary() -> None:
    assert set(standard_deviations(LABELS, LABELS.astype("float32")).values()) == {0.0}


def test_both_labels_are_in_every_draw_however_rare_one_is() -> None:
    labels = np.array([0] + [1] * 30)
    deviations = standard_deviations(labels, np.linspace(0.1, 0.9, 31))
    assert all(np.isfinite(list(deviations.values())))
