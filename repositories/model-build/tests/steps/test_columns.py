from __future__ import annotations

import json
from pathlib import Path

import pytest

from columns import Columns, read_columns
from step import StepError


def write(folder: Path, document: object) -> Path:
    file = folder / "columns.json"
    file.write_text(json.dumps(document))
    return file


def test_reads_label_features_and_protected_attributes(tmp_path: Path) -> None:
    file = write(tmp_path, {"label": "bought", "features": ["age", "income"], "protected": ["group"]})
    columns = read_columns(file)
    assert columns == Columns("bought", ("age", "income"), ("group",), identity=("age", "income"))
    assert columns.all == ("bought", "age", "income", "group")


def test_reads_an_identity_of_any_columns_but_the_label(tmp_path: Path) -> None:
    document = {"label": "bought", "features": ["age"], "protected": ["group"], "identity": ["id", "age"]}
    columns = read_columns(write(tmp_path, document))
    assert columns == Columns("bought", ("age",), ("group",), identity=("id", "age"))
    assert columns.all == ("bought", "age", "group")


def test_allows_no_protected_attribute(tmp_path: Path) -> None:
    assert read_columns(write(tmp_path, {"label": "a", "features": ["b"], "protected": []})).protected == ()


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            {"label": "a", "features": ["b"]},
            "columns.json must have the keys label, features, protected, may have identity, and no other",
        ),
        (
            {"label": "a", "features": ["b"], "protected": [], "key": "c"},
            "columns.json must have the keys label, features, protected, may have identity, and no other",
        ),
        (["a"], "columns.json must have the keys label, features, protected, may have identity, and no other"),
        (
            {"label": "a", "features": ["b", 3, " "], "protected": ["a", "b"]},
            "columns.json: these are no names of columns: 3, ' '; these columns are named more than once: a, b",
        ),
        (
            {"label": "a", "features": ["b"], "protected": [], "identity": ["a", ""]},
            "columns.json: these are no names of columns: ''; the label must not be part of the identity",
        ),
        (
            {"label": "a", "features": [], "protected": ["b"]},
            "columns.json: there is no feature; name at least one",
        ),
    ],
)
def test_refuses(tmp_path: Path, document: object, message: str) -> None:
    with pytest.raises(StepError) as error:
        read_columns(write(tmp_path, document))
    assert str(error.value) == message


def test_the_models_columns_hold_nothing_that_follows_the_decision_or_must_not_count() -> None:
    columns = read_columns()
    assert columns.label == "approved"
    assert len(columns.features) == 27
    assert columns.protected == ("white", "black", "hispanic", "male", "married", "dependents", "older")
