"""Monitors modelQuality, bias and explainability: how the model does, for whom, and by what."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from attributions import ranking_agreement
from findings import Finding, certain
from groups import Group, groups, measure_group
from quality import METRICS, with_intervals
from settings import Settings
from subject import Subject

QUALITY, BIAS, EXPLAINABILITY = "modelQuality", "bias", "explainability"

# With fewer rows, or fewer of a class, an interval would be wider than any difference that matters.
FEWEST_LABELS = 50
FEWEST_OF_CLASS = 10


def model_quality(subject: Subject, settings: Settings, chance: float) -> tuple[list[Finding], dict[str, Any]]:
    """Whether the model's metric lies further below the baseline's than it may; and each metric with its interval, or
    `few` with what is missing to measure it.

    chance: of a finding where the metric lies just as far below as it may. The baseline's own uncertainty counts too.
    """
    labelled = subject.labelled
    if few := _too_few(subject):
        return [], {"few": few, "labelled": len(labelled)}
    labels, before_all = labelled["label"].to_numpy(), subject.baseline["quality"]
    labels = labels if subject.problem == "regression" else labels.astype("int64")
    # A version of an older build has fewer metrics in its baseline.
    measured = {
        name: each
        for name, each in with_intervals(subject.problem, labels, subject.answers(labelled)).items()
        if name in before_all
    }
    told = {"labelled": len(labelled), "metrics": measured, "baseline": before_all}
    if settings.metric not in measured:
        return [], {**told, "few": f"the version's baseline has no {settings.metric}; build a new version"}
    metric = next(each for each in METRICS[subject.problem] if each.name == settings.metric)
    now, before = measured[metric.name], before_all[metric.name]
    loss, allowed = metric.loss(before["value"], now["value"]), settings.thresholds.qualityDrop
    spread = np.hypot(now["standardDeviation"], before["standardDeviation"]) / metric.scale(before["value"])
    likely = float(norm.sf((loss - allowed) / max(spread, 1e-9)))
    text = (
        f"{metric.name} is {now['value']:.3f} ({now['lower']:.3f} to {now['upper']:.3f}) over {len(labelled):,} rows "
        f"with labels, {before['value']:.3f} when the version was built"
    )
    finding = Finding(QUALITY, subject.version, "metric", metric.name, loss, allowed, likely, text)
    return certain([finding], 1, chance), told


def _too_few(subject: Subject) -> str | None:
    """What is missing to measure quality; none if nothing is."""
    count = len(subject.labelled)
    if count < FEWEST_LABELS:
        return f"labels are few: {count}, and {FEWEST_LABELS} are needed"
    if subject.problem == "regression":
        return None
    rarest = int(subject.labelled["label"].value_counts().reindex(subject.holdout["label"].unique()).fillna(0).min())
    if rarest < FEWEST_OF_CLASS:
        return f"labels of the rarest class are few: {rarest}, and {FEWEST_OF_CLASS} are needed"
    return None


def bias(subject: Subject, settings: Settings, chance: float) -> tuple[list[Finding], dict[str, Any]]:
    """Which metrics of groups moved further from the baseline's than they may; and all of them, by `<group>:<metric>`.

    What is measured: rows whose protected columns are known, as they come with labels or are features.

    chance: of a finding where all of them lie just as far from the baseline's as they may.
    """
    protected = [name for name in subject.protected if name in subject.labelled]
    if not protected or len(subject.labelled) == 0:
        return [], {}
    before, now = (_by_group(subject, settings, protected, table) for table in (subject.holdout, subject.labelled))
    allowed, found, told = settings.thresholds.biasChange, [], {}
    for name in before.keys() & now.keys():
        old, new = before[name], now[name]
        change = abs(new.value - old.value)
        spread = float(np.hypot(old.standard_deviation, new.standard_deviation))
        likely = 2 * float(norm.sf((change - allowed) / max(spread, 1e-9)))
        text = f"{name} is {new.value:.3f}, {old.value:.3f} when the version was built"
        found.append(Finding(BIAS, subject.version, "group", name, change, allowed, min(likely, 1.0), text))
        told[name] = {"value": new.value, "baseline": old.value, "standardDeviation": new.standard_deviation}
    return certain(found, len(found), chance), dict(sorted(told.items()))


def _by_group(subject: Subject, settings: Settings, protected: list[str], table: pd.DataFrame) -> dict[str, Any]:
    predicted, labels = subject.favourable(table)
    if predicted is None:
        return {}
    named = [
        Group(each["facet"], each["facet"], tuple(each["values"]))
        for each in settings.bias
        if each["facet"] in protected
    ]
    return {
        f"{group.name}:{metric}": measured
        for group in named or groups(table[protected])
        for metric, measured in measure_group(group, table[protected], predicted, labels).items()
    }


def explainability(subject: Subject, settings: Settings) -> tuple[list[Finding], dict[str, Any]]:
    """Whether the model looks at other features than it did on the hold-out, and both rankings."""
    before = subject.baseline["attributions"]
    now = subject.model.explain(subject.rows[subject.features])
    agreement, least = ranking_agreement(before, now), settings.thresholds.attributionRanking
    told = {"agreement": agreement, "baseline": before, "window": now}
    if agreement >= least:
        return [], told
    first = [max(ranking, key=lambda name: ranking[name]) for ranking in (before, now)]
    text = (
        f"the ranking of features agrees to {agreement:.2f} with the baseline's, {least:g} is the least; first is "
        f"{first[1]}, it was {first[0]}"
    )
    finding = Finding(EXPLAINABILITY, subject.version, "ranking", "attributions", 1 - agreement, 1 - least, 0.0, text)
    return [finding], told
