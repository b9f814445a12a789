"""The typed table of what one version was asked and answered."""

from __future__ import annotations

from array import array
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from payloads import UnreadableError

# So many rows are kept in memory, then written.
ROWS_AT_ONCE = 50_000

# How many reasons of bad records are told apart: a broken client may have a new one each time.
MOST_REASONS = 20


class CapturedRows:
    """Writes rows of one version to a Parquet file: `inference_id`, `time`, `prediction`, and the features.

    rows, bad: how many rows were written, and how many records were set aside, by reason.
    """

    def __init__(self, file: Path, features: tuple[str, ...]) -> None:
        self.features = features
        self.rows = 0
        self.bad: Counter[str] = Counter()
        self._schema = pa.schema(
            [
                ("inference_id", pa.string()),
                ("time", pa.timestamp("ms", tz="UTC")),
                *((name, pa.float64()) for name in ("prediction", *features)),
            ]
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._clear()

    def add(self, identity: str, time: int, rows: list[list[float]], answers: list[float]) -> None:
        """Adds the rows of one request.

        identity: the inference id; where a request has several rows, `<id>/<number of the row, from 0>` is each row's.
        time: milliseconds since 1970, UTC.
        """
        many = len(rows) > 1
        for number, row in enumerate(rows):
            self._ids.append(f"{identity}/{number}" if many else identity)
            self._times.append(time)
            self._values.extend(row)
        self._answers.extend(answers)
        if len(self._ids) >= ROWS_AT_ONCE:
            self._write()

    def set_aside(self, reason: UnreadableError) -> None:
        """Counts a record that cannot be used."""
        text = str(reason)
        self.bad[text if text in self.bad or len(self.bad) < MOST_REASONS else "another reason"] += 1

    def close(self) -> None:
        self._write()
        self._writer.close()

    def _clear(self) -> None:
        self._ids: list[str] = []
        self._times = array("q")
        self._answers = array("d")
        self._values = array("d")

    def _write(self) -> None:
        if not self._ids:
            return
        matrix = np.frombuffer(self._values).reshape(len(self._ids), len(self.features))
        columns = [
            pa.array(self._ids),
            pa.array(np.frombuffer(self._times, dtype="int64").view("datetime64[ms]"), self._schema.field("time").type),
            pa.array(np.frombuffer(self._answers)),
            *(pa.array(np.ascontiguousarray(matrix[:, index])) for index in range(len(self.features))),
        ]
        self._writer.write_table(pa.table(columns, schema=self._schema))
        self.rows += len(self._ids)
        self._clear()
