"""Generated files: Preprocess reads every row of a file and moves no cell, or refuses the file in words.

FUZZ_EXAMPLES says how many files of each format are generated. @default 25
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from columns import Columns, Feature
from preprocess import preprocess
from step import StepError
from texts import MISSING, canonical, category_text, date_text, number_text

FUZZ = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "25")),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
PARTS = ("train", "validation", "test")
NAMES = ("id", "label_of_it", "amount", "city", "born")
COLUMNS = Columns("label_of_it", ("amount", Feature("city", "category"), Feature("born", "date")), (), ("id",))

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
WORDS = st.sampled_from(["", " ", "NA", "NULL", "None", "true", "FALSE", "nan", "-0.0", "1e39", "inf", "007", "1,5"])
NUMBERS = st.one_of(st.floats(-1e30, 1e30).map(repr), st.integers(-(10**17), 10**17).map(str), st.just(""))
DAYS = st.one_of(st.dates().map(str), st.just(""), st.just("2026-01-31T12:00:00Z"))
LABELS = st.sampled_from(["0", "1", "1.0"])
# Cells that fit, and now and then one that may not.
ROW = st.tuples(TEXT | WORDS, LABELS, NUMBERS, TEXT | WORDS, DAYS)
DIRTY = st.tuples(TEXT | WORDS, LABELS | TEXT | WORDS, NUMBERS | WORDS, TEXT, DAYS | WORDS)
# Enough of both labels in every part.
BASE = [(f"row {number}", str(number % 2), str(number), "Bern", "1990-01-01") for number in range(48)]


@dataclass(frozen=True)
class Writing:
    """How a file is written."""

    # As RFC 4180 has it, or with every cell in quotes: others leave the end of a line inside of a cell unquoted.
    ends_and_quoting: tuple[str, int]
    mark: bool
    # A row that gets a cell more or loses its last, or none.
    broken: tuple[int, bool] | None


WRITINGS = st.builds(
    Writing,
    ends_and_quoting=st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL)]),
    mark=st.booleans(),
    broken=st.one_of(st.none(), st.none(), st.tuples(st.integers(0, 60), st.booleans())),
)


def expected(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]] | None:
    """What the parts have to hold, in any order; None if the rows do not fit."""
    try:
        return sorted(
            ({"0.0": "0", "1.0": "1"}[canonical(label)], number_text(amount), category_text(city), date_text(born))
            for _, label, amount, city, born in rows
        )
    except (KeyError, ValueError, OverflowError):
        return None


def outcome(folder: Path) -> dict[str, list[tuple[str, ...]]] | None:
    """The rows of each part; None if the files are refused. Any other error is one of the step."""
    try:
        preprocess(folder, folder / "_output", COLUMNS)
    except StepError:
        return None
    found = {}
    for part in PARTS:
        with (folder / "_output" / part / f"{part}.csv").open(encoding="utf-8", newline="") as stream:
            found[part] = [tuple(row) for row in csv.reader(stream)][1:]
    return found


def flat(parts: dict[str, list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    return sorted(row for rows in parts.values() for row in rows)


def text_of(rows: list[tuple[str, ...]], writing: Writing) -> bytes:
    stream = io.StringIO(newline="")
    ends, quoting = writing.ends_and_quoting
    writer = csv.writer(stream, lineterminator=ends, quoting=quoting)
    writer.writerow(NAMES)
    for place, row in enumerate(rows):
        cells = list(row)
        if writing.broken is not None and writing.broken[0] == place:
            cells = [*cells, ""] if writing.broken[1] else cells[:-1]
        writer.writerow(cells)
    return (("\ufeff" if writing.mark else "") + stream.getvalue()).encode()


@FUZZ
@given(rows=st.lists(ROW, max_size=12) | st.lists(ROW | DIRTY, max_size=12), writing=WRITINGS)
def test_a_csv_file_is_read_whole_or_refused(rows: list[tuple[str, ...]], writing: Writing) -> None:
    table = [*BASE, *rows]
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "a.csv").write_bytes(text_of(table, writing))
        found = outcome(Path(made))
    is_broken = writing.broken is not None and writing.broken[0] < len(table)
    wanted = None if is_broken else expected(table)
    assert (None if found is None else flat(found)) == wanted


@FUZZ
@given(rows=st.lists(ROW, max_size=12) | st.lists(ROW | DIRTY, max_size=12))
def test_a_parquet_file_gives_the_same_parts_as_csv(rows: list[tuple[str, ...]]) -> None:
    table = pd.DataFrame([*BASE, *rows], columns=NAMES)
    with tempfile.TemporaryDirectory() as made:
        for name in ("csv", "text", "typed"):
            (Path(made) / name).mkdir()
        table.to_csv(Path(made) / "csv" / "a.csv", index=False, quoting=csv.QUOTE_ALL)
        table.to_parquet(Path(made) / "text" / "a.parquet")
        typed = with_types(table)
        if typed is not None:
            typed.to_parquet(Path(made) / "typed" / "a.parquet")
        found, text = outcome(Path(made) / "csv"), outcome(Path(made) / "text")
        assert found == text
        assert (None if found is None else flat(found)) == expected([*BASE, *rows])
        if typed is not None:
            assert outcome(Path(made) / "typed") == found


def with_types(table: pd.DataFrame) -> pd.DataFrame | None:
    """The same values with numbers as numbers, where all of them are."""
    try:
        amounts = [None if cell.strip() in {"", *MISSING} else float(number_text(cell)) for cell in table["amount"]]
        labels = [float(canonical(cell)) for cell in table["label_of_it"]]
    except (ValueError, OverflowError):
        return None
    return table.assign(amount=pd.array(amounts, dtype="Float64"), label_of_it=labels)
