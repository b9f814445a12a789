"""Tables that Evaluate leaves for others: of baselines, and the cases that every deployment is tested with. Features
stand in them as they stand in requests.

  baseline/data-quality/data_quality.csv: header; the model's answer, then the features of the rows for training. What
    an endpoint captures looks so: its answer, then the request
  baseline/model-quality/model_quality.csv: header prediction,label of the rows of the hold-out; of classes
    prediction,probability,label: the class, the probability of label 1 (binary) or of that class, and the true class
  cases/cases.csv: header; the model's answer, then `label`, then the features of at most 500 rows of the hold-out. They
    travel with the version: its deployment has to answer each with that
  cases/cases.json: problem, classes and kinds of the features

The answer is `prediction`, or `prediction_0` and so on, the probability of each of several classes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from cases import cases
from framework import Task
from parts import texts
from quality import decided

FORMAT = 1


def answer_names(task: Task) -> list[str]:
    """Names of the columns that have an answer."""
    if task.problem != "multiclass":
        return ["prediction"]
    return [f"prediction_{number}" for number in range(len(task.classes))]


def answer_cells(answers: np.ndarray) -> Iterable[list[str]]:
    """The text of each answer: the whole number, as the endpoint gives it."""
    return ([repr(value) for value in row] for row in answers.reshape(len(answers), -1).tolist())


def write_baselines(
    task: Task, train: tuple[Path, np.ndarray], test: tuple[np.ndarray, np.ndarray], output: Path
) -> None:
    """Writes the tables from which baselines of data quality and model quality are made.

    train: the folder of the part, and the model's answers to it. test: labels and answers.
    """
    folder, trained = train
    labels, answers = test
    names = [*answer_names(task), *(feature.name for feature in task.features)]
    rows = ([*answer, *row[1:]] for answer, row in zip(answer_cells(trained), texts(folder), strict=True))
    _write(output / "baseline" / "data-quality" / "data_quality.csv", names, rows)
    quality = pd.DataFrame({"prediction": decided(task.problem, answers), "label": labels})
    if task.problem != "regression":
        quality.insert(1, "probability", answers if task.problem == "binary" else answers.max(axis=1))
    file = output / "baseline" / "model-quality" / "model_quality.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    quality.to_csv(file, index=False, lineterminator="\n")


def write_cases(task: Task, test: Path, labels: np.ndarray, answers: np.ndarray, output: Path) -> None:
    """Writes the cases."""
    chosen = cases(labels, task.problem)
    wanted = set(chosen.tolist())
    names = [*answer_names(task), "label", *(feature.name for feature in task.features)]
    rows = [row for place, row in enumerate(texts(test)) if place in wanted]
    answered = zip(answer_cells(answers[chosen]), rows, strict=True)
    _write(output / "cases" / "cases.csv", names, ([*answer, *row] for answer, row in answered))
    document = {
        "format": FORMAT,
        "problem": task.problem,
        **({"classes": list(task.classes)} if task.classes else {}),
        "features": [{"name": feature.name, "kind": feature.kind} for feature in task.features],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    (output / "cases" / "cases.json").write_text(text, encoding="utf-8")


def _write(file: Path, names: list[str], rows: Iterable[list[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
