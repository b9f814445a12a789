"""Curates a data bucket in a folder, in one Spark session, and tells in JSON what became of it.

Arguments: FOLDER. The folder's rows.json may say how many rows each file had when it arrived. Prints one line: failed,
and the rows of each day, each value as text.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timezone
from pathlib import Path

from conftest import LocalLake, start_spark

import curate

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def plain(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        delta = value.replace(tzinfo=timezone.utc) - EPOCH
        return str((delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds)
    return repr(value) if isinstance(value, float) else str(value)


def main(folder: str) -> None:
    import pyarrow.parquet as parquet

    lake = LocalLake(Path(folder))
    counts = Path(folder) / "rows.json"
    if counts.exists():
        lake.counts = json.loads(counts.read_text())
    failed = ""
    try:
        curate.curate(start_spark(), lake, "v1")
    except RuntimeError as error:
        failed = str(error)
    days = {}
    for key in lake.list(curate.CURATED):
        if key.endswith(curate.ROWS):
            # Read by another library than the one that wrote it.
            table = parquet.ParquetFile(Path(folder) / key).read()
            columns = [[plain(value) for value in column.to_pylist()] for column in table.columns]
            days[key] = [list(row) for row in zip(*columns, strict=True)]
    print(json.dumps({"failed": failed, "days": days}))


if __name__ == "__main__":
    main(sys.argv[1])
