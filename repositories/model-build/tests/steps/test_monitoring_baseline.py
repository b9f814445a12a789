from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import COLUMNS, customers, shop
from frameworks import EACH_PROBLEM, Build, built

from attributions import PermutationExplainer, ranking_agreement
from groups import Group, favourable, groups, measure_group
from monitoring_baseline import MOST_TOLD, describe, write_monitoring_baseline
from parts import PROTECTED
from quality import METRICS, measure
from step import StepError


def test_the_hold_out_has_each_rows_own_protected_attributes(tmp_path: Path) -> None:
    build = Build(tmp_path, "binary", COLUMNS).preprocess(customers(1000))
    build.train("xgboost")
    build.evaluate("xgboost")
    holdout = pd.read_parquet(build.output / "monitoring-baseline" / "holdout.parquet")
    assert list(holdout.columns) == ["prediction", "label", "group", "region", "age", "income"]
    rows = customers(1000)[["age", "income", "bought", "group", "region"]]
    found = holdout.merge(rows, on=["age", "income", "group", "region"], how="left")
    assert (found["label"] == found["bought"]).all()


@EACH_PROBLEM
def test_tells_what_is_normal(problem: str) -> None:
    build = built("xgboost", problem)
    folder = build.output / "monitoring-baseline"
    document = json.loads((folder / "baseline.json").read_text())
    reference, holdout = (pd.read_parquet(folder / f"{name}.parquet") for name in ("reference", "holdout"))
    assert document["rows"] == {"reference": len(reference), "holdout": len(holdout)}
    assert document["classes"] == list(build.columns.classes)
    age, city, opened = (document["features"][name] for name in ("age", "city", "opened"))
    assert age == describe(reference["age"])
    assert (city["kind"], city["column"], sorted(city["categories"])) == (
        "category",
        "category",
        sorted(["Bern", "Basel, Stadt", 'a "big" one', "Genève"]),
    )
    # Days since 1970.
    assert (opened["kind"], opened["column"], opened["minimum"] > 16_000) == ("number", "date", True)
    answers = build.read().predict(build.part("test").features)
    metric = METRICS[problem][0].name
    expected = measure(problem, build.part("test").labels, answers)[metric]
    assert document["quality"][metric]["value"] == expected
    assert [group["name"] for group in document["bias"]] == ["sex", "region=0", "region=1", "region=2"]
    assert min(document["attributions"], key=document["attributions"].get) == "visits"
    if problem == "multiclass":
        assert holdout["prediction"].tolist() == answers.argmax(axis=1).tolist()
    assert (
        document["favourable"]
        == {"binary": None, "multiclass": {"classes": [2]}, "regression": {"above": 100}}[problem]
    )


def test_protected_attributes_of_other_rows_are_refused(tmp_path: Path) -> None:
    build = Build(tmp_path, "binary", COLUMNS).preprocess(customers(1000))
    model = build.train("xgboost")
    file = tmp_path / "test" / PROTECTED
    pd.read_parquet(file).iloc[1:].to_parquet(file)
    scored = [(part, np.zeros(len(part.labels))) for part in (build.part("train"), build.part("test"))]
    with pytest.raises(StepError, match="does not belong to the rows beside it"):
        write_monitoring_baseline(model, scored[0], scored[1], (tmp_path / "test", tmp_path / "out"), COLUMNS)


def test_without_protected_columns_and_favourable_outcomes_no_bias_is_measured(tmp_path: Path) -> None:
    rows = shop("regression")
    known = built("xgboost", "regression").columns
    build = Build(tmp_path, "regression", type(known)(known.label, known.features)).preprocess(rows)
    build.train("xgboost")
    build.evaluate("xgboost")
    assert json.loads((build.output / "monitoring-baseline" / "baseline.json").read_text())["bias"] == []


def test_few_values_are_categories_many_are_a_range() -> None:
    codes = describe(pd.Series([1.0, 2, 2, np.nan]))
    assert codes == {
        "missing": 0.25,
        "known": 3,
        "column": "number",
        "kind": "category",
        "categories": {"1": 1 / 3, "2": 2 / 3},
    }
    numbers = describe(pd.Series(range(100)))
    assert (numbers["kind"], numbers["whole"], numbers["minimum"], numbers["maximum"]) == ("number", True, 0, 99)


def test_of_text_with_many_values_the_most_frequent_are_told() -> None:
    texts = describe(pd.Series([*(f"c{number}" for number in range(10_000)), *["often"] * 5]), "category")
    assert len(texts["categories"]) == MOST_TOLD
    assert "often" in texts["categories"]


def test_a_column_without_any_value_is_described() -> None:
    assert describe(pd.Series([np.nan, np.nan]))["categories"] == {}
    assert describe(pd.Series([None, None], dtype=object), "category")["missing"] == 1


def test_bias_is_measured_by_clarifys_formulas() -> None:
    protected = pd.DataFrame({"group": ["f"] * 40 + ["m"] * 60 + [None] * 30})
    predicted = np.concatenate([np.repeat([1, 0], [10, 30]), np.repeat([1, 0], [30, 30]), np.ones(30)])
    measured = measure_group(Group("group", "group", ("f",)), protected, predicted, None)
    assert measured["DPL"].value == pytest.approx(0.5 - 0.25)
    assert measured["DI"].value == pytest.approx(0.5)
    # With labels like the predictions, all rates are 1 and 0.
    assert measure_group(Group("group", "group", ("f",)), protected, predicted, predicted).keys() == {
        "DPL",
        "DI",
        "FPR",
    }


def test_what_is_favourable_is_said_by_class_or_by_a_limit() -> None:
    numbers = np.array([1.0, 2.0, 3.0])
    assert favourable("binary", None, np.array([0, 1])).tolist() == [0, 1]
    assert favourable("multiclass", {"classes": [0, 2]}, np.array([0, 1, 2])).tolist() == [1, 0, 1]
    assert favourable("regression", {"above": 2}, numbers).tolist() == [0, 0, 1]
    assert favourable("regression", {"below": 2}, numbers).tolist() == [1, 0, 0]
    assert favourable("regression", None, numbers) is None


def test_columns_with_many_values_have_no_groups() -> None:
    assert groups(pd.DataFrame({"dependents": range(9), "one": [1] * 9})) == []


def test_both_ways_to_explain_find_what_the_model_looks_at() -> None:
    build = built("xgboost", "binary")
    model, features = build.read(), build.part("test").features.assign(noise=0.0)
    by_permutation = PermutationExplainer(model.predict).attributions(features)
    by_tree = model.explain(features)
    assert by_permutation["noise"] == 0
    for found in (by_permutation, by_tree):
        assert found["age"] > found["visits"]
        assert found["city"] > found["visits"]


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
