"""Step Evaluate: measures the new model on the hold-out, beside the model that production serves, the champion.

Writes, below the output:
  evaluation/evaluation.json: what the gate of the pipeline, the registry and the report read
  baseline/, cases/: see tables.py
  monitoring-baseline/: what the version's monitors compare with; see monitoring_baseline.py
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from archive import ARCHIVE, read_model
from columns import Columns, read_columns
from framework import PROBLEMS, Model, Problem, Task
from monitoring_baseline import write_monitoring_baseline
from parts import Part, read_part
from quality import EVALUATION_KEY, METRICS, confusion, decided, measure, with_intervals
from step import StepError, run
from tables import write_baselines, write_cases
from train import task_of

FORMAT = 2

# Version of the champion when production serves no model yet.
NO_CHAMPION = "none"

APART = "they cannot be compared: build it as a model of another name, or take the champion out of production first"


@dataclass(frozen=True)
class Inputs:
    """What the step reads: folders, except for champion_version.

    champion_version: ARN of the model package that production serves, or "none".
    """

    model: Path
    champion: Path
    champion_version: str
    train: Path
    test: Path
    report: Path


def read_champion(folder: Path, version: str) -> Model | None:
    """The champion; None if there is none.

    Raises StepError if a version is named without its file, or a file lies there without a version: then nobody knows
    what the new model is compared with.
    """
    archive = folder / ARCHIVE
    if (version == NO_CHAMPION) == archive.exists():
        raise StepError(
            f"the champion is {version!r}, but there is {'a' if archive.exists() else 'no'} {ARCHIVE} in {folder}; "
            f"give both the version and its file, or {NO_CHAMPION!r} and no file"
        )
    return None if version == NO_CHAMPION else read_model(archive)


def read_new(archive: Path, task: Task, framework: str) -> Model:
    """The new model.

    Raises StepError if it was not trained for this task.
    """
    model = read_model(archive)
    found = model.description
    different = [
        what
        for what, one, other in (
            ("framework", found.framework, framework),
            ("problem", found.task.problem, task.problem),
            ("classes", found.task.classes, task.classes),
            ("features", found.task.features, task.features),
        )
        if one != other
    ]
    if different:
        raise StepError(
            f"the new model has other {', '.join(different)} than this build; train it with the same columns.json and "
            "the same config.yaml"
        )
    return model


def check_champion(champion: Model, task: Task) -> None:
    """A champion of another framework is compared. It takes its features by their names: an older one may know fewer.

    Raises StepError if it answers something else than the new model does, or needs features that are not there.
    """
    known = champion.description.task
    if known.problem != task.problem:
        raise StepError(f"the champion solves a {known.problem} problem, and this build a {task.problem} one; {APART}")
    if known.classes != task.classes:
        raise StepError(
            f"the champion has other classes than columns.json ({len(known.classes)}, here {len(task.classes)}), or in "
            f"another order; {APART}"
        )
    kinds = {feature.name: feature.kind for feature in task.features}
    missing = [feature.name for feature in known.features if feature.name not in kinds]
    if missing:
        raise StepError(
            f"the champion needs the features {', '.join(missing)}, which columns.json does not have; keep them there "
            "until production serves a model without them"
        )
    changed = [f"{each.name} as {each.kind}" for each in known.features if kinds[each.name] != each.kind]
    if changed:
        raise StepError(
            f"the champion takes {', '.join(changed)}, which columns.json has as another kind; give the changed column "
            "another name until production serves a model with it"
        )


def answers(model: Model, features: pd.DataFrame, whose: str) -> np.ndarray:
    """The model's answer to each row.

    whose: names the model in messages.

    Raises StepError if they are none that its problem has.
    """
    found, task = model.predict(features), model.description.task
    shape = (len(features), len(task.classes)) if task.problem == "multiclass" else (len(features),)
    fits = found.shape == shape and bool(np.isfinite(found).all())
    if task.problem != "regression":
        fits = fits and bool(((found >= 0) & (found <= 1)).all())
    if task.problem == "multiclass":
        fits = fits and bool(np.allclose(found.sum(axis=1), 1, atol=1e-3))
    if not fits:
        expected = {
            "binary": "one probability",
            "multiclass": "the probability of each class",
            "regression": "one number",
        }[task.problem]
        raise StepError(f"{whose} does not answer with {expected} for a row; train it with train.py")
    return found


def importance(model: Model, features: pd.DataFrame) -> dict[str, float]:
    """Share of each feature in what the model uses, highest first."""
    weights = model.importance(features)
    total = sum(weights.values()) or 1.0
    return dict(sorted(((name, each / total) for name, each in weights.items()), key=lambda item: -item[1]))


def read_report(folder: Path, train: Part, test: Part) -> dict[str, Any]:
    """Version and rows of the data, from the report of preprocess.py.

    Raises StepError if the parts are not those of the report.
    """
    report = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    found = {"train": len(train.labels), "test": len(test.labels)}
    reported = {part: report["rows"][part] for part in found}
    if found != reported:
        raise StepError(
            f"the parts have {found} rows, data.json says {reported}; take all from one run of preprocess.py"
        )
    return {"version": report["version"], "rows": report["rows"]}


def compared(task: Task, labels: np.ndarray, new: np.ndarray, rival: np.ndarray | None) -> dict[str, Any]:
    """What evaluation.json tells about both models on the hold-out, except for the champion's version.

    rival: the champion's answers.
    """
    measured = with_intervals(task.problem, labels, new)
    metrics: dict[str, Any] = {
        name: {
            "value": each["value"],
            "standard_deviation": each["standardDeviation"],
            "lower": each["lower"],
            "upper": each["upper"],
        }
        for name, each in measured.items()
    }
    champion = {} if rival is None else measure(task.problem, labels, rival)
    improvement = {
        metric.name: metric.improvement(champion[metric.name], metrics[metric.name]["value"]) if champion else 0.0
        for metric in METRICS[task.problem]
    }
    if task.classes:
        metrics = {**metrics, "confusion_matrix": confusion(labels, decided(task.problem, new), len(task.classes))}
    return {
        "format": FORMAT,
        "problem": task.problem,
        **({"classes": list(task.classes)} if task.classes else {}),
        EVALUATION_KEY[task.problem]: metrics,
        "champion": {"metrics": {name: {"value": value} for name, value in champion.items()}},
        # Above 0 is better, whatever the metric's direction. 0 without a champion; the gate does not look at it then.
        "comparison": {"improvement": improvement},
    }


def evaluate(inputs: Inputs, output: Path, columns: Columns, problem: Problem, framework: str) -> None:
    """Does the step.

    output: below it the files are written.

    Raises StepError if the inputs do not belong together.
    """
    task = task_of(columns, problem)
    model = read_new(inputs.model / ARCHIVE, task, framework)
    champion = read_champion(inputs.champion, inputs.champion_version)
    if champion is not None:
        check_champion(champion, task)
    train, test = (read_part(folder, columns, problem) for folder in (inputs.train, inputs.test))
    data = read_report(inputs.report, train, test)
    rival = None if champion is None else answers(champion, test.features, "the champion")
    trained, held_out = (answers(model, part.features, "the new model") for part in (train, test))
    document = compared(task, test.labels, held_out, rival)
    document["champion"] = {"version": inputs.champion_version, **document["champion"]}
    document |= {"data": data, "importance": importance(model, test.features)}
    file = output / "evaluation" / "evaluation.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2, allow_nan=False, ensure_ascii=False) + "\n", encoding="utf-8")
    write_baselines(task, (inputs.train, trained), (test.labels, held_out), output)
    write_cases(task, inputs.test, test.labels, held_out, output)
    folders = (inputs.test, output / "monitoring-baseline")
    write_monitoring_baseline(model, (train, trained), (test, held_out), folders, columns)
    print(json.dumps(document[EVALUATION_KEY[problem]]))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measures the model on the hold-out.")
    inputs = Path("/opt/ml/processing/input")
    parser.add_argument("--problem", choices=PROBLEMS, default="binary")
    parser.add_argument("--framework", default="xgboost")
    for name in ("model", "champion", "train", "test", "report"):
        parser.add_argument(f"--{name}", type=Path, default=inputs / name)
    parser.add_argument("--champion-version", required=True)
    parser.add_argument("--output", type=Path, default=Path("/opt/ml/processing/output"))
    parser.add_argument("--message", type=Path, default=Path("/opt/ml/output/message"))
    options = vars(parser.parse_args(arguments))
    output, message = options.pop("output"), options.pop("message")
    problem, framework = options.pop("problem"), options.pop("framework")
    return run(lambda: evaluate(Inputs(**options), output, read_columns(), problem, framework), message)


if __name__ == "__main__":
    sys.exit(main())
