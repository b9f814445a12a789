"""Models of every framework, trained and evaluated as the pipeline does; for the tests."""

from __future__ import annotations

import importlib.util
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest
from conftest import PROBLEMS, pack, shop, shop_columns

from archive import read_model
from columns import Columns
from evaluate import Inputs, evaluate
from framework import Model
from hyperparameters import defaults
from parts import Part, read_part
from preprocess import preprocess
from serving import save
from train import train

HAS_TORCH = importlib.util.find_spec("torch") is not None

pytorch = pytest.mark.skipif(not HAS_TORCH, reason="torch is not installed; CONTRIBUTING.md says how to run these")

FRAMEWORKS = ("xgboost", "sklearn", pytest.param("pytorch", marks=pytorch))

# Training that takes no time.
QUICK: dict[str, dict[str, Any]] = {
    "xgboost": {"num_round": 60, "eta": 0.2},
    "sklearn": {"max_iter": 40, "learning_rate": 0.2},
    "pytorch": {"epochs": 60, "batch_size": 64, "learning_rate": 0.02, "hidden": 16},
}

EACH = pytest.mark.parametrize("framework", FRAMEWORKS)
EACH_PROBLEM = pytest.mark.parametrize("problem", PROBLEMS)


class Build:
    """The steps up to Evaluate, in a folder."""

    def __init__(self, folder: Path, problem: str, columns: Columns | None = None) -> None:
        self.folder = folder
        self.problem = problem
        self.columns = columns or shop_columns(problem)
        self.output = folder / "output"
        (folder / "champion").mkdir(parents=True)

    def preprocess(self, rows: Any) -> Build:
        (self.folder / "data").mkdir()
        rows.to_csv(self.folder / "data" / "rows.csv", index=False)
        preprocess(self.folder / "data", self.folder, self.columns, self.problem)
        return self

    def train(self, framework: str, into: str = "model", checkpoints: Path | None = None, **changed: Any) -> Model:
        """Trains a model and packs it where Evaluate expects it: as `model` or as `champion`."""
        parts = (self.folder / "train", self.folder / "validation")
        values = {**defaults(framework), **QUICK[framework], **changed}
        model, _ = train(parts, self.columns, self.problem, framework, values, checkpoints)
        return self.pack(model, into)

    def pack(self, model: Model, into: str = "model") -> Model:
        shutil.rmtree(self.folder / f"{into}-folder", ignore_errors=True)
        save(model, self.folder / f"{into}-folder")
        pack(self.folder / into / "model.tar.gz", self.folder / f"{into}-folder")
        return model

    def archive(self, into: str = "model") -> Path:
        return self.folder / into / "model.tar.gz"

    def read(self, into: str = "model") -> Model:
        return read_model(self.archive(into))

    def part(self, name: str) -> Part:
        return read_part(self.folder / name, self.columns, self.problem)

    def evaluate(self, framework: str, champion: str = "none") -> dict[str, Any]:
        """Does the step, and returns evaluation.json."""
        inputs = [self.folder / name for name in ("model", "champion")]
        more = [self.folder / name for name in ("train", "test", "report")]
        evaluate(Inputs(*inputs, champion, *more), self.output, self.columns, self.problem, framework)
        return json.loads((self.output / "evaluation" / "evaluation.json").read_text())

    def cases(self) -> tuple[np.ndarray, list[str]]:
        """Answers of the recorded cases, and the rows as requests have them."""
        lines = (self.output / "cases" / "cases.csv").read_text().splitlines()
        count = lines[0].split(",").index("label")
        cells = [line.split(",", count + 1) for line in lines[1:]]
        return np.array([row[:count] for row in cells], dtype="float64"), [row[-1] for row in cells]


@cache
def built(framework: str, problem: str) -> Build:
    """A build of the shop's rows that tests only read."""
    build = Build(Path(mkdtemp(prefix=f"{framework}-{problem}-")), problem).preprocess(shop(problem))
    build.train(framework)
    build.evaluate(framework)
    return build
