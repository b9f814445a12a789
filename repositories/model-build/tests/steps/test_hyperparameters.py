from __future__ import annotations

import json
from pathlib import Path

import pytest

from hyperparameters import KNOWN, defaults, read_hyperparameters
from step import StepError


def written(folder: Path, values: dict[str, str]) -> Path:
    file = folder / "hyperparameters.json"
    file.write_text(json.dumps(values))
    return file


def test_takes_the_strings_that_sagemaker_passes(tmp_path: Path) -> None:
    file = written(tmp_path, {"num_round": "3", "eta": "0.5", "max_depth": "1", "lambda": "2"})
    expected = {**defaults("xgboost"), "num_round": 3, "eta": 0.5, "max_depth": 1, "lambda": 2.0}
    assert read_hyperparameters(file, "xgboost") == expected
    file = written(tmp_path, {"class_weight": "balanced"})
    assert read_hyperparameters(file, "sklearn")["class_weight"] == "balanced"


@pytest.mark.parametrize("framework", ["xgboost", "sklearn", "pytorch"])
def test_without_a_file_the_defaults_hold_and_are_allowed(framework: str, tmp_path: Path) -> None:
    values = read_hyperparameters(tmp_path / "none.json", framework)
    assert values == defaults(framework)
    assert (
        read_hyperparameters(written(tmp_path, {name: str(each) for name, each in values.items()}), framework) == values
    )


def test_refuses_what_is_wrong_all_at_once_and_says_what_is_allowed(tmp_path: Path) -> None:
    wrong = {"eat": "0.1", "max_depth": "2.5", "eta": "fast", "gamma": "nan", "num_round": "0", "subsample": "1.5"}
    with pytest.raises(StepError) as error:
        read_hyperparameters(written(tmp_path, wrong), "xgboost")
    assert str(error.value) == (
        "hyperparameters: eat is unknown; max_depth is '2.5', expected a whole number from 0 on up to 64; eta is "
        "'fast', expected a number above 0 up to 1; gamma is 'nan', expected a number from 0 on; num_round is '0', "
        "expected a whole number from 1 on up to 100000; subsample is '1.5', expected a number above 0 up to 1; "
        "xgboost has num_round, early_stopping_rounds, eta, max_depth, min_child_weight, subsample, colsample_bytree, "
        "gamma, lambda, alpha, max_delta_step, scale_pos_weight, seed"
    )
    with pytest.raises(StepError, match="eta is '0', expected a number above 0 up to 1; xgboost has"):
        read_hyperparameters(written(tmp_path, {"eta": "0"}), "xgboost")
    with pytest.raises(StepError, match="dropout is '1', expected a number from 0 on below 1; pytorch has"):
        read_hyperparameters(written(tmp_path, {"dropout": "1"}), "pytorch")
    with pytest.raises(
        StepError, match="class_weight is 'heavy', expected one of none, balanced; eta is unknown; sklearn"
    ):
        read_hyperparameters(written(tmp_path, {"class_weight": "heavy", "eta": "1"}), "sklearn")


def test_an_unknown_framework_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(StepError, match="there is no framework 'keras'; there are xgboost, sklearn, pytorch"):
        read_hyperparameters(tmp_path / "none.json", "keras")


def test_every_framework_has_its_file() -> None:
    assert all((KNOWN.parent / f"framework_{name}.py").is_file() for name in json.loads(KNOWN.read_text()))
