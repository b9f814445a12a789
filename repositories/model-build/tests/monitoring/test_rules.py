"""Rules of single monitors, on small tables of which each says one thing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from production import SETTINGS
from scipy.stats import norm

from data_quality import data_quality
from drift import drift
from outcomes import bias, model_quality
from quality import with_intervals
from subject import Subject

CHANCE = 0.005
RANDOM = np.random.default_rng(7)


def subject(reference: pd.DataFrame, rows: pd.DataFrame, bad: dict[str, int] | None = None, **baseline: Any) -> Subject:
    """A version of which these tables are known; a column of text or of few numbers is a category."""
    features = {
        name: {
            "kind": "category" if reference[name].nunique() < 5 else "number",
            "whole": bool((reference[name].dropna() == reference[name].dropna().round()).all()),
        }
        for name in reference
    }
    made = Subject("7", Path("nowhere"), bad or {})
    made.__dict__ |= {
        "baseline": {"problem": "binary", "features": features, **baseline},
        "reference": reference,
        "rows": rows,
    }
    return made


def column(values: Any) -> pd.DataFrame:
    return pd.DataFrame({"column": np.asarray(values, dtype="float64")})


NUMBERS = column(RANDOM.normal(100, 10, 1_000).round(1))


@pytest.mark.parametrize(("bad", "told"), [(2, 0), (3, 1)])
def test_two_bad_records_may_be_an_attempt(bad: int, told: int) -> None:
    rows = column(NUMBERS["column"][:100])
    assert len(data_quality(subject(NUMBERS, rows, {"no JSON": bad}), SETTINGS, CHANCE)) == told


def test_bad_records_below_their_share_are_not_told() -> None:
    assert data_quality(subject(NUMBERS, NUMBERS, {"no JSON": 5}), SETTINGS, CHANCE) == []


def checks(reference: pd.DataFrame, rows: pd.DataFrame) -> list[tuple[str, str]]:
    return [(each.check, each.message) for each in data_quality(subject(reference, rows), SETTINGS, CHANCE)]


def test_values_that_are_missing_more_often_are_told() -> None:
    rows = NUMBERS.where(np.arange(1_000)[:, None] % 5 > 0)
    assert checks(NUMBERS, rows) == [
        ("missing values", "column is missing in 20.0% of the rows, 0.0% before"),
    ]
    # As often as before is nothing new.
    assert checks(rows, rows.iloc[::-1]) == []


def test_a_few_more_missing_values_are_not_told_however_certain_they_are() -> None:
    values = pd.concat([NUMBERS] * 20, ignore_index=True)
    places = np.arange(len(values))[:, None] % 100
    assert checks(values.where(places >= 20), values.where(places >= 24)) == []


def test_what_few_rows_may_show_by_chance_is_not_told() -> None:
    rows = column([*NUMBERS["column"][:19], NUMBERS["column"].max() + 1])
    assert checks(NUMBERS, rows) == []


def test_columns_halfway_between_each_other_are_not_swapped() -> None:
    spread = norm.ppf((np.arange(1_000) + 0.5) / 1_000)
    reference = pd.DataFrame({"one": spread, "other": spread + 1})
    moved = reference.iloc[5::10]
    assert checks(reference, pd.DataFrame({"one": moved["one"] + 0.6, "other": moved["other"] - 0.6})) == []
    found = checks(reference, pd.DataFrame({"one": moved["other"], "other": moved["one"]}))
    assert [check for check, _ in found] == ["swapped columns"] * 2


def test_values_below_the_range_are_told_as_those_above_it() -> None:
    for values in (NUMBERS["column"] - 60, NUMBERS["column"] + 60):
        rows = column(np.where(np.arange(1_000) % 10 > 0, NUMBERS["column"], values))
        ((check, message),) = checks(NUMBERS, rows)
        assert check == "range"
        assert "in 10.0% of the rows" in message


def test_fractions_where_there_were_whole_numbers_are_told() -> None:
    whole = column(NUMBERS["column"].round())
    rows = column(np.where(np.arange(1_000) % 10 > 0, whole["column"], whole["column"].clip(80, 120) + 0.5))
    assert [check for check, _ in checks(whole, rows)] == ["whole numbers"]
    assert checks(NUMBERS, NUMBERS.sample(500, random_state=1)) == []


@pytest.mark.parametrize(("factor", "words"), [(1_000, "about 1,000 times"), (1 / 60, "about 1/60 of what")])
def test_another_unit_is_named(factor: float, words: str) -> None:
    assert words in dict(checks(NUMBERS, NUMBERS * factor))["range"]


def test_rare_new_categories_are_told_from_one_in_a_hundred_on() -> None:
    known = column(np.arange(1_000) % 3)
    for share, told in ((0.005, []), (0.02, ["new categories"])):
        rows = column(np.where(np.arange(1_000) < share * 1_000, 9, known["column"]))
        assert [check for check, _ in checks(known, rows)] == told


def drifting(reference: pd.DataFrame, rows: pd.DataFrame, answers: tuple[Any, Any], labelled: pd.DataFrame) -> set[str]:
    """Names of what drifts. answers: of the hold-out and of the window."""
    made = subject(reference, rows.assign(prediction=answers[1]))
    made.labelled = labelled
    made.__dict__["holdout"] = pd.DataFrame({"prediction": answers[0], "label": np.arange(len(answers[0])) % 2})
    return {each.subject for each in drift(made, SETTINGS, CHANCE)[0]}


SCORES = RANDOM.uniform(0, 1, 1_000)
NO_LABELS = pd.DataFrame({"label": []})


def test_answers_are_compared_with_those_to_the_hold_out() -> None:
    assert drifting(NUMBERS, NUMBERS, (SCORES, SCORES), NO_LABELS) == set()
    assert drifting(NUMBERS, NUMBERS, (SCORES, SCORES**2), NO_LABELS) == {"prediction"}


def test_a_shift_of_a_third_of_the_spread_is_drift_and_a_tenth_is_none() -> None:
    assert drifting(NUMBERS, NUMBERS + 3.3, (SCORES, SCORES), NO_LABELS) == {"column"}
    assert drifting(NUMBERS, NUMBERS + 1, (SCORES, SCORES), NO_LABELS) == set()


def test_a_difference_that_chance_explains_is_no_drift() -> None:
    """Many features and few rows: some distance is always as large as the one that counts."""
    many = {f"feature {number}": RANDOM.normal(0, 1, 1_000) for number in range(20)}
    few = pd.DataFrame({name: RANDOM.normal(0, 1, 100) for name in many})
    assert drifting(pd.DataFrame(many), few, (SCORES, SCORES[:100]), NO_LABELS) == set()


def test_categories_are_compared_by_their_shares() -> None:
    before, now = column(np.repeat([0, 1, 2], [900, 50, 50])), column(np.repeat([0, 1, 2], [900, 100, 0]))
    assert drifting(before, now, (SCORES, SCORES), NO_LABELS) == {"column"}


@pytest.mark.parametrize(("labels", "found"), [(49, set()), (50, {"label"})])
def test_few_labels_do_not_drift(labels: int, found: set[str]) -> None:
    assert drifting(NUMBERS, NUMBERS, (SCORES, SCORES), pd.DataFrame({"label": [1.0] * labels})) == found


LABELS = np.arange(1_000) % 2
ANSWERS = np.clip(LABELS * 0.2 + RANDOM.uniform(0, 0.8, 1_000), 0, 1)
NOW = with_intervals("binary", LABELS, ANSWERS)["auc"]


def quality(loss: float, spread: float, labels: np.ndarray = LABELS, answers: np.ndarray = ANSWERS) -> tuple[int, str]:
    """How many findings there are where the baseline was better by so much, and what is said to be few."""
    before = {**NOW, "value": NOW["value"] + loss, "standardDeviation": spread}
    made = subject(NUMBERS, NUMBERS, quality={"auc": before})
    made.labelled = pd.DataFrame({"prediction": answers, "label": labels.astype("float64")})
    made.__dict__["holdout"] = pd.DataFrame({"label": [0.0, 1.0]})
    found, told = model_quality(made, SETTINGS, CHANCE)
    return len(found), told.get("few", "")


def test_a_loss_is_told_if_it_is_surely_beyond_what_is_allowed() -> None:
    assert quality(loss=0.2, spread=0.01) == (1, "")
    assert quality(loss=0.04, spread=0.01) == (0, "")
    # Surely worse, but not surely by more than the 0.05 that are allowed.
    assert quality(loss=0.06, spread=0.01) == (0, "")
    assert quality(loss=-0.2, spread=0.01) == (0, "")


def test_the_metric_of_the_settings_is_judged() -> None:
    every = with_intervals("binary", LABELS, ANSWERS)
    before = {**every, "accuracy": {**every["accuracy"], "value": 1.0, "standardDeviation": 0.01}}
    made = subject(NUMBERS, NUMBERS, quality=before)
    made.labelled = pd.DataFrame({"prediction": ANSWERS, "label": LABELS.astype("float64")})
    made.__dict__["holdout"] = pd.DataFrame({"label": [0.0, 1.0]})
    for metric, found in (("accuracy", ["accuracy"]), ("auc", [])):
        findings, _ = model_quality(made, replace(SETTINGS, metric=metric), CHANCE)
        assert [each.subject for each in findings] == found


def test_the_baselines_own_uncertainty_counts() -> None:
    assert quality(loss=0.2, spread=0.1) == (0, "")


@pytest.mark.parametrize("rarest", [0, 9])
def test_labels_of_a_rare_class_are_few(rarest: int) -> None:
    labels = np.repeat([0, 1], [100 - rarest, rarest])
    few = f"labels of the rarest class are few: {rarest}, and 10 are needed"
    assert quality(0.2, 0.01, labels, ANSWERS[:100]) == (0, few)


def group_changes(before: float, now: float) -> tuple[set[str], set[str]]:
    """Metrics with a finding, and groups that are measured, where so large a share of group 0 is answered well."""

    def table(share: float) -> pd.DataFrame:
        places = np.arange(2_000)
        group = places % 2
        answers = np.where(group == 1, places % 4 < 2, places < share * 2_000)
        return pd.DataFrame({"prediction": answers * 0.9, "label": places % 3 == 0, "male": group, "white": places % 5})

    made = subject(NUMBERS, NUMBERS, protected=["male", "white"], favourable="1")
    made.labelled = table(now).astype("float64")
    made.__dict__["holdout"] = table(before).astype("float64")
    found, told = bias(made, replace(SETTINGS, bias=({"facet": "male", "values": [0]},)), CHANCE)
    return {each.subject for each in found}, {name.split(":")[0] for name in told}


def test_a_group_that_fares_otherwise_is_told_in_both_directions() -> None:
    assert group_changes(0.5, 0.5) == (set(), {"male"})
    better, worse = group_changes(0.3, 0.7)[0], group_changes(0.7, 0.3)[0]
    assert better == worse
    assert "male:DPL" in worse
