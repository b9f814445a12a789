from __future__ import annotations

import hashlib
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from columns import Columns
from split import canonical, digests, split


@pytest.mark.parametrize("value", [7, 7.0, "7", "007", np.int64(7), np.float32(7), Decimal(7)])
def test_a_number_is_the_same_in_every_type(value: object) -> None:
    assert canonical(value) == "7.0"


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (float("nan"), ""), (pd.NA, ""), (-0.0, "0.0"), ("a 7", "a 7"), (True, "1.0")]
)
def test_other_values_as_text(value: object, text: str) -> None:
    assert canonical(value) == text


def test_a_hash_keeps_the_columns_apart_and_takes_them_by_name() -> None:
    rows = pd.DataFrame({"b": ["x", "1.0x"], "a": [1, None]})
    assert digests(rows) == [hashlib.sha256(text).digest() for text in (b"1.0\0x", b"\x001.0x")]


def test_no_change_of_the_code_moves_a_row() -> None:
    """Otherwise the model that production serves has learnt from rows that a new model is measured with."""
    rows = pd.DataFrame({"bought": [0, 1] * 12, "age": range(24)})
    parts = split(rows, Columns("bought", ("age",), ()))
    assert {part: table["age"].tolist() for part, table in parts.items()} == {
        "train": [7, 17, 18, 11, 20, 14, 12, 8, 6, 0],
        "validation": [5, 3, 9, 13, 23, 15, 22],
        "test": [1, 2, 19, 16, 21, 10, 4],
    }
