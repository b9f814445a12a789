"""XGBoost. Models are UBJSON, a format that holds nothing that can run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xgboost as xgb

from attributions import sample
from columns import Feature
from encoding import Encoding
from framework import BINARY, Description, Model, Rows, Task
from step import StepError

# The name by which AWS's image loads it.
FILE = "xgboost-model"
FILES = (FILE,)
PACKAGES: tuple[str, ...] = ()

# Of each problem: the objective, and what is measured on the validation part. The last one decides when to stop: with
# few rows the log loss says sooner than the AUC when a model begins to learn by heart.
LEARNING: dict[str, dict[str, Any]] = {
    "binary": {"objective": "binary:logistic", "eval_metric": ["auc", "logloss"]},
    "multiclass": {"objective": "multi:softprob", "eval_metric": ["mlogloss"]},
    "regression": {"objective": "reg:squarederror", "eval_metric": ["rmse"]},
}

# They are no parameters of XGBoost itself.
COUNTS = ("num_round", "early_stopping_rounds")

# Rounds between two checkpoints.
CHECKPOINT_ROUNDS = 25


class XGBoostModel(Model):
    def __init__(self, booster: xgb.Booster, description: Description) -> None:
        self.booster = booster
        self.description = description
        self.rounds = booster.num_boosted_rounds()

    def predict(self, features: pd.DataFrame) -> np.ndarray:
        return self.booster.predict(matrix(self.description.encoding, features)).astype("float64")

    def files(self) -> dict[str, bytes]:
        return {FILE: bytes(self.booster.save_raw(raw_format="ubj"))}

    def explain(self, features: pd.DataFrame) -> dict[str, float]:
        """By Shapley values, which are exact and quick for trees."""
        rows = matrix(self.description.encoding, sample(features))
        # The last column is what the model answers without knowing anything.
        contributions = np.abs(self.booster.predict(rows, pred_contribs=True)[..., :-1])
        means = contributions.mean(axis=tuple(range(contributions.ndim - 1)))
        return dict(zip(self.description.encoding.names, map(float, means), strict=True))

    def importance(self, features: pd.DataFrame) -> dict[str, float]:
        """By what all splits of the model gain."""
        gains = self.booster.get_score(importance_type="total_gain")
        return {name: float(gains.get(name, 0.0)) for name in self.description.encoding.names}


def matrix(encoding: Encoding, features: pd.DataFrame, labels: np.ndarray | None = None) -> xgb.DMatrix:
    """The rows as XGBoost takes them, with the features' names."""
    kinds = {"feature_types": ["c" if count else "q" for count in encoding.codes], "enable_categorical": True}
    return xgb.DMatrix(
        encoding.matrix(features),
        label=labels,
        feature_names=encoding.names,
        **(kinds if encoding.categories else {}),
    )


def train(
    training: Rows, validation: Rows, task: Task, hyperparameters: Mapping[str, Any], checkpoints: Path | None
) -> XGBoostModel:
    encoding = Encoding.of(task.features, training.features)
    rows, held_back = (matrix(encoding, part.features, part.labels) for part in (training, validation))
    parameters = {name: value for name, value in hyperparameters.items() if name not in COUNTS}
    if task.problem != "binary" and parameters.pop("scale_pos_weight") != 1:
        raise StepError(f"scale_pos_weight is for a binary problem; leave it out for {task.problem}")
    if task.problem == "multiclass":
        parameters["num_class"] = len(task.classes)
    begun = None if checkpoints is None else Checkpoint(checkpoints)
    before = [] if begun is None else begun.before
    progress: dict[str, dict[str, list[float]]] = {}
    try:
        booster = xgb.train(
            {**parameters, **LEARNING[task.problem]},
            rows,
            num_boost_round=int(hyperparameters["num_round"]) - len(before),
            evals=[(held_back, "validation")],
            early_stopping_rounds=int(hyperparameters["early_stopping_rounds"]),
            evals_result=progress,
            verbose_eval=False,
            xgb_model=None if begun is None else begun.booster,
            callbacks=None if begun is None else [begun],
        )
    except xgb.core.XGBoostError as error:
        raise StepError(f"XGBoost refuses: {str(error).splitlines()[0]}") from error
    losses = [*before, *list(progress.get("validation", {"": []}).values())[-1]]
    # Trees after the best one are cut off, because not every server of models passes over them.
    booster = booster[: int(np.argmin(losses)) + 1]
    if task.problem == "binary" and task.classes != BINARY:
        booster.set_attr(classes=json.dumps(task.classes))
    return XGBoostModel(booster, Description("xgboost", task, encoding))


class Checkpoint(xgb.callback.TrainingCallback):
    """Keeps what a training has after every CHECKPOINT_ROUNDS rounds, and finds what an interrupted one kept. Rows and
    features are drawn anew from there on, so a resumed training gives a model as good, not the same one.

    booster: what there was. before: loss of each of its rounds; losses: those of all rounds so far.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.booster: xgb.Booster | None = None
        self.before: list[float] = []
        for file in sorted(folder.glob("[0-9]*.json"), key=lambda each: -int(each.stem)):
            model = file.with_suffix(".ubj")
            # The pair may be incomplete: files are copied while training goes on.
            if model.exists():
                self.before = json.loads(file.read_text(encoding="utf-8"))
                self.booster = xgb.Booster(model_file=model)
                break
        self.losses = list(self.before)

    def after_iteration(self, model: xgb.Booster, epoch: int, evals_log: Mapping[str, Any]) -> bool:
        self.losses.append(float(list(evals_log["validation"].values())[-1][-1]))
        if len(self.losses) % CHECKPOINT_ROUNDS == 0:
            self.folder.mkdir(parents=True, exist_ok=True)
            older = [each for each in self.folder.glob("[0-9]*") if each.suffix in (".json", ".ubj")]
            file = self.folder / f"{len(self.losses)}.json"
            model.save_model(file.with_suffix(".ubj"))
            file.write_text(json.dumps(self.losses), encoding="utf-8")
            for each in older:
                each.unlink()
        return False


def load(files: Mapping[str, bytes], description: Description) -> XGBoostModel:
    return XGBoostModel(read_booster(files[FILE]), description)


def load_plain(content: bytes) -> XGBoostModel:
    """A model that lies in its archive alone and has no description: it tells by itself what it is.

    Raises StepError if it does not.
    """
    booster = read_booster(content)
    objective = json.loads(booster.save_config())["learner"]["objective"]["name"]
    problem = next((name for name, each in LEARNING.items() if each["objective"] == objective), None)
    if problem not in ("binary", "regression"):
        raise StepError(f"{FILE} has the objective {objective}; train it with train.py")
    if booster.feature_names is None:
        raise StepError(f"{FILE} does not name its features; train it with train.py")
    features = tuple(Feature(name, "number") for name in booster.feature_names)
    classes = tuple(json.loads(booster.attr("classes") or json.dumps(BINARY))) if problem == "binary" else ()
    return XGBoostModel(booster, Description("xgboost", Task(problem, classes, features), Encoding(features, {})))


def read_booster(content: bytes) -> xgb.Booster:
    """Raises StepError if the content is no model."""
    unfit = StepError(f"{FILE} is no model that XGBoost {xgb.__version__} can read")
    # XGBoost ends the process over contents that are none, such as an empty file. A model begins like this, whether
    # it is UBJSON or JSON.
    if not content.startswith(b"{"):
        raise unfit
    booster = xgb.Booster()
    try:
        booster.load_model(bytearray(content))
    except xgb.core.XGBoostError as error:
        raise unfit from error
    return booster
