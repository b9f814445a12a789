"""Tables that Evaluate leaves for baselines and for tests of deployments."""

from __future__ import annotations

import json

import pandas as pd
from frameworks import EACH_PROBLEM, built

from quality import decided


@EACH_PROBLEM
def test_the_table_for_data_quality_is_what_an_endpoint_captures(problem: str) -> None:
    build = built("xgboost", problem)
    table = pd.read_csv(
        build.output / "baseline" / "data-quality" / "data_quality.csv", dtype=str, keep_default_na=False
    )
    training = pd.read_csv(build.folder / "train" / "train.csv", dtype=str, keep_default_na=False)
    names = ["prediction"] if problem != "multiclass" else [f"prediction_{number}" for number in range(3)]
    assert list(table.columns) == [*names, "age", "city", "opened", "visits"]
    assert table.drop(columns=names).equals(training.drop(columns="outcome"))
    answers = build.read().predict(build.part("train").features)
    assert table[names].astype("float64").to_numpy().tolist() == answers.reshape(len(answers), -1).tolist()


@EACH_PROBLEM
def test_the_table_for_model_quality_has_what_was_decided_of_the_hold_out(problem: str) -> None:
    build = built("xgboost", problem)
    file = build.output / "baseline" / "model-quality" / "model_quality.csv"
    table = pd.read_csv(file, float_precision="round_trip")
    test = build.part("test")
    answers = build.read().predict(test.features)
    assert table["label"].tolist() == test.labels.tolist()
    assert table["prediction"].tolist() == decided(problem, answers).tolist()
    if problem == "regression":
        assert list(table.columns) == ["prediction", "label"]
    else:
        assert list(table.columns) == ["prediction", "probability", "label"]
        expected = answers if problem == "binary" else answers.max(axis=1)
        assert table["probability"].tolist() == expected.tolist()


@EACH_PROBLEM
def test_the_cases_are_what_the_endpoint_gets_and_what_the_model_answers(problem: str) -> None:
    build = built("xgboost", problem)
    expected, rows = build.cases()
    test = build.part("test")
    assert len(rows) == len(test.labels)
    # Rows are text of requests: with the commas and quotes that they had.
    lines = (build.folder / "test" / "test.csv").read_text().splitlines()[1:]
    assert rows == [line.split(",", 1)[1] for line in lines]
    assert any('"Basel, Stadt"' in row for row in rows)
    assert any('""big""' in row for row in rows)
    # The text is the whole number.
    assert expected.tolist() == (answers := build.read().predict(test.features)).reshape(len(answers), -1).tolist()
    document = json.loads((build.output / "cases" / "cases.json").read_text())
    assert document["format"] == 1
    assert document["problem"] == problem
    assert document.get("classes", []) == list(build.columns.classes)
    assert document["features"] == [
        {"name": "age", "kind": "number"},
        {"name": "city", "kind": "category"},
        {"name": "opened", "kind": "date"},
        {"name": "visits", "kind": "number"},
    ]
