"""20 windows of the sample's own model: 10 without a fault raise nothing; each fault is found by its own monitor alone.

The hold-out has about 400 rows, so windows are drawn from it with replacement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xgboost as xgb
from fake_aws import FakeAws
from production import (
    ARTIFACTS,
    DAY,
    END,
    SETTINGS,
    Build,
    Endpoint,
    Predict,
    deliver_labels,
    monitor,
    violations,
)

from framework_xgboost import COUNTS, XGBoostModel
from hyperparameters import defaults
from parts import read_part

ROWS = 500


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return Build(tmp_path_factory.mktemp("sample") / "build")


@dataclass
class Stage:
    """A stage that serves version 7."""

    build: Build
    folder: Path

    def __post_init__(self) -> None:
        self.aws = FakeAws()
        self.build.register(self.aws, "7")
        self.endpoint = Endpoint(self.aws, self.build.booster, self.build.features)

    def violations(
        self, rows: pd.DataFrame, predict: Predict | None = None, labels: np.ndarray | None = None
    ) -> dict[str, list[str]]:
        """Serves rows that all get their labels, and returns what the monitors find."""
        ids = self.endpoint.serve(rows, predict=predict)
        deliver_labels(self.aws, ids, rows if labels is None else rows.assign(label=labels))
        return violations(monitor(self.aws, self.folder))


@pytest.fixture
def stage(build: Build, tmp_path: Path) -> Stage:
    return Stage(build, tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_a_window_without_a_fault_raises_nothing(stage: Stage, seed: int) -> None:
    assert stage.violations(stage.build.draw(ROWS, seed)) == {}


@pytest.mark.parametrize("seed", [5, 6])
def test_an_asynchronous_endpoint_is_watched_by_its_capture(stage: Stage, seed: int) -> None:
    settings = replace(SETTINGS, inference="asynchronous")
    ids = stage.endpoint.serve(rows := stage.build.draw(ROWS, seed))
    stage.endpoint.refer_to_bodies()
    deliver_labels(stage.aws, ids, rows)
    report = monitor(stage.aws, stage.folder, settings)
    assert (violations(report), report["counts"]["capturedRows"]) == ({}, ROWS)
    assert report["counts"]["labelledRows"] == ROWS


@pytest.mark.parametrize(("seed", "with_ids"), [(7, True), (8, True), (9, False)])
def test_transform_jobs_are_watched_by_their_inputs_and_outputs(stage: Stage, seed: int, with_ids: bool) -> None:
    ids = stage.endpoint.transform(rows := stage.build.draw(ROWS, seed), with_ids=with_ids)
    deliver_labels(stage.aws, ids, rows)
    report = monitor(stage.aws, stage.folder, replace(SETTINGS, inference="batch"))
    assert (violations(report), report["counts"]["capturedRows"]) == ({}, ROWS)
    # Without ids of their own, rows have other ids than those of the labels.
    assert report["counts"]["labelledRows"] == (ROWS if with_ids else 0)


def shifted(rows: pd.DataFrame) -> None:
    rows["obligation_ratio"] += 6


def new_category(rows: pd.DataFrame) -> None:
    rows.loc[::10, "property_type"] = 7


def emptied(rows: pd.DataFrame) -> None:
    rows["liquid_assets"] = np.nan


def swapped(rows: pd.DataFrame) -> None:
    names = ["housing_expense_ratio", "obligation_ratio"]
    rows[names] = rows[names[::-1]].to_numpy()


def other_unit(rows: pd.DataFrame) -> None:
    rows["appraised_value"] *= 100


@pytest.mark.parametrize(
    ("fault", "monitor_name", "subjects"),
    [
        (shifted, "drift", {"obligation_ratio"}),
        (new_category, "dataQuality", {"property_type"}),
        (emptied, "dataQuality", {"liquid_assets"}),
        (swapped, "dataQuality", {"housing_expense_ratio", "obligation_ratio"}),
        (other_unit, "dataQuality", {"appraised_value"}),
    ],
)
def test_a_fault_of_the_requests_is_found_by_its_own_monitor_alone(
    stage: Stage, fault: Callable[[pd.DataFrame], None], monitor_name: str, subjects: set[str]
) -> None:
    rows = stage.build.draw(ROWS, 100)
    fault(rows)
    found = stage.violations(rows)
    assert {name: set(found[name]) for name in found} == {monitor_name: subjects}


def test_requests_without_a_column_are_bad_data(stage: Stage) -> None:
    columns = stage.build.features
    stage.endpoint.columns = columns[:-1]
    lacking = lambda rows: stage.endpoint.predict(np.column_stack([rows, np.zeros(len(rows))]))  # noqa: E731
    assert stage.violations(stage.build.draw(ROWS, 101), lacking) == {"dataQuality": ["records"]}


def test_other_shares_of_labels_are_drift(stage: Stage) -> None:
    holdout = stage.build.holdout
    parts = [
        holdout[holdout["label"] == label].sample(count, replace=True, random_state=1)
        for label, count in ((0, 150), (1, 350))
    ]
    rows = pd.concat(parts).sample(frac=1, random_state=1, ignore_index=True)
    assert stage.violations(rows) == {"drift": ["label"]}


def test_a_model_that_got_worse_is_found_by_its_labels(stage: Stage) -> None:
    rows = stage.build.draw(ROWS, 102)
    assert stage.violations(rows, labels=np.random.default_rng(1).permutation(rows["label"])) == {
        "modelQuality": ["auc"]
    }


def test_lower_scores_of_a_group_are_bias(stage: Stage) -> None:
    rows = stage.build.draw(ROWS, 108)
    hit = (rows["male"] == 0).to_numpy() & (np.random.default_rng(2).random(ROWS) < 0.35)
    found = stage.violations(rows, lambda matrix: np.where(hit, 0.5, 1) * stage.endpoint.predict(matrix))
    assert found.keys() == {"bias"}
    assert {subject.split(":")[0] for subject in found["bias"]} == {"male"}


def test_a_model_that_looks_at_other_features_is_found_by_its_ranking(stage: Stage, tmp_path: Path) -> None:
    """Somebody has put another model in the place of the registered one, which does not look at the first feature."""
    build, features = stage.build, stage.build.features
    parts = [read_part(build.folder / name, build.columns, "binary") for name in ("train", "validation")]
    blind = [
        xgb.DMatrix(part.features.assign(consumer_history=0.0).to_numpy(), part.labels, feature_names=features)
        for part in parts
    ]
    parameters = {name: value for name, value in defaults("xgboost").items() if name not in COUNTS}
    parameters |= {"objective": "binary:logistic", "eval_metric": "logloss"}
    other = xgb.train(parameters, blind[0], 1000, evals=[(blind[1], "v")], early_stopping_rounds=50, verbose_eval=False)
    other = other[: other.best_iteration + 1]
    model = XGBoostModel(other, build.model.description)
    build.pack(model, archive := tmp_path / "other" / "model.tar.gz")
    stage.aws.objects[ARTIFACTS, "runs/mortgage/build-7/model.tar.gz"] = archive.read_bytes()
    stage.endpoint.booster = other
    assert stage.violations(build.draw(ROWS, 109)) == {"explainability": ["attributions"]}


def test_capture_that_stopped_is_found_and_judges_nothing_else(stage: Stage) -> None:
    stage.endpoint.serve(stage.build.draw(ROWS, 110))
    assert violations(monitor(stage.aws, stage.folder)) == {}
    report = monitor(stage.aws, stage.folder, end=END + DAY)
    assert (report["outcome"], violations(report)) == ("nothing captured", {"capture": ["rows"]})
    assert report["violations"] == {"capture": 1}


def test_a_consequence_is_told_with_what_it_follows_from(stage: Stage) -> None:
    rows = stage.build.draw(ROWS, 100)
    other_unit(rows)
    stage.endpoint.serve(rows)
    report = monitor(stage.aws, stage.folder)
    (drift,) = [finding for finding in report["findings"] if finding["monitor"] == "drift"]
    assert (drift["subject"], drift["because"]) == ("appraised_value", "dataQuality: range of appraised_value")
    (cause,) = [finding for finding in report["findings"] if finding["because"] is None]
    assert "about 100 times what they were" in cause["message"]


def test_each_version_is_judged_by_its_own_baseline(stage: Stage) -> None:
    """Version 8 was built from applications of another kind: what is normal for it is drift for version 7."""
    build = stage.build
    build.register(stage.aws, "8")
    prefix = "runs/mortgage/build-8/monitoring-baseline"
    for name in ("reference", "holdout"):
        table = pd.read_parquet(build.baseline / f"{name}.parquet")
        shifted(table)
        table.to_parquet(stage.folder / "table.parquet")
        stage.aws.objects[ARTIFACTS, f"{prefix}/{name}.parquet"] = (stage.folder / "table.parquet").read_bytes()
    rows = build.draw(ROWS, 111)
    shifted(rows)
    for version in ("7", "8"):
        Endpoint(stage.aws, build.booster, stage.endpoint.columns, version).serve(rows, prefix=version)
    report = monitor(stage.aws, stage.folder)
    found = [(finding["version"], finding["subject"]) for finding in report["findings"] if finding["because"] is None]
    assert ("7", "obligation_ratio") in found
    assert all(subject != "obligation_ratio" for version, subject in found if version == "8")
    assert report["versions"]["8"]["drift"]["obligation_ratio"]["effect"] < 0.1
