"""Labels: reads those that arrived, keeps them for a while, and joins them with what was predicted."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from columns import BINARY, Columns
from groups import named
from settings import Settings
from step import StepError
from store import Store
from window import Window, end_of

STATE = "labels.parquet"

# Columns of the state that are about the label itself.
OWN = {"inference_id", "label", "time", "arrived", "matched", "new"}


@dataclass(frozen=True)
class Labels:
    """Labels that are known, one for each inference id.

    table: inference_id, label, time, the protected columns; `arrived` is the name of the window that read it first,
        `matched` whether a prediction was found, `new` whether this run read it.
    files: keys read in this run. present: keys that are there.
    """

    table: pd.DataFrame
    files: list[str]
    present: set[str]

    @staticmethod
    def none(columns: tuple[str, ...] = ()) -> Labels:
        names = ["inference_id", "label", "time", *columns, "arrived", "matched", "new"]
        return Labels(pd.DataFrame(columns=names).astype({"matched": bool, "new": bool}), [], set())


def read_labels(store: Store, settings: Settings, window: Window, seen: set[str], columns: Columns) -> Labels:
    """Labels of earlier runs and of the files that no run has read.

    Of several labels for one inference id, the last one by its time counts.
    """
    names = ["inference_id", "label", "time", *(each.name for each in columns.protected)]
    prefix = f"raw/ground-truth/{settings.model}/"
    present = [key for key in store.keys(settings.dataBucketName, prefix) if key.endswith((".jsonl", ".csv"))]
    files = [key for key in present if key not in seen]
    state = store.read(settings.artifactBucketName, settings.key("state", STATE))
    tables = [] if state is None else [pd.read_parquet(io.BytesIO(state)).assign(new=False)]
    for key in files:
        table = _read(store.read(settings.dataBucketName, key) or b"", key).reindex(columns=names)
        tables.append(_typed(table, columns).assign(arrived=window.name, matched=False, new=True))
    tables = [table for table in tables if len(table) > 0]
    if not tables:
        return Labels(Labels.none(tuple(names[3:])).table, files, set(present))
    known = pd.concat(tables, ignore_index=True)
    known["matched"] = known.groupby("inference_id")["matched"].transform("any")
    ordered = known.sort_values(["inference_id", "time", "new"], kind="stable")
    return Labels(ordered.drop_duplicates("inference_id", keep="last"), files, set(present))


def _read(content: bytes, key: str) -> pd.DataFrame:
    stream = io.BytesIO(content)
    try:
        table = (
            pd.read_csv(stream, dtype={"inference_id": str})
            if key.endswith(".csv")
            else pd.read_json(stream, lines=True, dtype={"inference_id": str}, convert_dates=False)
        )
        return table.assign(time=pd.to_datetime(table["time"], utc=True, format="ISO8601"))
    except (ValueError, KeyError) as error:
        raise StepError(f"{key} has not the form of labels, although the arrival path let it through") from error


def _typed(table: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """Labels as numbers, classes by their index; protected categories as text. What is no label is missing."""
    if columns.classes and columns.classes != BINARY:
        index = {name: float(number) for number, name in enumerate(columns.classes)}
        labels = _text(table["label"]).map(index).astype("float64")
    else:
        labels = pd.to_numeric(table["label"], errors="coerce").astype("float64")
    texts = {each.name: _text(table[each.name]) for each in columns.protected if each.kind == "category"}
    return table.assign(label=labels, **texts)


def _text(values: pd.Series) -> pd.Series:
    """Values as text, the same for 1 and 1.0."""
    return values.map(lambda value: named(value) if isinstance(value, (int, float)) else str(value), na_action="ignore")


def remember(labels: Labels, settings: Settings, window: Window) -> tuple[pd.DataFrame, int]:
    """The labels to keep for later runs, and how many are given up: nothing was predicted under their ids for as long
    as labels may wait."""
    wait = timedelta(hours=settings.groundTruthWaitHours or 0)
    table = labels.table
    waited = table["arrived"].map(lambda name: end_of(name) + wait <= window.end).astype(bool)
    unknown = int((waited & ~table["matched"]).sum())
    return table[~waited].drop(columns="new"), unknown


def join(rows: Path, version: str, labels: Labels) -> pd.DataFrame:
    """The rows of a table of captured rows that have a label, with `label`, the protected columns and `version`.

    A protected column that is a feature too keeps the value that the model saw.
    """
    known = labels.table.dropna(subset=["label"])
    ids = pq.read_table(rows, columns=["inference_id"]).column(0)
    has_label = pc.is_in(ids, value_set=pa.array(known["inference_id"], type=pa.string()))
    captured = pq.read_table(rows).filter(has_label).to_pandas()
    added = [name for name in known.columns if name not in OWN and name not in captured.columns]
    return captured.merge(known[["inference_id", "label", *added]], on="inference_id").assign(version=version)
