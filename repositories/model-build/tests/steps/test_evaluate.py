from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xgboost as xgb
from conftest import COLUMNS, files_below, pack
from metrics import confusion, measure, standard_deviations

from columns import Columns
from evaluate import main
from parts import matrix, read_part
from preprocess import preprocess
from train import DEFAULTS, save, train

ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-mortgage/6"


class Job:
    """A run of the steps in a folder."""

    def __init__(self, folder: Path, columns: Columns = COLUMNS) -> None:
        self.folder = folder
        self.columns = columns
        self.output = folder / "output"
        (folder / "champion").mkdir()

    def train(self, into: str, **hyperparameters: float) -> xgb.Booster:
        """Trains a model and packs it where the step expects it: as `model` or as `champion`."""
        quick = {**DEFAULTS, "num_round": 60, "eta": 0.2, **hyperparameters}
        booster, _ = train(self.folder / "train", self.folder / "validation", quick, self.columns)
        self.pack(into, booster)
        return booster

    def pack(self, into: str, booster: xgb.Booster) -> None:
        save(booster, self.folder / f"{into}-folder")
        pack(self.folder / into / "model.tar.gz", self.folder / f"{into}-folder")

    def evaluate(self, champion_version: str = "none") -> dict[str, Any]:
        """Runs the step and returns evaluation.json."""
        assert self.run(champion_version) == 0
        return json.loads((self.output / "evaluation" / "evaluation.json").read_text())

    def refusal(self, champion_version: str = "none") -> str:
        """Runs the step and returns what it tells SageMaker; it ends with 1 and writes nothing."""
        assert self.run(champion_version) == 1
        assert not self.output.exists()
        return (self.folder / "message").read_text()

    def run(self, champion_version: str) -> int:
        inputs = [f"--{name}={self.folder / name}" for name in ("model", "champion", "train", "test", "report")]
        outputs = [f"--output={self.output}", f"--message={self.folder / 'message'}"]
        return main([*inputs, *outputs, f"--champion-version={champion_version}"])

    def scores(self, booster: xgb.Booster, part: str = "test") -> tuple[np.ndarray, np.ndarray]:
        """Labels and scores of a part."""
        rows = read_part(self.folder / part, self.columns)
        return rows.labels, booster.predict(matrix(rows.features))


