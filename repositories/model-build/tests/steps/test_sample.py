from __future__ import annotations

from pathlib import Path

import pandas as pd

from columns import read_columns
from mortgage import NAMES, main

SAMPLE_COLUMNS = Path(__file__).parents[2] / "samples" / "columns.json"

# What the data set has and the model must not use: it follows the decision, is part of it, or tells where people live.
LEAKS = {"action", "reject", "typur", "review", "gdlin", "inson", "unver"}
PLACES = {"msa", "suffolk", "min30", "bd", "mi", "vr"}


def test_writes_the_columns_that_the_steps_expect(tmp_path: Path) -> None:
    main(["--output", str(tmp_path / "new" / "folder")])
    assert [file.name for file in (tmp_path / "new" / "folder").iterdir()] == ["applications.csv"]
    rows = pd.read_csv(tmp_path / "new" / "folder" / "applications.csv")
    assert tuple(rows.columns) == read_columns(SAMPLE_COLUMNS).all
    assert len(rows) == 1989
    assert rows["approved"].value_counts().to_dict() == {1: 1745, 0: 244}


def test_writes_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        main(["--output", str(tmp_path / name)])
    one, other = ((tmp_path / name / "applications.csv").read_bytes() for name in ("one", "other"))
    assert one == other


def test_leaves_empty_what_is_not_known(tmp_path: Path) -> None:
    main(["--output", str(tmp_path)])
    rows = pd.read_csv(tmp_path / "applications.csv")
    missing = rows.isna().sum()
    assert missing[missing > 0].to_dict() == {
        "term_months": 4,
        "units": 4,
        "liquid_assets": 9,
        "credit_reports": 9,
        "credit_lines": 1,
        "male": 15,
        "married": 3,
        "dependents": 3,
    }
    assert rows["term_months"].max() == 480
    assert rows["housing_expense_ratio"][0] == 17.63


def test_takes_nothing_that_leaks_the_decision_or_the_place() -> None:
    assert set(NAMES) & (LEAKS | PLACES) == set()
