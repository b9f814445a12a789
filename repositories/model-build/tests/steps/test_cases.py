from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cases import cases
from parts import Part


def hold_out(*labels: tuple[int, int]) -> Part:
    """Rows numbered by their feature, so many of each label, dealt evenly."""
    values = np.concatenate([np.full(count, label) for label, count in labels])
    mixed = np.random.default_rng(5).permutation(values)
    return Part(labels=mixed, features=pd.DataFrame({"row": np.arange(len(mixed), dtype="float64")}))


def numbers(part: Part) -> list[int]:
    return [int(row) for row in part.features["row"]]


@pytest.mark.parametrize("count", [1, 499, 500])
def test_a_small_hold_out_is_taken_whole(count: int) -> None:
    test = hold_out((0, count // 2), (1, count - count // 2))
    chosen = cases(test)
    assert numbers(chosen) == list(range(count))
    assert chosen.labels.tolist() == test.labels.tolist()


@pytest.mark.parametrize(
    ("zeros", "ones", "expected"),
    [
        (300, 201, (299, 201)),
        (10_000, 10_000, (250, 250)),
        (1_000, 9_000, (100, 400)),
        # Fewer than 100 would be its share; and the label that is rarer may be either.
        (99_000, 1_000, (400, 100)),
        (500, 99_500, (100, 400)),
        (5_000, 7, (493, 7)),
        (0, 600, (0, 500)),
    ],
)
def test_500_rows_are_taken_of_more_with_enough_of_the_rarer_label(
    zeros: int, ones: int, expected: tuple[int, int]
) -> None:
    chosen = cases(hold_out((0, zeros), (1, ones)))
    assert (int(np.sum(chosen.labels == 0)), int(np.sum(chosen.labels == 1))) == expected


def test_they_are_rows_of_the_hold_out_in_its_order_each_once_from_everywhere() -> None:
    test = hold_out((0, 30_000), (1, 20_000))
    chosen = cases(test)
    rows = numbers(chosen)
    assert rows == sorted(set(rows))
    assert chosen.labels.tolist() == test.labels[rows].tolist()
    # 50 of each tenth, give or take what chance does to each label.
    assert all(40 <= count <= 60 for count in np.histogram(rows, bins=10, range=(0, 50_000))[0])


def test_they_are_the_same_every_time() -> None:
    assert numbers(cases(hold_out((0, 900), (1, 800)))) == numbers(cases(hold_out((0, 900), (1, 800))))
