from __future__ import annotations

import json
from pathlib import Path

import pytest

from columns import Columns, Feature, read_columns
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


@pytest.mark.parametrize("more", [{}, {"protected": []}])
def test_allows_no_protected_attribute(tmp_path: Path, more: dict[str, object]) -> None:
    assert read_columns(write(tmp_path, {"label": "a", "features": ["b"], **more})).protected == ()


def test_reads_kinds_and_classes(tmp_path: Path) -> None:
    document = {
        "label": {"name": "label", "classes": ["no", "yes"]},
        "features": ["age", {"name": "city", "kind": "category"}, {"name": "opened", "kind": "date"}],
        "protected": [{"name": "sex", "kind": "category"}],
    }
    columns = read_columns(write(tmp_path, document))
    assert columns.features == (Feature("age"), Feature("city", "category"), Feature("opened", "date"))
    assert columns.protected == (Feature("sex", "category"),)
    assert columns.classes_of("binary") == ("no", "yes")


def test_refuses_what_is_no_json(tmp_path: Path) -> None:
    (tmp_path / "columns.json").write_text('{"label": ')
    with pytest.raises(StepError, match=r"^columns\.json is no JSON: "):
        read_columns(tmp_path / "columns.json")


@pytest.mark.parametrize("name", ["prediction", "probability", "label", "inference_id", "time", "version", "arrived"])
def test_refuses_names_that_the_steps_need(tmp_path: Path, name: str) -> None:
    for document in ({"label": "a", "features": [name]}, {"label": "a", "features": ["b"], "protected": [name]}):
        with pytest.raises(StepError, match=f"kept for columns of the steps: {name};"):
            read_columns(write(tmp_path, document))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            {"label": "a", "protected": []},
            "columns.json: must have the keys label and features, may have protected and identity, and no other",
        ),
        (
            {"label": "a", "features": ["b"], "protected": [], "key": "c"},
            "columns.json: must have the keys label and features, may have protected and identity, and no other",
        ),
        (["a"], "columns.json: must have the keys label and features, may have protected and identity, and no other"),
        (
            {"label": "a", "features": ["b", 3, " "], "protected": ["a", "b"]},
            "columns.json: these are no names of columns: 3, ' '",
        ),
        (
            {"label": "a", "features": ["b", "2nd", "b"], "protected": ["a"], "identity": ["a", "c d"]},
            "columns.json: names have letters, digits and underscores, at most 63, and begin with no digit; not so "
            "'2nd'; these columns are named more than once: a, b; the label must not be part of the identity",
        ),
        (
            {"label": {"name": "a", "classes": ["1", "1.0"]}, "features": ["b"]},
            "columns.json: classes must differ from each other",
        ),
        (
            {"label": "a", "features": [{"name": "b", "kind": "text"}]},
            "columns.json: features: an entry must be a name, or have name and kind, one of number, category, date",
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
