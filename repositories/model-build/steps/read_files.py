"""Reads files of data in batches, every value as text. A file that does not fit is refused by its name; no row is
passed over, and no cell is moved."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from step import StepError
from texts import moment_text

BATCH_ROWS = 20_000

# A cell that is longer is a quote which is never closed.
csv.field_size_limit(1 << 20)

SUFFIXES = (".csv", ".csv.gz", ".parquet")


class UnreadableError(Exception):
    """A file does not fit; the message says why, without its name."""


@dataclass(frozen=True)
class Batch:
    """Rows of a file.

    first: number of the first row; in CSV that of its line, otherwise from 1.
    columns: cells by column; empty where a value is missing.
    """

    first: int
    rows: int
    columns: dict[str, list[str]]


def find_files(folder: Path) -> list[Path]:
    """Files of data below a folder, ordered by their names. What begins with a dot or an underscore is passed over.

    Raises StepError if there is none, or one of another kind.
    """
    visible = [
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(name.startswith((".", "_")) for name in file.relative_to(folder).parts)
    ]
    others = sorted(file.relative_to(folder).as_posix() for file in visible if not file.name.endswith(SUFFIXES))
    if others:
        named = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        raise StepError(f"these files are neither .csv, .csv.gz nor .parquet: {named}; take them out of the data")
    if not visible:
        raise StepError(
            f"there is no .csv, .csv.gz or .parquet file below {folder}; check that the prefix of the data in "
            "config.yaml exists and that data have arrived"
        )
    return sorted(visible, key=lambda file: file.relative_to(folder).as_posix())


def read_batches(file: Path, wanted: Sequence[str]) -> Iterator[Batch]:
    """The wanted columns of a file, in batches.

    Raises UnreadableError if the file cannot be read, lacks a column, or has a row with more or fewer cells than its
    header.
    """
    return read_parquet(file, wanted) if file.suffix == ".parquet" else read_csv(file, wanted)


def read_csv(file: Path, wanted: Sequence[str]) -> Iterator[Batch]:
    with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as stream:
        reader = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), strict=True)
        try:
            yield from csv_batches(reader, wanted)
        except UnicodeDecodeError as error:
            raise UnreadableError("is not text in UTF-8") from error
        except (csv.Error, EOFError, gzip.BadGzipFile) as error:
            raise UnreadableError(f"cannot be read as CSV near line {reader.line_num}: {error}") from error


def csv_batches(reader: Iterator[list[str]], wanted: Sequence[str]) -> Iterator[Batch]:
    header = next(reader, None)
    if not header:
        raise UnreadableError("is empty, or begins with an empty line: the first line must name the columns")
    places = places_of(header, wanted)
    rows: list[list[str]] = []
    first = line = reader.line_num + 1  # type: ignore[attr-defined]
    for row in reader:
        if row:
            if len(row) != len(header):
                raise UnreadableError(f"has {len(row)} cells in line {line}, its header has {len(header)}")
            rows.append(row)
        line = reader.line_num + 1  # type: ignore[attr-defined]
        if len(rows) == BATCH_ROWS:
            yield batch_of(rows, places, first)
            rows, first = [], line
    if rows:
        yield batch_of(rows, places, first)


def batch_of(rows: list[list[str]], places: dict[str, int], first: int) -> Batch:
    return Batch(first, len(rows), {name: [row[place] for row in rows] for name, place in places.items()})


def places_of(header: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
    """Where the wanted columns stand."""
    twice = sorted({name for name in header if name in wanted and header.count(name) > 1})
    if twice:
        raise UnreadableError(f"names columns twice: {', '.join(twice)}")
    missing = [name for name in wanted if name not in header]
    if not missing:
        return {name: header.index(name) for name in wanted}
    separated = next((f"{mark!r}" for mark in (";", "\t", "|") if len(header) == 1 and mark in header[0]), None)
    if separated:
        raise UnreadableError(f"separates its columns by {separated}; write commas")
    lower = {name.strip().lower(): name for name in header}
    alike = [f"{name} (it has {lower[name.lower()]!r})" if name.lower() in lower else name for name in missing]
    raise UnreadableError(f"lacks the columns {', '.join(alike)}")


def read_parquet(file: Path, wanted: Sequence[str]) -> Iterator[Batch]:
    try:
        with file.open("rb") as stream:
            parquet = pq.ParquetFile(stream)
            places_of(parquet.schema_arrow.names, wanted)
            first = 1
            for batch in parquet.iter_batches(BATCH_ROWS, columns=list(wanted)):
                columns = {name: column_texts(batch.column(name), name) for name in wanted}
                yield Batch(first, batch.num_rows, columns)
                first += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(f"cannot be read as Parquet: {type(error).__name__}") from error


def column_texts(values: pa.Array, name: str) -> list[str]:
    """Values as CSV would have them; empty where one is missing."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        return column_texts(values.dictionary_decode(), name)
    if pa.types.is_null(kind):
        return [""] * len(values)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return [value or "" for value in values.to_pylist()]
    if pa.types.is_boolean(kind):
        return ["" if value is None else str(value).lower() for value in values.to_pylist()]
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return ["" if value is None else str(value) for value in values.to_pylist()]
    if pa.types.is_floating(kind):
        # The shortest text that stands for the number, in its own precision.
        floats = values.to_numpy(zero_copy_only=False)
        return ["" if missing else str(value) for missing, value in zip(np.isnan(floats), floats, strict=True)]
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return moments(values, name)
    raise UnreadableError(f"has the column {name} of type {kind}, which is neither number, text, truth nor moment")


def moments(values: pa.Array, name: str) -> list[str]:
    try:
        if pa.types.is_timestamp(values.type):
            values = values.cast(pa.timestamp("us"), safe=False)
        found = values.to_pylist()
    except (ValueError, OverflowError, pa.ArrowException) as error:
        raise UnreadableError(f"has moments in the column {name} that are before year 1 or after year 9999") from error
    return ["" if value is None else iso(value) for value in found]


def iso(value: object) -> str:
    if isinstance(value, datetime):
        return moment_text(value.replace(tzinfo=UTC).isoformat())
    return str(value)
