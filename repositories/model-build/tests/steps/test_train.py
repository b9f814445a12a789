from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xgboost as xgb
from conftest import COLUMNS, customers, files_below, shop
from frameworks import EACH_PROBLEM, Build, built
from sklearn.metrics import log_loss, roc_auc_score

from archive import read_folder
from encoding import OTHER, Encoding
from framework_xgboost import matrix
from hyperparameters import defaults
from parts import read_part
from quality import METRICS, measure
from step import StepError
from train import log_lines, main, train


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """The output of preprocess.py."""
    return Build(tmp_path / "parts", "binary", COLUMNS).preprocess(customers(1000)).folder


@pytest.fixture(autouse=True)
def _small_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("train.read_columns", lambda: COLUMNS)


def run(parts: Path, output: Path, hyperparameters: dict[str, str] | None = None, *more: str) -> int:
    """The step as SageMaker starts it; the model lands in output/model and a reason in output/failure."""
    output.mkdir()
    (output / "hyperparameters.json").write_text(json.dumps(hyperparameters or {}))
    return main(
        [
            *("--train", str(parts / "train")),
            *("--validation", str(parts / "validation")),
            *("--hyperparameters", str(output / "hyperparameters.json")),
            *("--model", str(output / "model")),
            *("--failure", str(output / "failure")),
            *more,
        ]
    )


def trained(parts: Path, **hyperparameters: float) -> xgb.Booster:
    folders = (parts / "train", parts / "validation")
    model, _ = train(folders, COLUMNS, "binary", "xgboost", {**defaults("xgboost"), **hyperparameters})
    return model.booster


def model_of(output: Path) -> bytes:
    return (output / "model" / "xgboost-model").read_bytes()


def test_writes_one_file_and_prints_the_metrics(
    parts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(parts, tmp_path / "job") == 0
    assert files_below(tmp_path / "job") == ["hyperparameters.json", "model/xgboost-model"]
    model = read_folder(tmp_path / "job" / "model")
    validation = read_part(parts / "validation", COLUMNS, "binary")
    auc = roc_auc_score(validation.labels, model.predict(validation.features))
    assert auc > 0.8
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"[{model.rounds - 1}]\tvalidation-auc:{auc:.4f}", f"validation:auc={auc:.4f}"]
    assert [line.split("=")[0] for line in lines[1:]] == [f"validation:{metric.name}" for metric in METRICS["binary"]]


@EACH_PROBLEM
def test_prints_every_metric_of_the_problem(problem: str) -> None:
    build = built("sklearn", problem)
    model, validation = build.read(), build.part("validation")
    metrics = measure(problem, validation.labels, model.predict(validation.features))
    first, *lines = log_lines(model, metrics)
    assert first.startswith(f"[0]\tvalidation-{METRICS[problem][0].name}:") or model.rounds > 1
    for line, (name, value) in zip(lines, metrics.items(), strict=True):
        assert line.startswith(f"validation:{name}=")
        assert float(line.split("=")[1]) == pytest.approx(value, abs=1e-4)


def test_any_framework_is_trained_by_the_same_step(parts: Path, tmp_path: Path) -> None:
    assert run(parts, tmp_path / "job", {"max_iter": "20"}, "--framework", "sklearn") == 0
    model = read_folder(tmp_path / "job" / "model")
    assert (model.description.framework, model.rounds) == ("sklearn", 20)
    assert (tmp_path / "job" / "model" / "code" / "pyproject.toml").is_file()


def test_the_model_names_its_features_and_ends_with_its_best_tree(parts: Path) -> None:
    booster = trained(parts)
    assert booster.feature_names == ["age", "income"]
    assert booster.attributes() == {}
    again = trained(parts, num_round=booster.num_boosted_rounds())
    values = defaults("xgboost")
    assert 1 < booster.num_boosted_rounds() < values["num_round"] - values["early_stopping_rounds"]
    assert bytes(again.save_raw("ubj")) == bytes(booster.save_raw("ubj"))


