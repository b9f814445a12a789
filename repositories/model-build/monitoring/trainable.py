"""Joined rows as people and training read them: dates as text, classes by their texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from columns import BINARY, Feature

EPOCH = pd.Timestamp("1970-01-01", tz="UTC")


def as_text(table: pd.DataFrame, features: Sequence[Feature]) -> pd.DataFrame:
    """The table with its dates as ISO text: a day, or a moment with its zone."""
    dates = [each.name for each in features if each.kind == "date" and each.name in table]
    return table.assign(**{name: table[name].map(_iso, na_action="ignore").astype(object) for name in dates})


def _iso(days: float) -> str:
    moment = (EPOCH + pd.Timedelta(seconds=round(days * 86_400, 6))).isoformat()
    return moment[:10] if moment.endswith("T00:00:00+00:00") else moment.replace("+00:00", "Z")


def make_trainable(file: Path, collected: Path) -> None:
    """Rewrites a table of joined rows so that Preprocess takes it, if it has dates or named classes.

    collected: what Collect wrote, with each version's baseline.
    """
    rows = pd.read_parquet(file)
    parts = []
    for version, part in rows.groupby("version", sort=False):
        baseline_file = collected / "versions" / str(version) / "baseline" / "baseline.json"
        if not baseline_file.exists():
            return
        baseline = json.loads(baseline_file.read_text(encoding="utf-8"))
        features = [Feature(name, about.get("column", "number")) for name, about in baseline["features"].items()]
        classes = tuple(baseline.get("classes") or BINARY)
        if baseline["problem"] != "regression" and classes != BINARY:
            part = part.assign(label=part["label"].map(dict(enumerate(classes))))
        parts.append(as_text(part, features))
    table = pd.concat(parts, ignore_index=True)
    if not table.equals(rows):
        table.to_parquet(file, index=False)
