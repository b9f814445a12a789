"""Windows without and with drift, to see how often monitors are wrong: `python tests/monitoring/windows.py [seed]`.

The sample has about 2,000 applications. One half trains a model; the other half stands for the population, of which
baselines and windows are drawn with replacement. So nothing differs between them but chance, and each baseline has
chance of its own. It is one population of one data set: other data have other distributions, and correlations.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    ROOT = Path(__file__).parents[2]
    sys.path[:0] = [str(ROOT / name) for name in ("steps", "monitoring", "samples", "tests/monitoring")]

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import xgboost as xgb
from production import SAMPLE, SETTINGS

from compare import number_distance
from encoding import Encoding
from findings import Finding
from framework import Description, Task
from framework_xgboost import XGBoostModel, matrix
from judge import SHARES, judge_version
from monitoring_baseline import make_baseline
from mortgage import applications
from subject import Subject

# As many as the sample's own build has.
REFERENCE, HOLDOUT = 1_200, 400


class Population:
    """Rows that a model has not learnt from, with its answers."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.columns = SAMPLE
        rows = applications().sample(frac=1, random_state=seed, ignore_index=True)
        learnt, self.rows = rows.iloc[::2], rows.iloc[1::2].reset_index(drop=True)
        self.features = [each.name for each in self.columns.features]
        encoding = Encoding(self.columns.features, {})
        parameters = {"objective": "binary:logistic", "max_depth": 3, "eta": 0.1, "seed": seed}
        rows = matrix(encoding, learnt, learnt[self.columns.label].to_numpy())
        task = Task("binary", ("0", "1"), self.columns.features)
        self.model = XGBoostModel(xgb.train(parameters, rows, 60), Description("xgboost", task, encoding))
        scores = self.model.predict(self.rows)
        self.rows = self.rows.assign(prediction=scores, label=self.rows[self.columns.label].astype("int64"))

    def draw(self, count: int) -> pd.DataFrame:
        return self.rows.iloc[self.random.integers(0, len(self.rows), count)].reset_index(drop=True)

    def subject(self) -> Subject:
        """A version with a baseline of its own."""
        subject = Subject("1", Path())
        features, protected = self.features, [each.name for each in self.columns.protected]
        holdout = self.draw(HOLDOUT)[["prediction", "label", *protected, *features]]
        reference = self.draw(REFERENCE)[[*features, "prediction"]]
        subject.baseline = make_baseline(reference, holdout, holdout["prediction"].to_numpy(), self.model, self.columns)
        subject.holdout = holdout
        subject.reference = pd.concat([reference[features], holdout[features]], ignore_index=True)
        subject.model = self.model
        return subject


def judged(subject: Subject, window: pd.DataFrame) -> list[Finding]:
    """All findings of all monitors in a window of which every row has its label."""
    subject.rows, subject.labelled = window, window
    settings = replace(SETTINGS, minimumRows=1)
    return judge_version(subject, settings, {"rows": len(window), "bad": {}}, settings.thresholds.falseAlarms)[0]


def false_alarms(windows: int, rows: int, baselines: int, seed: int) -> Counter[str]:
    """How many windows without any change have a finding, by monitor; and `any`."""
    population, alarms = Population(seed), Counter()
    for _ in range(baselines):
        subject = population.subject()
        for _ in range(windows // baselines):
            monitors = {finding.monitor for finding in judged(subject, population.draw(rows))}
            alarms.update(monitors | ({"any"} if monitors else set()))
    return alarms


def found_shift(population: Population, feature: str, rows: int, shift: float, windows: int) -> float:
    """Share of the windows in which a feature that is higher by so many standard deviations is found to drift.

    It has to be certain enough among all columns of the version, the predictions and the labels.
    """
    limits, tests = SETTINGS.thresholds, len(population.columns.features) + 2
    step, found = shift * float(population.rows[feature].std()), 0
    for _ in range(windows):
        reference = population.draw(REFERENCE + HOLDOUT)[feature].dropna().to_numpy()
        distance = number_distance(reference, population.draw(rows)[feature].dropna().to_numpy() + step)
        found += (
            distance.effect >= limits.smallestDrift and distance.chance <= SHARES["drift"] * limits.falseAlarms / tests
        )
    return found / windows


def smallest_shift(population: Population, feature: str, rows: int, windows: int) -> float:
    """The smallest shift that is found in 95 % of the windows, in standard deviations, to a fiftieth."""
    low, high = 0.0, 3.0
    while high - low > 0.02:
        middle = (low + high) / 2
        low, high = (low, middle) if found_shift(population, feature, rows, middle, windows) >= 0.95 else (middle, high)
    return high


def main(seed: int) -> None:
    """Prints the tables of docs/monitoring.md."""
    print("| rows of a window | windows | with any finding |")
    print("| ---------------: | ------: | ---------------: |")
    for rows in (200, 500, 2_000):
        alarms = false_alarms(windows=1_000, rows=rows, baselines=100, seed=seed)
        print(f"| {rows:,} | 1,000 | {alarms['any'] / 1_000:.1%} {dict(alarms)} |", flush=True)
    population = Population(seed)
    print("| feature | 100 rows | 1,000 rows | 10,000 rows |")
    print("| ------- | -------: | ---------: | ----------: |")
    for feature in ("obligation_ratio", "loan_amount", "liquid_assets"):
        shifts = [f"{smallest_shift(population, feature, rows, 300):.2f}" for rows in (100, 1_000, 10_000)]
        print(f"| `{feature}` | {' | '.join(shifts)} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
