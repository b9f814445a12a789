from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xgboost as xgb
from conftest import COLUMNS, customers, files_below, pack, shop, shop_columns
from frameworks import EACH_PROBLEM, Build, built

from columns import Columns
from evaluate import main
from quality import EVALUATION_KEY, METRICS, confusion, decided, measure, with_intervals

ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-mortgage/6"


@pytest.fixture
def job(tmp_path: Path) -> Build:
    return Build(tmp_path, "binary", COLUMNS).preprocess(customers(1000))


def refusal(build: Build, monkeypatch: pytest.MonkeyPatch, champion: str = "none", framework: str = "xgboost") -> str:
    """Runs the step as SageMaker does and returns what it tells; it ends with 1 and writes nothing."""
    monkeypatch.setattr("evaluate.read_columns", lambda: build.columns)
    inputs = [f"--{name}={build.folder / name}" for name in ("model", "champion", "train", "test", "report")]
    places = [f"--output={build.output}", f"--message={build.folder / 'message'}"]
    kinds = [f"--problem={build.problem}", f"--framework={framework}", f"--champion-version={champion}"]
    assert main([*inputs, *places, *kinds]) == 1
    assert not build.output.exists()
    return (build.folder / "message").read_text()


def plain(build: Build, rows: xgb.DMatrix, into: str, rounds: int = 1, **parameters: Any) -> None:
    """Packs a model that the steps did not train."""
    booster = xgb.train({"objective": "binary:logistic", **parameters}, rows, rounds)
    folder = build.folder / f"{into}-folder"
    folder.mkdir(exist_ok=True)
    (folder / "xgboost-model").write_bytes(booster.save_raw("ubj"))
    pack(build.archive(into), folder)


def test_writes_the_evaluation_and_the_tables_for_baselines(job: Build) -> None:
    job.train("xgboost")
    job.evaluate("xgboost")
    assert files_below(job.output) == [
        "baseline/data-quality/data_quality.csv",
        "baseline/model-quality/model_quality.csv",
        "cases/cases.csv",
        "cases/cases.json",
        "evaluation/evaluation.json",
        "monitoring-baseline/baseline.json",
        "monitoring-baseline/holdout.parquet",
        "monitoring-baseline/reference.parquet",
    ]


@EACH_PROBLEM
def test_the_first_model_has_no_champion(problem: str) -> None:
    build = built("xgboost", problem)
    document = json.loads((build.output / "evaluation" / "evaluation.json").read_text())
    test, model = build.part("test"), build.read()
    answers = model.predict(test.features)
    report = json.loads((build.folder / "report" / "data.json").read_text())
    gains = model.importance(test.features)
    metrics: dict[str, Any] = {
        name: {
            "value": each["value"],
            "standard_deviation": each["standardDeviation"],
            "lower": each["lower"],
            "upper": each["upper"],
        }
        for name, each in with_intervals(problem, test.labels, answers).items()
    }
    classes = list(build.columns.classes)
    if classes:
        metrics["confusion_matrix"] = confusion(test.labels, decided(problem, answers), len(classes))
    assert document == {
        "format": 2,
        "problem": problem,
        **({"classes": classes} if classes else {}),
        EVALUATION_KEY[problem]: metrics,
        "champion": {"version": "none", "metrics": {}},
        "comparison": {"improvement": {metric.name: 0 for metric in METRICS[problem]}},
        "data": {"version": report["version"], "rows": report["rows"]},
        "importance": {name: gain / sum(gains.values()) for name, gain in gains.items()},
    }
    assert list(document["importance"].values()) == sorted(document["importance"].values(), reverse=True)


@EACH_PROBLEM
def test_a_worse_model_has_improvements_below_0_whatever_the_metrics_direction(problem: str, tmp_path: Path) -> None:
    build = Build(tmp_path, problem).preprocess(shop(problem))
    build.train("xgboost", "champion", num_round=80)
    build.train("xgboost", num_round=1, max_depth=1)
    worse = build.evaluate("xgboost", ARN)
    improvement = worse["comparison"]["improvement"]
    told = {"binary": ("auc", "log_loss"), "multiclass": ("accuracy", "log_loss"), "regression": ("rmse", "mae", "r2")}
    assert all(improvement[name] < -0.05 for name in told[problem])
    # Of errors, the worse model has the higher value.
    metrics, rival = worse[EVALUATION_KEY[problem]], worse["champion"]["metrics"]
    for metric in METRICS[problem]:
        difference = metrics[metric.name]["value"] - rival[metric.name]["value"]
        assert improvement[metric.name] == (difference if metric.higher_is_better else -difference)
    # The other way round it is as much better.
    build.train("xgboost", "champion", num_round=1, max_depth=1)
    build.train("xgboost", num_round=80)
    assert build.evaluate("xgboost", ARN)["comparison"]["improvement"] == {
        name: -value for name, value in improvement.items()
    }


@EACH_PROBLEM
def test_a_champion_of_another_framework_is_compared(problem: str, tmp_path: Path) -> None:
    build = Build(tmp_path, problem).preprocess(shop(problem))
    champion = build.train("xgboost", "champion")
    build.train("sklearn")
    test = build.part("test")
    rival = measure(problem, test.labels, champion.predict(test.features))
    assert build.evaluate("sklearn", ARN)["champion"] == {
        "version": ARN,
        "metrics": {name: {"value": value} for name, value in rival.items()},
    }


