"""What the image sagemaker-xgboost 3.2-0 does with a model when there is no script, as far as the model has to fit."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import numpy as np
import pytest
import xgboost as xgb

from columns import read_columns
from mortgage import applications
from parts import matrix, read_part
from preprocess import preprocess
from train import DEFAULTS, save, train


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the parts of the sample data, and the model in model/."""
    folder = tmp_path_factory.mktemp("job")
    (folder / "data").mkdir()
    applications().to_csv(folder / "data" / "applications.csv", index=False)
    columns = read_columns()
    preprocess(folder / "data", folder, columns)
    booster, _ = train(folder / "train", folder / "validation", {**DEFAULTS, "num_round": 20}, columns)
    save(booster, folder / "model")
    return folder


def requests(job: Path) -> list[str]:
    """The hold-out as bodies of requests: without the label."""
    return [row.split(",", 1)[1] for row in (job / "test" / "test.csv").read_text().splitlines()]


def load(model_folder: Path) -> list[xgb.Booster]:
    """Every file of the folder: as a pickle if it is one, otherwise by XGBoost."""
    boosters = []
    for file in model_folder.iterdir():
        with pytest.raises(pickle.UnpicklingError), file.open("rb") as stream:
            pickle.load(stream)  # noqa: S301
        boosters.append(xgb.Booster(model_file=file))
    return boosters


def test_the_image_answers_with_the_probabilities_that_evaluate_measures(job: Path) -> None:
    rows = [["nan" if value == "" else value for value in body.split(",")] for body in requests(job)]
    assert any("nan" in row for row in rows)
    (booster,) = load(job / "model")
    # The matrix of a request has no names of features, and the image asks XGBoost to do without.
    answers = booster.predict(xgb.DMatrix(np.array(rows).astype("float64")), validate_features=False)
    measured = booster.predict(matrix(read_part(job / "test", read_columns()).features))
    assert answers.tolist() == measured.tolist()
    assert 0.5 < answers.mean() < 1


def test_the_image_recognizes_the_separator_in_every_request(job: Path) -> None:
    # It guesses it from the beginning of the first row, where a point could be mistaken for one.
    assert {csv.Sniffer().sniff(body[:512]).delimiter for body in requests(job)} == {","}
