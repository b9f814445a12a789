"""Step Train: trains a classifier that the image serves without a script.

The image (sagemaker-xgboost 3.2-0) has Python 3.12, XGBoost 3.2.0, pandas 2.2.3, NumPy 2.1.0, scikit-learn 1.8.0 and
PyArrow 22.0.0. Without an inference script it takes every file of the model folder for a model, so this step writes
exactly one. A request is CSV without label and header, the features in the order of columns.json, empty where a value
is missing; the answer is the probability of label 1. The image ignores the names of features that the model carries;
evaluate.py uses them.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path

import xgboost as xgb

from columns import Columns, read_columns
from parts import matrix, read_part
from step import StepError, run

# Hyperparameters that a job may set, with what holds where it does not. Names and meanings are XGBoost's; num_round is
# the highest number of trees, and training ends earlier once early_stopping_rounds trees have not bettered the log loss
# of the validation part. With few rows the log loss says sooner than the AUC when a model begins to learn by heart.
DEFAULTS: dict[str, int | float] = {
    "num_round": 1000,
    "early_stopping_rounds": 50,
    "eta": 0.03,
    "max_depth": 3,
    "min_child_weight": 5.0,
    "subsample": 0.7,
    "colsample_bytree": 0.4,
    "gamma": 0.0,
    "lambda": 1.0,
    "alpha": 0.0,
    "max_delta_step": 0.0,
    "scale_pos_weight": 1.0,
    "seed": 1990,
}

# XGBoost accepts 0 for these and would end without a tree, or with the first one.
COUNTS = ("num_round", "early_stopping_rounds")


def number(text: str, kind: type[int] | type[float]) -> int | float | None:
    """The finite number of this kind that a text stands for; None if it does not."""
    try:
        value = kind(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def read_hyperparameters(file: Path) -> dict[str, int | float]:
    """Hyperparameters of the job, which SageMaker passes as strings, over the defaults.

    Raises StepError with every unknown name and every value that is no number of the right kind.
    """
    texts: Mapping[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    values, problems = dict(DEFAULTS), []
    for name, text in texts.items():
        if name not in DEFAULTS:
            problems.append(f"{name} is unknown")
            continue
        value = number(text, type(DEFAULTS[name]))
        if value is None:
            expected = "a whole number" if isinstance(DEFAULTS[name], int) else "a number"
            problems.append(f"{name} is {text!r}, expected {expected}")
        else:
            values[name] = value
    problems += [f"{name} is {values[name]}, expected 1 or more" for name in COUNTS if values[name] < 1]
    if problems:
        raise StepError(f"hyperparameters: {'; '.join(problems)}; allowed are {', '.join(DEFAULTS)}")
    return values


def train(
    train_folder: Path, validation_folder: Path, hyperparameters: Mapping[str, int | float], columns: Columns
) -> tuple[xgb.Booster, float]:
    """A model, and its AUC on the validation part. The same data and hyperparameters give the same model.

    Raises StepError if the parts do not fit, or XGBoost refuses a hyperparameter.
    """
    parts = [read_part(folder, columns) for folder in (train_folder, validation_folder)]
    training, validation = (matrix(part.features, part.labels) for part in parts)
    learning = {name: value for name, value in hyperparameters.items() if name not in COUNTS}
    progress: dict[str, dict[str, list[float]]] = {}
    try:
        booster = xgb.train(
            # The last metric decides when to stop.
            {**learning, "objective": "binary:logistic", "eval_metric": ["auc", "logloss"]},
            training,
            num_boost_round=int(hyperparameters["num_round"]),
            evals=[(validation, "validation")],
            early_stopping_rounds=int(hyperparameters["early_stopping_rounds"]),
            evals_result=progress,
            verbose_eval=False,
        )
    except xgb.core.XGBoostError as error:
        raise StepError(f"XGBoost refuses: {str(error).splitlines()[0]}") from error
    best = booster.best_iteration
    # Trees after the best one are cut off, because not every server of models passes over them.
    return booster[: best + 1], progress["validation"]["auc"][best]


def save(booster: xgb.Booster, model_folder: Path) -> None:
    """Writes xgboost-model, which the image loads by that name or any other; UBJSON, nothing that can run code."""
    model_folder.mkdir(parents=True, exist_ok=True)
    (model_folder / "xgboost-model").write_bytes(booster.save_raw(raw_format="ubj"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Trains the model.")
    parser.add_argument("--train", type=Path, default=Path("/opt/ml/input/data/train"))
    parser.add_argument("--validation", type=Path, default=Path("/opt/ml/input/data/validation"))
    parser.add_argument("--hyperparameters", type=Path, default=Path("/opt/ml/input/config/hyperparameters.json"))
    parser.add_argument("--model", type=Path, default=Path("/opt/ml/model"))
    parser.add_argument("--failure", type=Path, default=Path("/opt/ml/output/failure"))
    options = parser.parse_args(arguments)

    def step() -> None:
        hyperparameters = read_hyperparameters(options.hyperparameters)
        booster, auc = train(options.train, options.validation, hyperparameters, read_columns())
        save(booster, options.model)
        # SageMaker reads the job's metric from the log: if the image is AWS's, from lines like XGBoost's own; if it is
        # another, from the line that the pipeline's definition describes.
        print(f"[{booster.num_boosted_rounds() - 1}]\tvalidation-auc:{auc:.4f}")
        print(f"validation:auc={auc:.4f}")

    return run(step, options.failure)


if __name__ == "__main__":
    sys.exit(main())
