"""What a version's monitors compare with: how its data looked and how good it was when it was built.

Written below one folder, which the registry names as `monitoringBaselineUri` of the version:
  reference.parquet: at most MOST_ROWS rows for training: the features, and `prediction`
  holdout.parquet: at most MOST_ROWS rows of the hold-out: `prediction`, `label`, the protected columns, the features
  baseline.json: kind of problem, columns, what is normal for each, and quality, bias and attributions on the hold-out

`prediction` is the probability of the positive class, the number, or, of several classes, the index of the likeliest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from columns import Columns
from framework import Model, Problem, Task
from groups import favourable, groups, measure_group, named
from parts import Part, read_protected
from quality import decided, with_intervals

FORMAT = 2

# Enough that a window is hardly ever judged by the reference's own chance.
MOST_ROWS = 20_000
SEED = 1990

# A column with so few values is a list of categories, even where they are numbers.
MOST_CATEGORIES = 20

# Of a column of text, the most frequent ones are told.
MOST_TOLD = 100


def describe(values: pd.Series, kind: str = "number") -> dict[str, Any]:
    """What is normal for a column: share of missing values; shares of its categories, or its range and quantiles.

    kind: as columns.json has it.
    """
    known = values.dropna()
    described: dict[str, Any] = {"missing": float(values.isna().mean()), "known": len(known), "column": kind}
    if kind == "category" or known.nunique() <= MOST_CATEGORIES:
        shares = known.value_counts(normalize=True).iloc[:MOST_TOLD].sort_index()
        return {**described, "kind": "category", "categories": {named(v): float(s) for v, s in shares.items()}}
    return {
        **described,
        "kind": "number",
        "whole": bool((known == known.round()).all()),
        "minimum": float(known.min()),
        "maximum": float(known.max()),
        "mean": float(known.mean()),
        "standardDeviation": float(known.std()),
        "median": float(known.median()),
    }


def outcome_of(columns: Columns, classes: tuple[str, ...]) -> dict[str, Any] | None:
    """What people hope for, with classes by their indices; None where columns.json does not say."""
    hoped = columns.favourable
    if hoped is None:
        return None
    return dict(hoped) if isinstance(hoped, Mapping) else {"classes": [classes.index(name) for name in hoped]}


def bias(
    problem: Problem, outcome: Mapping[str, Any] | None, protected: pd.DataFrame, sides: tuple[np.ndarray, np.ndarray]
) -> list[dict[str, Any]]:
    """Each group that can be measured, with its metrics.

    sides: what the model decided, and the labels.
    """
    predicted, labels = (favourable(problem, outcome, each) for each in sides)
    if predicted is None:
        return []
    return [
        {
            **asdict(group),
            "metrics": {
                name: {"value": measured.value, "standardDeviation": measured.standard_deviation}
                for name, measured in measure_group(group, protected, predicted, labels).items()
            },
        }
        for group in groups(protected)
    ]


def at_most(count: int) -> np.ndarray:
    """Places of at most MOST_ROWS rows of so many, the same ones each time."""
    if count <= MOST_ROWS:
        return np.arange(count)
    return np.sort(np.random.default_rng(SEED).choice(count, size=MOST_ROWS, replace=False))


def make_baseline(
    reference: pd.DataFrame, holdout: pd.DataFrame, answers: np.ndarray, model: Model, columns: Columns
) -> dict[str, Any]:
    """Content of baseline.json.

    reference: features and `prediction`; holdout: `prediction`, `label`, protected columns and features.
    answers: the model's answers to the rows of the hold-out.
    """
    task: Task = model.description.task
    labels, names = holdout["label"].to_numpy(), [feature.name for feature in task.features]
    outcome = outcome_of(columns, task.classes)
    protected = holdout[[each.name for each in columns.protected]]
    return {
        "format": FORMAT,
        "problem": task.problem,
        "classes": list(task.classes),
        "label": columns.label,
        "favourable": outcome,
        # As columns.json has them.
        "protected": [each.name if each.kind == "number" else asdict(each) for each in columns.protected],
        "rows": {"reference": len(reference), "holdout": len(holdout)},
        "features": {each.name: describe(reference[each.name], each.kind) for each in task.features},
        "labels": describe(holdout["label"], "number" if task.problem == "regression" else "category"),
        "quality": with_intervals(task.problem, labels, answers),
        "bias": bias(task.problem, outcome, protected, (decided(task.problem, answers), labels)),
        "attributions": model.explain(holdout[names]),
    }


def write_monitoring_baseline(
    model: Model,
    train: tuple[Part, np.ndarray],
    test: tuple[Part, np.ndarray],
    folders: tuple[Path, Path],
    columns: Columns,
) -> None:
    """Writes the baseline.

    train, test: a part and the model's answer to each of its rows.
    folders: where the hold-out lies, with its protected columns; where the baseline goes.
    """
    (train_part, train_answers), (test_part, test_answers) = train, test
    source, output = folders
    problem = model.description.task.problem

    def told(answers: np.ndarray) -> np.ndarray:
        return decided(problem, answers) if problem == "multiclass" else answers

    protected = read_protected(source, len(test_part.labels), columns)
    outcome = pd.DataFrame({"prediction": told(test_answers), "label": test_part.labels})
    learnt, held_out = at_most(len(train_part.labels)), at_most(len(test_part.labels))
    reference = train_part.features.assign(prediction=told(train_answers)).iloc[learnt]
    holdout = pd.concat([outcome, protected, test_part.features], axis=1).iloc[held_out]
    output.mkdir(parents=True, exist_ok=True)
    reference.to_parquet(output / "reference.parquet", index=False)
    holdout.to_parquet(output / "holdout.parquet", index=False)
    document = make_baseline(reference, holdout, test_answers[held_out], model, columns)
    text = json.dumps(document, indent=2, allow_nan=False, ensure_ascii=False)
    (output / "baseline.json").write_text(text + "\n", encoding="utf-8")
