"""Step Train: trains the model, with the framework that config.yaml names.

Images of AWS: sagemaker-xgboost 3.2-0 for xgboost and sklearn (Python 3.12, XGBoost 3.2.0, scikit-learn 1.8.0, pandas
2.2.3, NumPy 2.1.0, PyArrow 22.0.0), pytorch-training 2.6.0 for pytorch. archive.py says what the folder of a model has.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from columns import Columns, read_columns
from framework import PROBLEMS, Model, Problem, Task, framework_of
from hyperparameters import read_hyperparameters
from parts import read_part
from quality import METRICS, measure
from serving import save
from step import run


def task_of(columns: Columns, problem: Problem) -> Task:
    """What columns.json asks of a model."""
    return Task(problem, columns.classes_of(problem), columns.features)


def train(
    folders: tuple[Path, Path],
    columns: Columns,
    problem: Problem,
    framework: str,
    hyperparameters: Mapping[str, Any],
    checkpoints: Path | None = None,
) -> tuple[Model, dict[str, float]]:
    """A model, and its metrics on the validation part. The same data and hyperparameters give the same model.

    folders: of the parts for training and for validation.

    Raises StepError if the parts do not fit, or the framework refuses a hyperparameter.
    """
    training, validation = (read_part(folder, columns, problem) for folder in folders)
    task = task_of(columns, problem)
    model = framework_of(framework).train(training, validation, task, hyperparameters, checkpoints)
    return model, measure(problem, validation.labels, model.predict(validation.features))


def log_lines(model: Model, metrics: Mapping[str, float]) -> list[str]:
    """SageMaker reads the job's metrics from the log: if the image is AWS's XGBoost, the first one from a line like
    XGBoost's own; if it is another, from lines that the pipeline's definition describes."""
    first = METRICS[model.description.task.problem][0].name
    texts = {name: f"{value:.4f}" if abs(value) < 1000 else f"{value:.8g}" for name, value in metrics.items()}
    lines = [f"[{model.rounds - 1}]\tvalidation-{first}:{texts[first]}"]
    return lines + [f"validation:{name}={text}" for name, text in texts.items()]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Trains the model.")
    parser.add_argument("--problem", choices=PROBLEMS, default="binary")
    parser.add_argument("--framework", default="xgboost")
    parser.add_argument("--train", type=Path, default=Path("/opt/ml/input/data/train"))
    parser.add_argument("--validation", type=Path, default=Path("/opt/ml/input/data/validation"))
    parser.add_argument("--hyperparameters", type=Path, default=Path("/opt/ml/input/config/hyperparameters.json"))
    parser.add_argument("--checkpoints", type=Path, help="where to keep checkpoints and to go on from them")
    parser.add_argument("--model", type=Path, default=Path("/opt/ml/model"))
    parser.add_argument("--failure", type=Path, default=Path("/opt/ml/output/failure"))
    options = parser.parse_args(arguments)

    def step() -> None:
        hyperparameters = read_hyperparameters(options.hyperparameters, options.framework)
        model, metrics = train(
            (options.train, options.validation),
            read_columns(),
            options.problem,
            options.framework,
            hyperparameters,
            options.checkpoints,
        )
        save(model, options.model)
        print("\n".join(log_lines(model, metrics)))

    return run(step, options.failure)


if __name__ == "__main__":
    sys.exit(main())
