from __future__ import annotations

import json
from pathlib import Path

import pytest
import xgboost as xgb
from conftest import COLUMNS, files_below
from sklearn.metrics import log_loss, roc_auc_score

from parts import matrix, read_part
from preprocess import preprocess
from step import StepError
from train import DEFAULTS, main, read_hyperparameters, train


@pytest.fixture
def parts(data: Path, tmp_path: Path) -> Path:
    """The output of preprocess.py."""
    preprocess(data, tmp_path / "parts", COLUMNS)
    return tmp_path / "parts"


@pytest.fixture(autouse=True)
def _small_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("train.read_columns", lambda: COLUMNS)


def run(parts: Path, output: Path, hyperparameters: dict[str, str] | None = None) -> int:
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
        ]
    )


def model_of(output: Path) -> bytes:
    return (output / "model" / "xgboost-model").read_bytes()


def test_writes_one_file_and_prints_the_metric(parts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parts, tmp_path / "job") == 0
    assert files_below(tmp_path / "job") == ["hyperparameters.json", "model/xgboost-model"]
    booster = xgb.Booster(model_file=bytearray(model_of(tmp_path / "job")))
    validation = read_part(parts / "validation", COLUMNS)
    auc = roc_auc_score(validation.labels, booster.predict(matrix(validation.features)))
    assert auc > 0.8
    assert capsys.readouterr().out == (
        f"[{booster.num_boosted_rounds() - 1}]\tvalidation-auc:{auc:.4f}\nvalidation:auc={auc:.4f}\n"
    )


def test_the_model_names_its_features_and_ends_with_its_best_tree(parts: Path) -> None:
    booster, _ = train(parts / "train", parts / "validation", DEFAULTS, COLUMNS)
    assert booster.feature_names == ["age", "income"]
    assert booster.attributes() == {}
    longest = {**DEFAULTS, "num_round": booster.num_boosted_rounds()}
    again, _ = train(parts / "train", parts / "validation", longest, COLUMNS)
    assert 1 < booster.num_boosted_rounds() < DEFAULTS["num_round"] - DEFAULTS["early_stopping_rounds"]
    assert bytes(again.save_raw("ubj")) == bytes(booster.save_raw("ubj"))


def test_training_ends_with_the_lowest_log_loss_of_the_validation_part(parts: Path) -> None:
    booster, _ = train(parts / "train", parts / "validation", {**DEFAULTS, "eta": 0.3}, COLUMNS)
    validation = read_part(parts / "validation", COLUMNS)
    rows = matrix(validation.features)
    trees = range(1, booster.num_boosted_rounds() + 1)
    losses = [log_loss(validation.labels, booster.predict(rows, iteration_range=(0, end))) for end in trees]
    assert len(losses) > 2
    assert min(losses) == losses[-1]


def test_the_same_input_gives_the_same_model_to_the_byte(parts: Path, tmp_path: Path) -> None:
    for job in ("one", "other"):
        run(parts, tmp_path / job)
    run(parts, tmp_path / "seed", {"seed": "2"})
    assert model_of(tmp_path / "one") == model_of(tmp_path / "other")
    assert model_of(tmp_path / "one") != model_of(tmp_path / "seed")


def test_takes_hyperparameters_as_the_strings_that_sagemaker_passes(parts: Path, tmp_path: Path) -> None:
    hyperparameters = {"num_round": "3", "eta": "0.5", "max_depth": "1", "lambda": "2"}
    (tmp_path / "hyperparameters.json").write_text(json.dumps(hyperparameters))
    values = read_hyperparameters(tmp_path / "hyperparameters.json")
    assert values == {**DEFAULTS, "num_round": 3, "eta": 0.5, "max_depth": 1, "lambda": 2.0}
    booster, _ = train(parts / "train", parts / "validation", values, COLUMNS)
    trees = booster.trees_to_dataframe()
    assert (trees["Tree"].nunique(), trees["Node"].max()) == (3, 2)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_hyperparameters(tmp_path / "none.json") == DEFAULTS


def test_refuses_wrong_hyperparameters_all_at_once(parts: Path, tmp_path: Path) -> None:
    wrong = {
        "eat": "0.1",
        "max_depth": "2.5",
        "eta": "fast",
        "gamma": "nan",
        "num_round": "0",
        "early_stopping_rounds": "-1",
    }
    assert run(parts, tmp_path / "job", wrong) == 1
    assert (tmp_path / "job" / "failure").read_text() == (
        "hyperparameters: eat is unknown; max_depth is '2.5', expected a whole number; eta is 'fast', expected a "
        "number; gamma is 'nan', expected a number; num_round is 0, expected 1 or more; early_stopping_rounds is -1, "
        "expected 1 or more; allowed are num_round, "
        "early_stopping_rounds, eta, max_depth, min_child_weight, subsample, colsample_bytree, gamma, lambda, alpha, "
        "max_delta_step, scale_pos_weight, seed"
    )
    assert not (tmp_path / "job" / "model").exists()


def test_tells_what_xgboost_refuses(parts: Path) -> None:
    with pytest.raises(StepError) as error:
        train(parts / "train", parts / "validation", {**DEFAULTS, "subsample": 1.5}, COLUMNS)
    assert str(error.value) == ("XGBoost refuses: value 1.5 for Parameter subsample exceed bound [0,1]")


def test_refuses_a_part_of_other_columns(parts: Path, tmp_path: Path) -> None:
    (parts / "validation" / "validation.csv").write_text("1,2,3,4\n")
    assert run(parts, tmp_path / "job") == 1
    assert (tmp_path / "job" / "failure").read_text() == (
        "validation.csv has 4 columns, expected 3: the label and 2 features; run preprocess.py with the same "
        "columns.json"
    )


def test_refuses_an_empty_channel(parts: Path, tmp_path: Path) -> None:
    (parts / "train" / "train.csv").unlink()
    assert run(parts, tmp_path / "job") == 1
    assert (tmp_path / "job" / "failure").read_text() == (
        f"there is no .csv file in {parts / 'train'}; it must be an output of preprocess.py"
    )


def test_reads_every_file_of_a_channel(parts: Path) -> None:
    whole = read_part(parts / "train", COLUMNS)
    rows = (parts / "train" / "train.csv").read_text().splitlines(keepends=True)
    (parts / "train" / "train.csv").write_text("".join(rows[:100]))
    (parts / "train" / "zz-more.csv").write_text("".join(rows[100:]))
    divided = read_part(parts / "train", COLUMNS)
    assert divided.labels.tolist() == whole.labels.tolist()
    assert divided.features.equals(whole.features)
