from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import COLUMNS
from sklearn.metrics import roc_auc_score

from attributions import PermutationExplainer, TreeExplainer, ranking_agreement
from groups import Group, groups, measure_group
from monitoring_baseline import describe, write_monitoring_baseline
from parts import PROTECTED, matrix, read_part
from preprocess import preprocess
from quality import METRICS, measure, with_intervals
from step import StepError
from train import DEFAULTS, train


@pytest.fixture
def baseline(data: Path, tmp_path: Path) -> Path:
    """The folder of a model's baseline; the parts that it is of lie beside it."""
    preprocess(data, tmp_path, COLUMNS)
    booster, _ = train(tmp_path / "train", tmp_path / "validation", {**DEFAULTS, "num_round": 30}, COLUMNS)
    scored = [(part, booster.predict(matrix(part.features))) for part in parts(tmp_path)]
    write_monitoring_baseline(booster, scored[0], scored[1], (tmp_path / "test", tmp_path / "baseline"), COLUMNS)
    return tmp_path / "baseline"


def parts(folder: Path) -> list:
    return [read_part(folder / name, COLUMNS) for name in ("train", "test")]


def test_the_hold_out_has_each_rows_own_protected_attributes(data: Path, baseline: Path) -> None:
    holdout = pd.read_parquet(baseline / "holdout.parquet")
    assert list(holdout.columns) == ["prediction", "label", "group", "region", "age", "income"]
    customers = pd.read_csv(data / "customers.csv")[["age", "income", "bought", "group", "region"]]
    found = holdout.merge(customers, on=["age", "income", "group", "region"], how="left")
    assert (found["label"] == found["bought"]).all()


def test_tells_what_is_normal(baseline: Path) -> None:
    document = json.loads((baseline / "baseline.json").read_text())
    reference = pd.read_parquet(baseline / "reference.parquet")
    holdout = pd.read_parquet(baseline / "holdout.parquet")
    assert document["rows"] == {"reference": len(reference), "holdout": len(holdout)}
    assert document["features"]["income"] == describe(reference["income"])
    assert document["features"]["age"]["missing"] == pytest.approx(0.1, abs=0.03)
    assert document["quality"]["auc"]["value"] == roc_auc_score(holdout["label"], holdout["prediction"])
    assert [group["name"] for group in document["bias"]] == ["group", "region=0", "region=1", "region=2"]
    assert max(document["attributions"], key=document["attributions"].get) == "income"


def test_protected_attributes_of_other_rows_are_refused(baseline: Path, tmp_path: Path) -> None:
    pd.read_parquet(tmp_path / "test" / PROTECTED).iloc[1:].to_parquet(tmp_path / "test" / PROTECTED)
    scored = [(part, np.zeros(len(part.labels))) for part in parts(tmp_path)]
    with pytest.raises(StepError, match="does not belong to the rows beside it"):
        write_monitoring_baseline(None, scored[0], scored[1], (tmp_path / "test", baseline), COLUMNS)


def test_few_values_are_categories_many_are_a_range() -> None:
    codes = describe(pd.Series([1.0, 2, 2, np.nan]))
    assert codes == {"missing": 0.25, "known": 3, "kind": "category", "categories": {"1": 1 / 3, "2": 2 / 3}}
    numbers = describe(pd.Series(range(100)))
    assert (numbers["kind"], numbers["whole"], numbers["minimum"], numbers["maximum"]) == ("number", True, 0, 99)


def test_an_interval_is_as_wide_as_statistics_know() -> None:
    labels = np.tile([0, 1, 2, 3], 20_000)
    right = np.random.default_rng(3).random(len(labels)) < 0.8
    measured = with_intervals("multiclass", labels, np.where(right, labels, (labels + 1) % 4))["accuracy"]
    # Only MOST_RESAMPLED rows are drawn from, and all count.
    assert measured["standardDeviation"] == pytest.approx(np.sqrt(0.8 * 0.2 / len(labels)), rel=0.3)
    assert measured["upper"] - measured["lower"] == pytest.approx(2 * 1.96 * measured["standardDeviation"])


def test_each_kind_of_problem_measures_its_metrics() -> None:
    labels = np.array([0, 1, 1, 0, 1])
    for problem, metrics in METRICS.items():
        assert list(measure(problem, labels, labels)) == [metric.name for metric in metrics]


def test_a_loss_is_above_zero_where_the_model_got_worse() -> None:
    auc, rmse = METRICS["binary"][0], METRICS["regression"][0]
    assert auc.loss(0.8, 0.7) == pytest.approx(0.1)
    # In shares of the baseline, since it has the label's unit.
    assert rmse.loss(200, 250) == pytest.approx(0.25)
    assert rmse.loss(200, 150) < 0


def test_bias_is_measured_by_clarifys_formulas() -> None:
    protected = pd.DataFrame({"group": [0.0] * 40 + [1.0] * 60 + [np.nan] * 30})
    predicted = np.concatenate([np.repeat([1, 0], [10, 30]), np.repeat([1, 0], [30, 30]), np.ones(30)])
    measured = measure_group(Group("group", "group", (0,)), protected, predicted, None)
    assert measured["DPL"].value == pytest.approx(0.5 - 0.25)
    assert measured["DI"].value == pytest.approx(0.5)
    # With labels like the predictions, all rates are 1 and 0.
    assert measure_group(Group("group", "group", (0,)), protected, predicted, predicted).keys() == {"DPL", "DI", "FPR"}


def test_columns_with_many_values_have_no_groups() -> None:
    assert groups(pd.DataFrame({"dependents": range(9), "one": [1] * 9})) == []


def test_both_explainers_find_what_the_model_looks_at(baseline: Path, tmp_path: Path) -> None:
    booster, _ = train(tmp_path / "train", tmp_path / "validation", {**DEFAULTS, "num_round": 30}, COLUMNS)
    features = parts(tmp_path)[1].features.assign(noise=0.0)
    answer = lambda rows: booster.predict(matrix(rows[["age", "income"]]))  # noqa: E731
    by_tree = TreeExplainer(booster).attributions(features[["age", "income"]])
    by_permutation = PermutationExplainer(answer).attributions(features)
    assert by_permutation["noise"] == 0
    assert by_permutation["income"] > by_permutation["age"] > 0
    assert by_tree["income"] > by_tree["age"] > 0


def test_the_permutation_explainer_looks_at_fewer_rows_of_a_slow_model() -> None:
    asked: list[int] = []

    def slow(rows: pd.DataFrame) -> np.ndarray:
        asked.append(len(rows))
        return rows["a"].to_numpy()

    PermutationExplainer(slow, seconds=0).attributions(pd.DataFrame({"a": np.arange(1000.0), "b": 0.0}))
    assert asked == [1000, 2, 2]


def test_the_ranking_agrees_less_the_further_up_it_differs() -> None:
    baseline = {"a": 4.0, "b": 2.0, "c": 1.0}
    assert ranking_agreement(baseline, {"a": 9, "b": 8, "c": 7}) == 1
    low = ranking_agreement(baseline, {"a": 9, "b": 7, "c": 8})
    high = ranking_agreement(baseline, {"a": 7, "b": 9, "c": 6})
    assert high < low < 1
    assert ranking_agreement({"a": 0, "b": 0}, {"a": 1, "b": 2}) == 1
