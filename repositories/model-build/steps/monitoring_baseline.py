"""What a version's monitors compare with: how its data looked and how good it was when it was built.

Written below one folder, which the registry names as `monitoringBaselineUri` of the version:
  reference.parquet: at most MOST_ROWS rows for training: the features, and the model's `prediction`
  holdout.parquet: at most MOST_ROWS rows of the hold-out: `prediction`, `label`, the protected columns, the features
  baseline.json: kind of problem, columns, what is normal for each, and quality, bias and attributions on the hold-out
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xgboost as xgb

from attributions import TreeExplainer
from columns import Columns
from groups import groups, measure_group
from metrics import predictions
from parts import Part, read_protected
from quality import with_intervals

FORMAT = 1
PROBLEM = "binary"

# Enough that a window is hardly ever judged by the reference's own chance.
MOST_ROWS = 20_000
SEED = 1990

# A column with so few values is a list of categories, even where they are numbers.
MOST_CATEGORIES = 20


def category(value: float) -> str:
    """Name of a category, the same for 1 and 1.0."""
    return f"{value:g}"


def describe(values: pd.Series) -> dict[str, Any]:
    """What is normal for a column: share of missing values; shares of its categories, or its range and quantiles."""
    known = values.dropna()
    described: dict[str, Any] = {"missing": float(values.isna().mean()), "known": len(known)}
    shares = known.value_counts(normalize=True).sort_index()
    if len(shares) <= MOST_CATEGORIES:
        return {**described, "kind": "category", "categories": {category(v): float(s) for v, s in shares.items()}}
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


def bias(protected: pd.DataFrame, predicted: np.ndarray, labels: np.ndarray) -> list[dict[str, Any]]:
    """Each group that can be measured, with its metrics."""
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


def at_most(rows: pd.DataFrame) -> pd.DataFrame:
    """At most MOST_ROWS rows, the same ones each time."""
    return rows if len(rows) <= MOST_ROWS else rows.sample(MOST_ROWS, random_state=SEED).sort_index()


def make_baseline(reference: pd.DataFrame, holdout: pd.DataFrame, booster: xgb.Booster, columns: Columns) -> dict:
    """Content of baseline.json.

    reference: features and `prediction`; holdout: `prediction`, `label`, protected columns and features.
    """
    features, labels = list(columns.features), holdout["label"].to_numpy()
    scores = holdout["prediction"].to_numpy()
    return {
        "format": FORMAT,
        "problem": PROBLEM,
        "label": columns.label,
        "protected": list(columns.protected),
        "rows": {"reference": len(reference), "holdout": len(holdout)},
        "features": {name: describe(reference[name]) for name in features},
        "labels": describe(holdout["label"]),
        "quality": with_intervals(PROBLEM, labels, scores),
        "bias": bias(holdout[list(columns.protected)], predictions(scores), labels),
        "attributions": TreeExplainer(booster).attributions(holdout[features]),
    }


def write_monitoring_baseline(
    booster: xgb.Booster,
    train: tuple[Part, np.ndarray],
    test: tuple[Part, np.ndarray],
    folders: tuple[Path, Path],
    columns: Columns,
) -> None:
    """Writes the baseline.

    train, test: a part and the model's score for each of its rows.
    folders: where the hold-out lies, with its protected columns; where the baseline goes.
    """
    (train_part, train_scores), (test_part, test_scores) = train, test
    source, output = folders
    reference = train_part.features.assign(prediction=train_scores.astype("float64"))
    outcome = pd.DataFrame({"prediction": test_scores.astype("float64"), "label": test_part.labels})
    protected = read_protected(source, len(test_part.labels), columns)
    holdout = pd.concat([outcome, protected, test_part.features], axis=1)
    reference, holdout = at_most(reference), at_most(holdout)
    output.mkdir(parents=True, exist_ok=True)
    reference.to_parquet(output / "reference.parquet", index=False)
    holdout.to_parquet(output / "holdout.parquet", index=False)
    document = make_baseline(reference, holdout, booster, columns)
    (output / "baseline.json").write_text(json.dumps(document, indent=2, allow_nan=False) + "\n", encoding="utf-8")
