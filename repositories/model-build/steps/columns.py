"""Names and kinds of the columns, from columns.json: the single place that has them, for Python and for TypeScript."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from step import StepError

# Beside this file wherever the code lies: in the repository, or as the input `code` of a job.
COLUMNS = Path(__file__).with_name("columns.json")

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

    Raises StepError if it has not the form.
    """
    document = json.loads(file.read_text(encoding="utf-8"))
    label: Mapping[str, Any] = {"name": document["label"]} if isinstance(document["label"], str) else document["label"]
    return Columns(
        label["name"],
        tuple(document["features"]),
        tuple(document.get("protected", ())),
        tuple(document.get("identity", ())),
        tuple(label.get("classes", ())),
        label.get("favourable"),
    )