def test_training_ends_with_the_lowest_log_loss_of_the_validation_part(parts: Path) -> None:
    booster = trained(parts, eta=0.3)
    validation = read_part(parts / "validation", COLUMNS, "binary")
    rows = matrix(Encoding(COLUMNS.features, {}), validation.features)
    trees = range(1, booster.num_boosted_rounds() + 1)
    losses = [log_loss(validation.labels, booster.predict(rows, iteration_range=(0, end))) for end in trees]
    assert len(losses) > 2
    assert min(losses) == losses[-1]


def test_the_same_input_gives_the_same_model_to_the_byte(parts: Path, tmp_path: Path) -> None:
    for job in ("one", "other"):
        run(parts, tmp_path / job)
    run(parts, tmp_path / "kept", None, "--checkpoints", str(tmp_path / "checkpoints"))
    run(parts, tmp_path / "seed", {"seed": "2"})
    assert model_of(tmp_path / "one") == model_of(tmp_path / "other") == model_of(tmp_path / "kept")
    assert model_of(tmp_path / "one") != model_of(tmp_path / "seed")
    assert list((tmp_path / "checkpoints").iterdir()) != []


def test_refuses_wrong_hyperparameters_before_it_trains(parts: Path, tmp_path: Path) -> None:
    assert run(parts, tmp_path / "job", {"num_round": "0"}) == 1
    assert (
        (tmp_path / "job" / "failure")
        .read_text()
        .startswith(
            "hyperparameters: num_round is '0', expected a whole number from 1 on up to 100000; xgboost has num_round, "
        )
    )
    assert not (tmp_path / "job" / "model").exists()


def test_tells_what_a_framework_refuses(parts: Path) -> None:
    with pytest.raises(StepError) as error:
        trained(parts, subsample=1.5)
    assert str(error.value) == "XGBoost refuses: value 1.5 for Parameter subsample exceed bound [0,1]"


def test_an_encoding_knows_the_most_frequent_categories_and_takes_the_rest_as_one() -> None:
    features = built("xgboost", "binary").columns.features
    rows = pd.DataFrame(
        {
            "age": [1.0, np.nan, 3.0, 4.0],
            "city": ["b", "a", "b", None],
            "opened": [0.5, 1.0, 2.0, np.nan],
            "visits": [0.0, 0.0, 0.0, 0.0],
        }
    )
    encoding = Encoding.of(features, rows)
    assert encoding.categories == {"city": ("b", "a")}
    assert encoding.codes == [0, 3, 0, 0]
    coded = encoding.matrix(rows.assign(city=["a", "b", "never seen", None]))
    assert coded[:3, 1].tolist() == [2, 1, OTHER]
    assert np.isnan(coded[3, 1])
    assert np.array_equal(coded[:, 2], rows["opened"].to_numpy(), equal_nan=True)
    again = Encoding.from_json(features, json.loads(json.dumps(encoding.to_json())))
    assert np.array_equal(again.matrix(rows), encoding.matrix(rows), equal_nan=True)


def test_the_order_of_rows_does_not_matter_to_an_encoding() -> None:
    features = built("xgboost", "binary").columns.features
    rows = pd.DataFrame({feature.name: [1.0] * 400 for feature in features})
    rows["city"] = [f"c{number % 300}" for number in range(400)]
    shuffled = rows.sample(frac=1, random_state=1)
    assert Encoding.of(features, rows) == Encoding.of(features, shuffled)


def test_binary_text_classes_travel_with_a_plain_model(tmp_path: Path) -> None:
    rows = shop("binary")[["id", "age", "visits", "outcome"]]
    known = built("xgboost", "binary").columns
    columns = type(known)(known.label, ("age", "visits"), identity=("id",), classes=("no", "yes"))
    build = Build(tmp_path, "binary", columns).preprocess(rows)
    build.train("xgboost")
    assert files_below(tmp_path / "model-folder") == ["xgboost-model"]
    assert build.read().description.task.classes == ("no", "yes")
