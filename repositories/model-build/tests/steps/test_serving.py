"""Archives as images serve them: without a script, or by code/ of the archive, in a process that has nothing else."""

from __future__ import annotations

import csv
import json
import os
import pickle
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xgboost as xgb
from conftest import PROBLEMS
from frameworks import EACH, Build, built

from columns import read_columns
from mortgage import applications
from serving import modules_of

# Serves each folder of a list: requests and what is answered or refused, as JSON.
SERVER = """
import importlib, json, sys
inference = importlib.import_module("inference")
told = []
for folder, requests in json.load(sys.stdin):
    model = inference.model_fn(folder)
    answers = []
    for body, content_type in requests:
        try:
            rows = inference.input_fn(body.encode(), content_type)
            text, kind = inference.output_fn(inference.predict_fn(rows, model), "application/json")
            answers.append([200, text, kind])
        except Exception as error:
            answers.append([getattr(error, "status_code", 500), str(error), type(error).__name__])
    told.append(answers)
own = ("inference", "features", "framework", "skops.io._persist")
loaded = {name: sys.modules[name].__file__ for name in own if name in sys.modules}
print(json.dumps({"answers": told, "loaded": loaded}))
"""


def install(build: Build, folder: Path) -> Path:
    """Installs code/ of an unpacked archive as the image of XGBoost does, without network."""
    with tarfile.open(build.archive()) as tar:
        tar.extractall(folder / "model", filter="data")
    code = folder / "model" / "code"
    # What the image adds to every folder of code.
    (code / "setup.py").write_text(
        "from setuptools import setup\nsetup(packages=[''], name='inference', version='1.0.0')\n"
    )
    (code / "setup.cfg").write_text("[wheel]\nuniversal = 1\n")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--target", str(folder / "site"), "."]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    subprocess.run(command, cwd=code, check=True, env=clean)  # noqa: S603
    return folder / "site"


def serve(site: Path, asked: list[tuple[Path, list[list[str]]]], folder: Path) -> dict[str, Any]:
    """What a process answers that knows the installed code alone."""
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SERVER],
        input=json.dumps([[str(model), requests] for model, requests in asked]),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


WRONG = {
    "too few": ["40,Bern,2020-01-31", "row 1 has 3 columns, expected 4"],
    "too many": ["40,Bern,2020-01-31,1\n40,Bern,2020-01-31,1,0", "row 2 has 5 columns, expected 4"],
    "no number": ["40,Bern,2020-01-31,1\nold,Bern,2020-01-31,1", "row 2: age is no number"],
    "no day": ["40,Bern,31.1.2020,1", "row 1: opened is no date"],
    "infinite": ["1e999,Bern,2020-01-31,1", "row 1: age is no number"],
    "nothing": ["", "the request has no row"],
    "quotes": ['40,"Bern,2020-01-31,1', "the request is no text/csv in UTF-8"],
}


@EACH
def test_the_code_of_an_archive_answers_as_evaluate_did(framework: str, tmp_path: Path) -> None:
    builds = [built(framework, problem) for problem in PROBLEMS]
    site = install(builds[0], tmp_path)
    asked = []
    for build in builds:
        folder = tmp_path / build.problem
        with tarfile.open(build.archive()) as tar:
            tar.extractall(folder, filter="data")
        rows = build.cases()[1]
        bodies = ["\n".join(rows), rows[0] + "\n", "\r\n".join(rows[3:9]), ",never seen,,"]
        wrong = [body for body, _ in WRONG.values()]
        requests = [*((body, "text/csv; charset=utf-8") for body in [*bodies, *wrong]), (rows[0], "application/json")]
        asked.append((folder, requests))
    told = serve(site, asked, tmp_path)
    assert all(Path(file).is_relative_to(site) for file in told["loaded"].values())
    assert ("skops.io._persist" in told["loaded"]) == (framework == "sklearn")
    for build, answers in zip(builds, told["answers"], strict=True):
        expected = build.cases()[0]
        assert [status for status, _, _ in answers[:4]] == [200] * 4, answers[:4]
        assert answers[0][2] == "text/csv"
        whole, one, some, unknown = (
            np.array([line.split(",") for line in text.splitlines()], dtype="float64") for _, text, _ in answers[:4]
        )
        # To the last bit, in whichever company a row is asked.
        assert np.array_equal(whole, expected)
        assert np.array_equal(one, expected[:1])
        assert np.array_equal(some, expected[3:9])
        assert np.isfinite(unknown).all()
        assert [answer[:2] for answer in answers[4:-1]] == [[400, message] for _, message in WRONG.values()]
        assert answers[-1][:2] == [415, "a request is text/csv"]


def test_code_brings_what_it_needs_and_no_more() -> None:
    needed = modules_of("inference", "framework_xgboost", "build_backend")
    assert {"archive", "columns", "encoding", "features", "framework", "step"} < set(needed)
    # Training, evaluation and other frameworks are not served.
    assert not {"train", "evaluate", "preprocess", "parts", "quality", "framework_sklearn"} & set(needed)


def test_the_same_model_has_the_same_code_each_time(tmp_path: Path) -> None:
    build = built("sklearn", "binary")
    names = []
    for name in ("one", "other"):
        site = install(build, tmp_path / name)
        names.append(sorted(file.relative_to(site).as_posix() for file in site.rglob("*.py")))
    assert names[0] == names[1]
    assert "skops/io/__init__.py" in names[0]
    assert not [name for name in names[0] if "test" in name or name in ("setup.py", "build_backend.py")]
    with tarfile.open(build.archive()) as tar:
        assert any(member.name.endswith("code/skops/LICENSE") for member in tar.getmembers())


class TestPlain:
    """What the image sagemaker-xgboost 3.2-0 does with a model when there is no script, as far as it has to fit."""

    @pytest.fixture
    def build(self, tmp_path: Path) -> Build:
        build = Build(tmp_path, "binary", read_columns()).preprocess(applications())
        build.train("xgboost", num_round=20)
        build.evaluate("xgboost")
        return build

    def load(self, model_folder: Path) -> list[xgb.Booster]:
        """Every file of the folder: as a pickle if it is one, otherwise by XGBoost."""
        boosters = []
        for file in model_folder.iterdir():
            with pytest.raises(pickle.UnpicklingError), file.open("rb") as stream:
                pickle.load(stream)  # noqa: S301
            boosters.append(xgb.Booster(model_file=bytearray(file.read_bytes())))
        return boosters

    def test_the_image_answers_with_the_probabilities_that_evaluate_measures(self, build: Build) -> None:
        expected, requests = build.cases()
        rows = [["nan" if value == "" else value for value in body.split(",")] for body in requests]
        assert any("nan" in row for row in rows)
        (booster,) = self.load(build.folder / "model-folder")
        # The matrix of a request has no names of features, and the image asks XGBoost to do without.
        answers = booster.predict(xgb.DMatrix(np.array(rows).astype("float64")), validate_features=False)
        assert answers.tolist() == expected[:, 0].tolist()
        assert 0.5 < answers.mean() < 1

    def test_the_image_recognizes_the_separator_in_every_request(self, build: Build) -> None:
        # It guesses it from the beginning of the first row, where a point could be mistaken for one.
        assert {csv.Sniffer().sniff(body[:512]).delimiter for body in build.cases()[1]} == {","}
