"""Names of the columns, from columns.json: the single place that has them, for Python and for TypeScript."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from step import StepError

# Beside this file wherever the code lies: in the repository, or as the input `code` of a job.
COLUMNS = Path(__file__).with_name("columns.json")

KEYS = {"label", "features", "protected", "identity"}


@dataclass(frozen=True)
class Columns:
    """Columns of the data.

    label: what the model predicts; 1 or 0, never missing.
    features: what the model sees, in this order; numbers, a missing one is allowed.
    protected: attributes that the model must not see; numbers. Bias is measured with them.
    identity: what tells one row from another and decides into which part it falls. Rows of equal identity stay
        together. Default: the features; then a change of them deals all rows anew, and the model that production
        serves has learnt from rows of the new hold-out.
    """

    label: str
    features: tuple[str, ...]
    protected: tuple[str, ...]
    identity: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.identity:
            object.__setattr__(self, "identity", self.features)

    @property
    def all(self) -> tuple[str, ...]:
        """Every column, in the order of the files that have all of them."""
        return (self.label, *self.features, *self.protected)


def read_columns(file: Path = COLUMNS) -> Columns:
    """The columns that a file such as columns.json names; `identity` may be left out.

    Raises StepError if a key is missing or unknown, a value is no name, a column is for two things, there is no
    feature, or the label is part of the identity.
    """
    document = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or {"identity", *document} != KEYS:
        raise StepError(f"{file.name} must have the keys label, features, protected, may have identity, and no other")
    identity = document.get("identity", [])
    names = [document["label"], *document["features"], *document["protected"]]
    unfit = [repr(name) for name in [*names, *identity] if not isinstance(name, str) or not name.strip()]
    twice = sorted({str(name) for name in names if names.count(name) > 1})
    problems = [
        *([f"these are no names of columns: {', '.join(unfit)}"] if unfit else []),
        *([f"these columns are named more than once: {', '.join(twice)}"] if twice else []),
        *([] if document["features"] else ["there is no feature; name at least one"]),
        *(["the label must not be part of the identity"] if document["label"] in identity else []),
    ]
    if problems:
        raise StepError(f"{file.name}: {'; '.join(problems)}")
    return Columns(document["label"], tuple(document["features"]), tuple(document["protected"]), tuple(identity))
