"""What a version is judged by: its baseline and its model, fetched beside its rows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from columns import Columns, Feature
from settings import Settings
from store import Store, download, download_folder

ROWS = "rows.parquet"
NO_BASELINE = "it was built before there were monitors, so it has no baseline; build a new version"


@dataclass
class AnsweringVersion:
    """A version that answered in the window, or earlier and got labels now.

    folder: where its files lie. problem: why it cannot be judged.
    kind: binary, multiclass or regression. width: how many numbers it answers with for a row.
    rows, bad: rows of the window, and records that were set aside, by reason.
    """

    number: str
    folder: Path
    columns: Columns
    problem: str | None = None
    kind: str = "binary"
    width: int = 1
    rows: int = 0
    bad: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "bad": self.bad, "problem": self.problem}


def fetch_version(store: Store, settings: Settings, number: str, output: Path, columns: Columns) -> AnsweringVersion:
    """Fetches a version's files from where the registry says they lie.

    columns: of a version without a baseline; otherwise the baseline has those of its own build.

    Raises StepError if the registry or a file is not there.
    """
    folder = output / "versions" / number
    found = store.version(settings.version_arn(number))
    folder.mkdir(parents=True, exist_ok=True)
    if found.baseline is None:
        return AnsweringVersion(number, folder, columns, NO_BASELINE)
    download_folder(store, found.baseline, folder / "baseline")
    download(store, found.model, folder / "model.tar.gz")
    for name, uri in found.constraints.items() if settings.engine == "sagemaker" else ():
        download(store, uri, folder / "constraints" / name)
    baseline = json.loads((folder / "baseline" / "baseline.json").read_text(encoding="utf-8"))
    # A baseline of an older build has no kinds: all its columns are numbers.
    features = tuple(Feature(name, about.get("column", "number")) for name, about in baseline["features"].items())
    classes = tuple(baseline.get("classes", ()))
    own = Columns(baseline["label"], features, tuple(baseline["protected"]), classes=classes)
    kind = baseline["problem"]
    return AnsweringVersion(number, folder, own, kind=kind, width=len(classes) if kind == "multiclass" else 1)