def test_a_model_that_learnt_from_wrong_labels_is_found_out(job: Build) -> None:
    for part in ("train", "validation"):
        file = job.folder / part / f"{part}.csv"
        rows = pd.read_csv(file)
        rows["bought"] = 1 - rows["bought"]
        rows.to_csv(file, index=False)
    job.train("xgboost")
    assert job.evaluate("xgboost")["binary_classification_metrics"]["auc"]["value"] < 0.15


def test_a_champion_is_measured_with_the_features_that_it_knows_by_name(job: Build) -> None:
    training = job.part("train")
    known = xgb.DMatrix(training.features[["income"]].to_numpy(), label=training.labels, feature_names=["income"])
    plain(job, known, "champion", rounds=5)
    job.train("xgboost")
    test = job.part("test")
    expected = measure("binary", test.labels, job.read("champion").predict(test.features))
    assert job.evaluate("xgboost", ARN)["champion"]["metrics"]["auc"]["value"] == expected["auc"] > 0.6


class TestRefuses:
    def test_a_champion_that_is_named_but_has_no_file(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        job.train("xgboost")
        assert refusal(job, monkeypatch, ARN) == (
            f"the champion is '{ARN}', but there is no model.tar.gz in {job.folder / 'champion'}; give both the "
            "version and its file, or 'none' and no file"
        )

    def test_a_champion_that_has_a_file_but_no_name(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        job.train("xgboost")
        job.train("xgboost", "champion")
        assert refusal(job, monkeypatch) == (
            f"the champion is 'none', but there is a model.tar.gz in {job.folder / 'champion'}; give both the "
            "version and its file, or 'none' and no file"
        )

    def test_a_champion_whose_features_are_gone(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = xgb.DMatrix(np.zeros((2, 3)), label=[0, 1], feature_names=["age", "postcode", "shoes"])
        plain(job, rows, "champion")
        job.train("xgboost")
        assert refusal(job, monkeypatch, ARN) == (
            "the champion needs the features postcode, shoes, which columns.json does not have; keep them there until "
            "production serves a model without them"
        )

    def test_a_champion_that_does_not_name_its_features(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        plain(job, xgb.DMatrix(np.zeros((2, 2)), label=[0, 1]), "champion")
        job.train("xgboost")
        assert refusal(job, monkeypatch, ARN) == (
            "model.tar.gz: xgboost-model does not name its features; train it with train.py"
        )

    def test_a_champion_of_another_problem(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = xgb.DMatrix(np.array([[1.0], [2.0]]), label=[-100, 100], feature_names=["income"])
        plain(job, rows, "champion", objective="reg:squarederror")
        job.train("xgboost")
        assert refusal(job, monkeypatch, ARN) == (
            "the champion solves a regression problem, and this build a binary one; they cannot be compared: build it "
            "as a model of another name, or take the champion out of production first"
        )

    def test_a_champion_of_other_classes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        build = Build(tmp_path, "multiclass").preprocess(shop("multiclass"))
        known = build.columns
        build.columns = Columns(known.label, known.features, classes=("gold", "silver", "bronze"))
        build.train("xgboost", "champion")
        build.columns = known
        build.train("xgboost")
        assert refusal(build, monkeypatch, ARN).startswith(
            "the champion has other classes than columns.json (3, here 3), or in another order; they cannot be compared"
        )

    def test_a_plain_champion_of_other_classes(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        known = job.columns
        job.columns = Columns(known.label, known.features, classes=("no", "yes"))
        job.train("xgboost", "champion")
        job.columns = known
        job.train("xgboost")
        assert refusal(job, monkeypatch, ARN).startswith("the champion has other classes than columns.json (2, here 2)")

    def test_a_champion_that_takes_a_column_for_another_kind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build = Build(tmp_path, "binary").preprocess(shop("binary"))
        build.train("xgboost")
        rows = xgb.DMatrix(np.zeros((2, 2)), label=[0, 1], feature_names=["age", "city"])
        plain(build, rows, "champion")
        build.columns = Columns(*[getattr(shop_columns("binary"), name) for name in ("label", "features")], classes=())
        build.train("xgboost")
        assert refusal(build, monkeypatch, ARN).startswith(
            "the champion takes city as number, which columns.json has as another kind; give the changed column another"
        )

    def test_a_model_of_another_build(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = xgb.DMatrix(np.zeros((2, 2)), label=[0, 1], feature_names=["income", "age"])
        plain(job, rows, "model")
        assert refusal(job, monkeypatch, framework="sklearn") == (
            "the new model has other framework, features than this build; train it with the same columns.json and the "
            "same config.yaml"
        )

    def test_parts_of_another_run(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        job.train("xgboost")
        with (job.folder / "test" / "test.csv").open("a") as stream:
            stream.write("1,40,20\n")
        assert refusal(job, monkeypatch).endswith("; take all from one run of preprocess.py")

    def test_a_model_that_could_write_elsewhere(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        job.train("xgboost")
        (job.folder / "model-folder" / "inference.py").write_text("")
        pack(job.archive(), job.folder / "model-folder")
        assert refusal(job, monkeypatch).startswith("model.tar.gz must have xgboost-model alone, or model.json with")

    def test_answers_that_its_problem_does_not_have(self, job: Build, monkeypatch: pytest.MonkeyPatch) -> None:
        job.train("xgboost")
        monkeypatch.setattr("framework_xgboost.XGBoostModel.predict", lambda _, rows: np.full(len(rows), 1.5))
        assert refusal(job, monkeypatch) == (
            "the new model does not answer with one probability for a row; train it with train.py"
        )
