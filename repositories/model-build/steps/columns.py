"""Names and kinds of the columns, from columns.json: the single place that has them, for Python and for TypeScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from step import StepError
from texts import canonical

# Beside this file wherever the code lies: in the repository, or as the input `code` of a job.
COLUMNS = Path(__file__).with_name("columns.json")

KEYS = {"label", "features", "protected", "identity"}
KINDS = ("number", "category", "date")
NAME = re.compile(r"[A-Za-z_]\w{0,62}", re.ASCII)

# What tables of the steps and of monitors have of their own.
RESERVED = {"prediction", "probability", "label", "inference_id", "time", "version", "arrived"}
RESERVED_BEGINNINGS = ("prediction_", "probability_")

# Of a binary problem whose columns name no classes; also how true and false are written.
BINARY = ("0", "1")


@dataclass(frozen=True)
class Feature:
    """A column with its kind: number, category or date."""

    name: str
    kind: str = "number"


def _feature(entry: Any) -> Feature:
    return entry if isinstance(entry, Feature) else Feature(**entry) if isinstance(entry, dict) else Feature(entry)


@dataclass(frozen=True)
class Columns:
    """Columns of the data.

    label: what the model predicts, never missing.
    features: what the model sees, in this order; a missing one is allowed.
    protected: attributes that the model must not see. Bias is measured with them.
    identity: what tells one row from another and decides into which part it falls. Rows of equal identity stay
        together. Default: the features.
    classes: texts of the label, in order. favourable: what people hope for, where bias is measured.
    """

    label: str
    features: tuple[Feature, ...]
    protected: tuple[Feature, ...] = ()
    identity: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    favourable: Any = None

    def __post_init__(self) -> None:
        for name in ("features", "protected"):
            object.__setattr__(self, name, tuple(map(_feature, getattr(self, name))))
        if not self.identity:
            object.__setattr__(self, "identity", tuple(feature.name for feature in self.features))

    @property
    def all(self) -> tuple[str, ...]:
        """Every column, in the order of the files that have all of them."""
        return (self.label, *(each.name for each in (*self.features, *self.protected)))

    def classes_of(self, problem: str) -> tuple[str, ...]:
        """Raises StepError if the classes do not fit the problem."""
        if problem == "regression":
            if self.classes:
                raise StepError("columns.json: the label of a regression has no classes")
            return ()
        classes = self.classes or (BINARY if problem == "binary" else ())
        if problem == "binary" and len(classes) != 2:
            raise StepError("columns.json: the label of a binary problem has two classes")
        if problem == "multiclass" and not 3 <= len(classes) <= 1000:
            raise StepError("columns.json: the label of a multiclass problem names 3 to 1000 classes")
        return classes


def read_columns(file: Path = COLUMNS) -> Columns:
    """The columns that a file such as columns.json names.

    Raises StepError with everything that is wrong with the file.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        raise StepError(f"{file.name} is no JSON: {error}") from error
    problems = list(_form_problems(document))
    if not problems:
        label = document["label"] if isinstance(document["label"], dict) else {"name": document["label"]}
        columns = Columns(
            label["name"],
            tuple(document["features"]),
            tuple(document.get("protected", ())),
            tuple(document.get("identity", ())),
            tuple(label.get("classes", ())),
            label.get("favourable"),
        )
        problems = list(_name_problems(columns))
    if problems:
        raise StepError(f"{file.name}: {'; '.join(problems)}")
    return columns


def _form_problems(document: Any) -> Iterator[str]:
    if not isinstance(document, dict) or not {"label", "features"} <= set(document) <= KEYS:
        yield "must have the keys label and features, may have protected and identity, and no other"
        return
    label = document["label"]
    if not isinstance(label, str) and not (
        isinstance(label, dict) and "name" in label and set(label) <= {"name", "classes", "favourable"}
    ):
        yield "label must be a name, or have name and may have classes and favourable"
        return
    named = [label if isinstance(label, str) else label["name"]]
    for key in ("features", "protected", "identity"):
        entries = document.get(key, [])
        if not isinstance(entries, list):
            yield f"{key} must be a list"
            return
        for entry in entries:
            if isinstance(entry, dict) and key != "identity":
                if not {"name"} <= set(entry) <= {"name", "kind"} or entry.get("kind", "number") not in KINDS:
                    yield f"{key}: an entry must be a name, or have name and kind, one of {', '.join(KINDS)}"
                named.append(entry.get("name"))
            else:
                named.append(entry)
    # A column of the identity is only looked up, so it may be called as it likes.
    unfit = [repr(name) for name in named if not isinstance(name, str) or not name.strip()]
    if unfit:
        yield f"these are no names of columns: {', '.join(unfit)}"
    if not document["features"]:
        yield "there is no feature; name at least one"
    classes = label.get("classes", []) if isinstance(label, dict) else []
    if not isinstance(classes, list) or not all(isinstance(each, str) and each for each in classes):
        yield "classes must be a list of texts"
    elif len({canonical(each) for each in classes}) < len(classes):
        yield "classes must differ from each other"


def _name_problems(columns: Columns) -> Iterator[str]:
    names = list(columns.all)
    unfit = [repr(name) for name in names if not NAME.fullmatch(name)]
    if unfit:
        rule = "names have letters, digits and underscores, at most 63, and begin with no digit"
        yield f"{rule}; not so {', '.join(unfit)}"
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        yield f"these columns are named more than once: {', '.join(twice)}"
    kept = [name for name in names if _is_reserved(name) and (name, name) != (columns.label, "label")]
    if kept:
        yield f"these names are kept for columns of the steps: {', '.join(kept)}; name the columns otherwise"
    if columns.label in columns.identity:
        yield "the label must not be part of the identity"


def _is_reserved(name: str) -> bool:
    return name in RESERVED or name.startswith(RESERVED_BEGINNINGS)
