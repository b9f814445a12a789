"""Archives as images serve them: without a script, or by code/ of the archive, in a process that has nothing else."""

from __future__ import annotations

import csv
import os
import pickle
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import numpy as np
import pytest
import xgboost as xgb
from conftest import COLUMNS, PROBLEMS, customers
from frameworks import EACH, Build, built

from serving import modules_of


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


@contextmanager
def serving(site: Path, folders: list[Path]) -> Iterator[str]:
    """Where a process serves the models of the folders; it knows the installed code alone."""
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, str(Path(__file__).with_name("served.py")), *map(str, folders)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=site,
        env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
    )
    try:
        yield process.stdout.readline().removeprefix("Running on ").strip()  # type: ignore[union-attr]
    finally:
        process.kill()
        process.wait()


def ask(url: str, body: str, content_type: str) -> tuple[int, str, str]:
    """Status, text and type of the answer."""
    request = Request(f"{url}/invocations", body.encode(), {"content-type": content_type})  # noqa: S310
    try:
        with urlopen(request) as response:  # noqa: S310
            return response.status, response.read().decode(), response.headers["content-type"]
    except HTTPError as error:
        return error.code, error.read().decode(), error.headers["content-type"]


WRONG = {
    "too few": ["40,Bern,2020-01-31", "row 1 has 3 columns, expected 4"],
    "too many": ["40,Bern,2020-01-31,1\n40,Bern,2020-01-31,1,0", "row 2 has 5 columns, expected 4"],
    "no number": ["40,Bern,2020-01-31,1\nold,Bern,2020-01-31,1", "row 2: age is no number"],
    "no day": ["40,Bern,31.1.2020,1", "row 1: opened is no date"],
    "infinite": ["1e999,Bern,2020-01-31,1", "row 1: age is no number"],
    "too large": ["1e39,Bern,2020-01-31,1", "row 1: age is no number"],
    "nothing": ["", "the request has no row"],
    "quotes": ['40,"Bern,2020-01-31,1', "the request is no text/csv in UTF-8"],
}


@EACH
def test_the_code_of_an_archive_answers_as_evaluate_did(framework: str, tmp_path: Path) -> None:
    builds = [built(framework, problem) for problem in PROBLEMS]
    site = install(builds[0], tmp_path)
    folders = []
    for build in builds:
        folders.append(tmp_path / build.problem)
        with tarfile.open(build.archive()) as tar:
            tar.extractall(folders[-1], filter="data")
    with serving(site, folders) as url:
        for number, build in enumerate(builds):
            check(f"{url}/{number}", build)
    assert (site / "skops").is_dir() == (framework == "sklearn")


def check(url: str, build: Build) -> None:
    expected, rows = build.cases()
    bodies = ["\n".join(rows), rows[0] + "\n", "\r\n".join(rows[3:9]), ",never seen,,"]
    answers = [ask(url, body, "text/csv; charset=utf-8") for body in bodies]
    assert [(status, kind) for status, _, kind in answers] == [(200, "text/csv")] * 4, answers
    whole, one, some, unknown = (
        np.array([line.split(",") for line in text.splitlines()], dtype="float64") for _, text, _ in answers
    )
    # To the last bit, in whichever company a row is asked.
    assert np.array_equal(whole, expected)
    assert np.array_equal(one, expected[:1])
    assert np.array_equal(some, expected[3:9])
    assert np.isfinite(unknown).all()
    # The library adds where it happened.
    for body, message in WRONG.values():
        status, text, _ = ask(url, body, "text/csv")
        assert (status, text.splitlines()[0]) == (400, message)
    status, text, _ = ask(url, rows[0], "application/json")
    assert (status, text.splitlines()[0]) == (415, "a request is text/csv")


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
        build = Build(tmp_path, "binary", COLUMNS).preprocess(customers(1000))
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
        assert 0 < answers.min() < answers.max() < 1

    def test_the_image_recognizes_the_separator_in_every_request(self, build: Build) -> None:
        # It guesses it from the beginning of the first row, where a point could be mistaken for one.
        assert {csv.Sniffer().sniff(body[:512]).delimiter for body in build.cases()[1]} == {","}
