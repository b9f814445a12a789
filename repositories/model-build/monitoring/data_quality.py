"""Monitor dataQuality: whether requests have the form that the model was built for."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from compare import more_often, never_known, never_seen, number_distance
from findings import Finding, certain
from settings import Settings
from subject import Subject

MONITOR = "dataQuality"

# Shares of rows from which on something is told. What is rarer is drift, if it is anything: a feature that moves pushes
# some rows out of the range too.
BAD_RECORDS = 0.01
MISSING = 0.05
OUT_OF_RANGE = 0.05
NEW_CATEGORY = 0.01
FRACTION = 0.05

# Fewer bad records may be one client's attempt.
FEWEST_BAD = 3

# Factors between units that people mix up.
FACTORS = (10, 12, 60, 100, 1000, 1_000_000)


def data_quality(subject: Subject, settings: Settings, chance: float) -> list[Finding]:
    """What is wrong with the rows of a version.

    chance: of a finding where nothing changed.
    """
    found: list[Finding] = []
    for feature in subject.features:
        found += _feature(subject, feature)
    swapped = _swapped(subject, settings, chance) if len(subject.rows) > 0 else []
    # Of each feature: missing values, and either categories or range and fractions.
    return [*_bad_records(subject), *certain(found, 3 * len(subject.features), chance), *swapped]


def _bad_records(subject: Subject) -> list[Finding]:
    bad = sum(subject.bad.values())
    share = bad / max(bad + len(subject.rows), 1)
    if bad < FEWEST_BAD or share < BAD_RECORDS:
        return []
    reason, count = max(subject.bad.items(), key=lambda item: item[1])
    message = f"{bad} of {bad + len(subject.rows)} records cannot be read; most often ({count}): {reason}"
    return [Finding(MONITOR, subject.version, "records", "records", share, BAD_RECORDS, 0.0, message)]


def _feature(subject: Subject, feature: str) -> list[Finding]:
    reference, window = subject.reference[feature], subject.rows[feature]
    known, seen = reference.dropna().to_numpy(), window.dropna().to_numpy()

    def finding(check: str, effect: float, threshold: float, likely: float, message: str) -> Finding:
        return Finding(MONITOR, subject.version, check, feature, effect, threshold, likely, message)

    found = []
    missing, missed = int(window.isna().sum()), int(reference.isna().sum())
    more = missing / max(len(window), 1) - missed / max(len(reference), 1)
    if more > 0:
        likely = more_often((missed, len(reference)), (missing, len(window)))
        text = f"{feature} is missing in {missing / len(window):.1%} of the rows, {missed / len(reference):.1%} before"
        found.append(finding("missing values", more, MISSING, likely, text))
    if len(seen) == 0 or len(known) == 0:
        return found
    if subject.is_category(feature):
        new = ~np.isin(seen, known)
        if new.any():
            different = np.unique(seen[new])
            # Text of requests may be anything, so it is counted.
            is_text = subject.column(feature) == "category"
            names = f"{len(different)} different ones" if is_text else ", ".join(f"{each:g}" for each in different[:5])
            likely = never_known(known, len(seen), int(new.sum()))
            text = f"{feature} has categories that the model does not know, in {new.mean():.1%} of the rows: {names}"
            found.append(finding("new categories", float(new.mean()), NEW_CATEGORY, likely, text))
        return found
    is_date = subject.column(feature) == "date"
    shown = subject.shown(feature) if is_date else "{:g}".format
    outside = (seen < known.min()) | (seen > known.max())
    if outside.any():
        likely = never_seen(len(known), len(seen), int(outside.sum()))
        text = (
            f"{feature} lies outside of {shown(known.min())} to {shown(known.max())} "
            f"in {outside.mean():.1%} of the rows"
            f"{'' if is_date else _factor(known, seen)}"
        )
        found.append(finding("range", float(outside.mean()), OUT_OF_RANGE, likely, text))
    if subject.baseline["features"][feature]["whole"]:
        broken = seen != np.round(seen)
        if broken.any():
            likely = never_seen(len(known), len(seen), int(broken.sum()))
            before, now = ("days", "moments") if is_date else ("whole numbers", "fractions")
            text = f"{feature} had {before} only, and has {now} in {broken.mean():.1%} of the rows"
            found.append(finding("whole numbers", float(broken.mean()), FRACTION, likely, text))
    return found


def _factor(known: np.ndarray, seen: np.ndarray) -> str:
    """A hint at another unit, where the middle of the values changed by the factor between two."""
    before, now = np.median(known), np.median(seen)
    if before == 0 or now == 0:
        return ""
    for factor in FACTORS:
        for unit, text in ((factor, f"{factor:,} times"), (1 / factor, f"1/{factor:,} of")):
            if abs(now / before / unit - 1) < 0.1:
                return f"; they are about {text} what they were: another unit?"
    return ""


def _swapped(subject: Subject, settings: Settings, chance: float) -> list[Finding]:
    """Pairs of features, each of which now looks as the other one did, and not as itself."""
    numbers = [name for name in subject.features if not subject.is_category(name)]
    columns = {name: (_clean(subject.reference[name]), _clean(subject.rows[name])) for name in numbers}
    own = {name: number_distance(*columns[name]) for name in numbers}
    limit = settings.thresholds.smallestDrift
    moved = [
        name for name in numbers if own[name].effect >= 2 * limit and own[name].chance <= chance / max(len(numbers), 1)
    ]
    found = []
    for one, other in combinations(moved, 2):
        crossed = [number_distance(columns[a][0], columns[b][1]) for a, b in ((one, other), (other, one))]
        apart = min(own[one].effect, own[other].effect)
        # Far nearer to the other one than to itself, and so near that nobody would call it drift.
        near = all(each.effect < limit or each.chance > chance for each in crossed)
        if near and max(each.effect for each in crossed) < apart / 2:
            text = f"{one} and {other} each look as the other one did: are the columns swapped?"
            found += [
                Finding(MONITOR, subject.version, "swapped columns", name, apart, 2 * limit, own[name].chance, text)
                for name in (one, other)
            ]
    return found


def _clean(values: pd.Series) -> np.ndarray:
    return values.dropna().to_numpy()