@pytest.fixture
def job(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setattr("evaluate.read_columns", lambda: COLUMNS)
    folder = tmp_path / "job"
    preprocess(data, folder, COLUMNS)
    return Job(folder)


def test_writes_the_evaluation_and_the_tables_for_baselines(job: Job) -> None:
    job.train("model")
    job.evaluate()
    assert files_below(job.output) == [
        "baseline/data-quality/data_quality.csv",
        "baseline/model-quality/model_quality.csv",
        "cases/cases.csv",
        "evaluation/evaluation.json",
        "monitoring-baseline/baseline.json",
        "monitoring-baseline/holdout.parquet",
        "monitoring-baseline/reference.parquet",
    ]


def test_the_first_model_has_no_champion(job: Job) -> None:
    booster = job.train("model")
    # What the pipeline's tools put there as long as production serves nothing.
    (job.folder / "champion" / "none.json").write_text("{}")
    labels, scores = job.scores(booster)
    values, deviations = measure(labels, scores), standard_deviations(labels, scores)
    gains = booster.get_score(importance_type="total_gain")
    report = json.loads((job.folder / "report" / "data.json").read_text())
    assert job.evaluate() == {
        "binary_classification_metrics": {
            **{name: {"value": values[name], "standard_deviation": deviations[name]} for name in values},
            "confusion_matrix": confusion(labels, scores),
        },
        "champion": {"version": "none", "metrics": {}},
        "comparison": {"improvement": dict.fromkeys(values, 0)},
        "data": {"version": report["version"], "rows": report["rows"]},
        "importance": {name: gain / sum(gains.values()) for name, gain in gains.items()},
    }


def test_importance_has_every_feature_the_most_important_first(job: Job) -> None:
    job.train("model", max_depth=1, num_round=1, colsample_bytree=1)
    shares = job.evaluate()["importance"]
    assert sorted(shares.values()) == [0, 1]
    assert next(iter(shares.values())) == 1


def test_a_model_is_no_better_than_itself(job: Job) -> None:
    job.train("champion")
    job.train("model")
    evaluation = job.evaluate(ARN)
    metrics = evaluation["binary_classification_metrics"]
    assert evaluation["champion"] == {
        "version": ARN,
        "metrics": {name: {"value": metrics[name]["value"]} for name in metrics if name != "confusion_matrix"},
    }
    assert evaluation["comparison"] == {
        "improvement": {"auc": 0, "average_precision": 0, "accuracy": 0, "precision": 0, "recall": 0, "f1": 0}
    }


def test_improvement_is_new_minus_champion(job: Job) -> None:
    weak, strong = job.train("champion", num_round=1, max_depth=1), job.train("model")
    values = [measure(*job.scores(booster)) for booster in (weak, strong)]
    better = job.evaluate(ARN)["comparison"]["improvement"]
    assert better == {name: values[1][name] - values[0][name] for name in values[0]}
    assert better["auc"] > 0.01
    job.pack("model", weak)
    job.pack("champion", strong)
    assert job.evaluate(ARN)["comparison"]["improvement"]["auc"] == -better["auc"]


def test_a_model_that_learnt_from_wrong_labels_is_found_out(job: Job) -> None:
    good = job.train("model")
    for part in ("train", "validation"):
        file = job.folder / part / f"{part}.csv"
        rows = pd.read_csv(file, header=None)
        rows[0] = 1 - rows[0]
        rows.to_csv(file, header=False, index=False)
    bad = job.train("model")
    assert measure(*job.scores(good))["auc"] > 0.85
    assert job.evaluate()["binary_classification_metrics"]["auc"]["value"] == measure(*job.scores(bad))["auc"] < 0.15


def test_a_champion_is_measured_with_the_features_that_it_knows(job: Job) -> None:
    rows = pd.read_csv(job.folder / "train" / "train.csv", header=None)
    known = xgb.DMatrix(rows[[2]].to_numpy(), label=rows[0], feature_names=["income"])
    older = xgb.train({"objective": "binary:logistic"}, known, 5)
    job.pack("champion", older)
    job.train("model")
    test = read_part(job.folder / "test", COLUMNS)
    expected = measure(test.labels, older.predict(matrix(test.features[["income"]])))
    assert job.evaluate(ARN)["champion"]["metrics"]["auc"]["value"] == expected["auc"]


def test_the_table_for_data_quality_is_what_an_endpoint_captures(job: Job) -> None:
    booster = job.train("model")
    job.evaluate()
    header, *rows = (job.output / "baseline" / "data-quality" / "data_quality.csv").read_text().splitlines()
    assert header == "prediction,age,income"
    requests = [row.split(",", 1)[1] for row in (job.folder / "train" / "train.csv").read_text().splitlines()]
    answers = [str(score) for score in job.scores(booster, "train")[1].tolist()]
    assert rows == [f"{answer},{request}" for answer, request in zip(answers, requests, strict=True)]


def test_the_table_for_model_quality_has_prediction_probability_and_label_of_the_hold_out(job: Job) -> None:
    booster = job.train("model")
    job.evaluate()
    header, *rows = (job.output / "baseline" / "model-quality" / "model_quality.csv").read_text().splitlines()
    assert header == "prediction,probability,label"
    labels, scores = job.scores(booster)
    pairs = zip(scores.tolist(), labels, strict=True)
    assert rows == [f"{int(score > 0.5)},{score},{label}" for score, label in pairs]
    assert {row[0] for row in rows} == {"0", "1"}


def test_the_cases_are_what_the_endpoint_gets_and_what_the_model_answers(job: Job) -> None:
    booster = job.train("model")
    job.evaluate()
    header, *rows = (job.output / "cases" / "cases.csv").read_text().splitlines()
    assert header == "prediction,label,age,income"
    labels, scores = job.scores(booster)
    assert 100 < len(rows) < 500
    held_out = (job.folder / "test" / "test.csv").read_text().splitlines()
    assert rows == [f"{score},{row}" for score, row in zip(scores.tolist(), held_out, strict=True)]
    assert [int(row.split(",")[1]) for row in rows] == labels.tolist()
    # The text is the whole number: read again, it is the same one to the last bit.
    assert [np.float32(row.split(",")[0]) for row in rows] == scores.tolist()
    # So the model answers just that to the text of a case.
    values = [[float(value or "nan") for value in row.split(",")[2:]] for row in rows]
    answers = booster.predict(xgb.DMatrix(np.array(values)), validate_features=False)
    assert answers.tolist() == [float(row.split(",")[0]) for row in rows]


class TestRefuses:
    def test_a_champion_that_is_named_but_has_no_file(self, job: Job) -> None:
        job.train("model")
        assert job.refusal(ARN) == (
            f"the champion is '{ARN}', but there is no model.tar.gz in {job.folder / 'champion'}; give both the "
            "version and its file, or 'none' and no file"
        )

    def test_a_champion_that_has_a_file_but_no_name(self, job: Job) -> None:
        job.train("model")
        job.train("champion")
        assert job.refusal() == (
            f"the champion is 'none', but there is a model.tar.gz in {job.folder / 'champion'}; give both the "
            "version and its file, or 'none' and no file"
        )

    def test_a_champion_whose_features_are_gone(self, job: Job) -> None:
        rows = xgb.DMatrix(np.zeros((2, 3)), label=[0, 1], feature_names=["age", "postcode", "shoes"])
        job.pack("champion", xgb.train({"objective": "binary:logistic"}, rows, 1))
        job.train("model")
        assert job.refusal(ARN) == (
            "the champion needs the features postcode, shoes, which columns.json does not have; keep them there until "
            "production serves a model without them"
        )

    def test_a_champion_that_does_not_name_its_features(self, job: Job) -> None:
        rows = xgb.DMatrix(np.zeros((2, 2)), label=[0, 1])
        job.pack("champion", xgb.train({"objective": "binary:logistic"}, rows, 1))
        job.train("model")
        assert job.refusal(ARN) == "the champion does not name its features; train it with train.py"

    def test_a_champion_that_gives_no_probabilities(self, job: Job) -> None:
        rows = xgb.DMatrix(np.array([[1.0], [2.0]]), label=[-100, 100], feature_names=["income"])
        job.pack("champion", xgb.train({"objective": "reg:squarederror", "min_child_weight": 0}, rows, 50))
        job.train("model")
        assert job.refusal(ARN) == (
            "the champion does not answer with one probability for a row; train it with binary:logistic"
        )

    def test_a_model_of_other_columns(self, job: Job) -> None:
        rows = xgb.DMatrix(np.zeros((2, 2)), label=[0, 1], feature_names=["income", "age"])
        job.pack("model", xgb.train({"objective": "binary:logistic"}, rows, 1))
        assert job.refusal() == (
            "the new model has other features than columns.json; train it with the same columns.json"
        )

    def test_parts_of_another_run(self, job: Job) -> None:
        job.train("model")
        with (job.folder / "test" / "test.csv").open("a") as stream:
            stream.write("1,40,20\n")
        assert job.refusal().endswith("; take all from one run of preprocess.py")

    def test_a_model_that_could_write_elsewhere(self, job: Job) -> None:
        job.train("model")
        (job.folder / "model-folder" / "inference.py").write_text("")
        pack(job.folder / "model" / "model.tar.gz", job.folder / "model-folder")
        assert job.refusal().startswith("model.tar.gz must have the file xgboost-model and nothing else, it has: ")
