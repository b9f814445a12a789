"""Monitor drift: whether requests, answers and labels are distributed as they were when the version was built."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from compare import Distance, bars, category_distance, number_distance
from findings import Finding, certain
from settings import Settings
from subject import Subject

MONITOR = "drift"
PREDICTIONS, LABELS = "prediction", "label"

# With fewer labels, their shares say nothing.
FEWEST_LABELS = 50


def drift(subject: Subject, settings: Settings, chance: float) -> tuple[list[Finding], dict[str, Any]]:
    """What drifts, and the distance of each feature, of the predictions and of the labels with what a plot shows.

    chance: of a finding where nothing drifts, over all of them.
    """
    columns = {
        feature: (subject.reference[feature], subject.rows[feature], subject.is_category(feature))
        for feature in subject.features
    }
    # The model knows the rows that it learnt from, so its answers to them are no measure.
    is_class = subject.problem == "multiclass"
    columns[PREDICTIONS] = (
        *_named(subject, is_class, subject.holdout["prediction"], subject.rows["prediction"]),
        is_class,
    )
    if len(subject.labelled) >= FEWEST_LABELS:
        is_class = subject.problem != "regression"
        columns[LABELS] = (*_named(subject, is_class, subject.holdout["label"], subject.labelled["label"]), is_class)
    found, told = [], {}
    for name, (reference, window, is_category) in columns.items():
        before, now = (_clean(values) for values in (reference, window))
        distance = (category_distance if is_category else number_distance)(before, now)
        told[name] = {
            "kind": "category" if is_category else "number",
            "effect": distance.effect,
            "chance": distance.chance,
            **distance.other,
            "missing": float(window.isna().mean()) if len(window) else 0.0,
            "bars": bars(reference, window, is_category),
        }
        found.append(_finding(subject, settings, name, distance, (before, now), is_category))
    return certain(found, len(found), chance), told


def _named(subject: Subject, is_class: bool, *sides: pd.Series) -> list[pd.Series]:
    """Classes by their texts in place of their indices."""
    texts = dict(enumerate(subject.classes))
    return [values.map(texts) if is_class else values for values in sides]


def _clean(values: Any) -> np.ndarray:
    return values.dropna().to_numpy()


def _finding(
    subject: Subject,
    settings: Settings,
    name: str,
    distance: Distance,
    sides: tuple[np.ndarray, np.ndarray],
    is_category: bool,
) -> Finding:
    kind = {PREDICTIONS: "predictions", LABELS: "labels"}.get(name, "features")
    measure = "Jensen-Shannon" if is_category else "Kolmogorov-Smirnov"
    before, now = sides
    shown = subject.shown(name)
    detail = "" if is_category or len(now) == 0 else f": median {shown(np.median(before))}, now {shown(np.median(now))}"
    message = f"{name} is distributed otherwise ({measure} distance {distance.effect:.2f}){detail}"
    limit = settings.thresholds.smallestDrift
    return Finding(MONITOR, subject.version, kind, name, distance.effect, limit, distance.chance, message)
