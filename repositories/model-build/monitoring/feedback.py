"""Rows that got their labels: those of the window, and of earlier windows whose rows waited for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pandas as pd

from ground_truth import Labels, join
from settings import Settings
from store import Store, download
from window import Window, end_of


@dataclass
class Feedback:
    """rows: rows with a label. versions: those that answered them.
    changed: names of windows with a label that this run read: their joined rows are written anew.
    expired: keys of tables whose rows waited long enough.
    """

    rows: int = 0
    versions: set[str] = field(default_factory=set)
    changed: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)


def pending_key(settings: Settings, window: str, version: str, execution: str) -> str:
    """Key in the artifact bucket of the rows of a version that a run counted; they wait as long as labels may take."""
    return settings.key("state", "pending", window, version, f"{execution}.parquet")


def join_labels(
    store: Store, settings: Settings, window: Window, labels: Labels, tables: dict[str, Path], output: Path
) -> Feedback:
    """Writes `<window>.parquet` below the output for each window with labelled rows, and notes in `labels` which ones
    found their rows.

    tables: captured rows of this window, by version.
    """
    feedback = Feedback()
    by_window = _pending(store, settings, window, feedback, output)
    by_window[window.name] = [*by_window.get(window.name, []), *tables.items()]
    news = set(labels.table.loc[labels.table["new"], "inference_id"])
    for name, parts in sorted(by_window.items()):
        joined = [rows for version, file in parts if len(rows := join(file, version, labels)) > 0]
        if not joined:
            continue
        rows = pd.concat(joined, ignore_index=True)
        output.mkdir(parents=True, exist_ok=True)
        rows.to_parquet(output / f"{name}.parquet", index=False)
        labels.table["matched"] |= labels.table["inference_id"].isin(rows["inference_id"])
        feedback.rows += len(rows)
        feedback.versions |= set(rows["version"])
        if rows["inference_id"].isin(news).any() or name == window.name:
            feedback.changed.append(name)
    return feedback


def _pending(
    store: Store, settings: Settings, window: Window, feedback: Feedback, output: Path
) -> dict[str, list[tuple[str, Path]]]:
    """Downloads the tables that still wait, by the name of their window."""
    wait = timedelta(hours=settings.groundTruthWaitHours or 0)
    prefix = settings.key("state", "pending", "")
    waiting: dict[str, list[tuple[str, Path]]] = {}
    for key in store.keys(settings.artifactBucketName, prefix):
        name, version, file = key[len(prefix) :].split("/")
        if end_of(name) + wait < window.end:
            feedback.expired.append(key)
        else:
            # Beside the output: Judge needs the joined rows only.
            local = output.parent.parent / "pending" / name / version / file
            download(store, f"s3://{settings.artifactBucketName}/{key}", local)
            waiting.setdefault(name, []).append((version, local))
    return waiting
