"""The typed table of what one version was asked and answered."""

from __future__ import annotations

from array import array
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from columns import Feature
from payloads import Cell, UnreadableError

# So many rows are kept in memory, then written.
ROWS_AT_ONCE = 50_000

# How many reasons of bad records are told apart: a broken client may have a new one each time.
MOST_REASONS = 20


def answer_columns(width: int) -> list[str]:
    """Columns of an answer that has several numbers; one number is `prediction` itself."""
    return [f"prediction_{number}" for number in range(width)] if width > 1 else []


class CapturedRows:
    """Writes rows of one version to a Parquet file: `inference_id`, `time`, `prediction`, and the features. Where the
    model answers with a probability for each class, `prediction` is the index of the likeliest, and `prediction_0` and
    so on are the probabilities.

    rows, bad: how many rows were written, and how many records were set aside, by reason.
    """

    def __init__(self, file: Path, features: tuple[Feature, ...], width: int = 1) -> None:
        self.features = features
        self.only_numbers = all(feature.kind == "number" for feature in features)
        self.width = width
        self.rows = 0
        self.bad: Counter[str] = Counter()
        self._texts = [place for place, feature in enumerate(features) if feature.kind == "category"]
        self._numbers = [place for place, feature in enumerate(features) if feature.kind != "category"]
        kinds = [(each.name, pa.string() if each.kind == "category" else pa.float64()) for each in features]
        self._schema = pa.schema(
            [
                ("inference_id", pa.string()),
                ("time", pa.timestamp("ms", tz="UTC")),
                *((name, pa.float64()) for name in ("prediction", *answer_columns(width))),
                *kinds,
            ]
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._clear()

    def add(self, identity: str, time: int, rows: list[list[Cell]], answers: list[float]) -> None:
        """Adds the rows of one request.

        identity: the inference id; where a request has several rows, `<id>/<number of the row, from 0>` is each row's.
        time: milliseconds since 1970, UTC.
        answers: `width` numbers for each row.
        """
        many = len(rows) > 1
        for number, row in enumerate(rows):
            self._ids.append(f"{identity}/{number}" if many else identity)
            self._times.append(time)
            if self._texts:
                self._values.extend(row[place] for place in self._numbers)  # type: ignore[arg-type]
                for column, place in zip(self._categories, self._texts, strict=True):
                    column.append(row[place])
            else:
                self._values.extend(row)  # type: ignore[arg-type]
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
        self._categories: list[list[Cell]] = [[] for _ in self._texts]

    def _write(self) -> None:
        if not self._ids:
            return
        count = len(self._ids)
        matrix = np.frombuffer(self._values).reshape(count, len(self._numbers))
        finite = ~np.isinf(matrix).any(axis=1)
        if not finite.all():
            self.bad["a value is infinite"] += int((~finite).sum())
        matrix = matrix[finite]
        answers = np.frombuffer(self._answers).reshape(count, self.width)[finite]
        chosen = [answers.argmax(axis=1).astype("float64")] if self.width > 1 else []
        times = np.frombuffer(self._times, dtype="int64").view("datetime64[ms]")[finite]
        kept = pa.array(finite)
        features: dict[int, pa.Array] = {
            place: pa.array(np.ascontiguousarray(matrix[:, index])) for index, place in enumerate(self._numbers)
        }
        for place, column in zip(self._texts, self._categories, strict=True):
            features[place] = pa.array(column, pa.string()).filter(kept)
        columns = [
            pa.array(self._ids).filter(kept),
            pa.array(times, self._schema.field("time").type),
            *map(pa.array, [*chosen, *np.ascontiguousarray(answers.T)]),
            *(features[place] for place in range(len(self.features))),
        ]
        self._writer.write_table(pa.table(columns, schema=self._schema))
        self.rows += int(finite.sum())
        self._clear()
