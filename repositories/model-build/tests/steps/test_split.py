from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from split import Buckets, digest, part_of
from texts import canonical


@pytest.mark.parametrize("cell", ["7", "7.0", "007", " 7", "+7", "7e0", "0.7e1"])
def test_a_number_is_the_same_however_it_is_written(cell: str) -> None:
    assert canonical(cell) == "7.0"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        *[("", ""), ("-0.0", "0.0"), ("a 7", "a 7"), ("true", "1.0"), ("False", "0.0")],
        # Words of others for a missing value, and what only Python takes for numbers, are text.
        *[(word, word) for word in ("NA", "NULL", "None", "nan", "inf", "1_000", "0x10")],
        # What 64 bits do not hold is text, too.
        *[("12345678901234567890", "12345678901234567890"), ("12345678901234567891", "12345678901234567891")],
        # A moment is the same in every zone, and a day is its midnight.
        *[("2026-01-31", "2026-01-31"), ("2026-01-31T00:00:00Z", "2026-01-31"), ("2026-01-31 00:00:00", "2026-01-31")],
        *[("2026-01-31T13:00:00+01:00", "2026-01-31T12:00:00Z"), ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")],
        *[("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"), ("2026-02-30", "2026-02-30")],
    ],
)
def test_other_values_as_text(cell: str, text: str) -> None:
    assert canonical(cell) == text


def test_a_hash_keeps_the_columns_apart() -> None:
    assert digest(["1", "x"]) == hashlib.sha256(b"1.0\0x").hexdigest()
    assert digest(["", "1.0x"]) == hashlib.sha256(b"\x001.0x").hexdigest()


def test_no_change_of_the_code_moves_a_row(tmp_path: Path) -> None:
    """Otherwise the model that production serves has learnt from rows that a new model is measured with."""
    buckets = Buckets(tmp_path)
    for age in range(24):
        buckets.add(digest([str(age)]), [str(age)])
    found: dict[str, list[int]] = {}
    for part, (age,) in buckets.rows():
        found.setdefault(part, []).append(int(age))
    assert found == {
        "train": [7, 17, 18, 11, 20, 14, 12, 8, 6, 0],
        "validation": [5, 3, 9, 13, 23, 15, 22],
        "test": [1, 2, 19, 16, 21, 10, 4],
    }


@pytest.mark.parametrize(("place", "part"), [(0, "train"), (0.59, "train"), (0.61, "validation"), (0.81, "test")])
def test_the_beginning_of_the_hash_says_which_part(place: float, part: str) -> None:
    assert part_of(f"{int(place * 2**48):012x}" + "0" * 52) == part


def test_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    buckets = Buckets(tmp_path)
    buckets.add(digest(["a"]), ['with "quotes"', "and\nlines", ""])
    assert [cells for _, cells in buckets.rows()] == [['with "quotes"', "and\nlines", ""]]
    assert list(tmp_path.iterdir()) == []
