from __future__ import annotations

import numpy as np
import pytest

from cases import cases


def hold_out(*counts: int) -> np.ndarray:
    """Labels of rows, so many of each class, dealt evenly."""
    return np.random.default_rng(5).permutation(np.repeat(np.arange(len(counts)), counts))


@pytest.mark.parametrize("count", [1, 499, 500])
def test_a_small_hold_out_is_taken_whole(count: int) -> None:
    assert cases(hold_out(count // 2, count - count // 2), "binary").tolist() == list(range(count))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((300, 201), (299, 201)),
        ((10_000, 10_000), (250, 250)),
        ((1_000, 9_000), (100, 400)),
        # Fewer than 100 would be its share; and the class that is rarer may be either.
        ((99_000, 1_000), (400, 100)),
        ((500, 99_500), (100, 400)),
        ((5_000, 7), (493, 7)),
        ((0, 600), (0, 500)),
        ((9_000, 500, 500), (300, 100, 100)),
        ((9_000, 500, 3), (397, 100, 3)),
    ],
)
def test_500_rows_are_taken_of_more_with_enough_of_the_rare_classes(
    counts: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    labels = hold_out(*counts)
    chosen = cases(labels, "binary" if len(counts) == 2 else "multiclass")
    assert tuple(np.bincount(labels[chosen], minlength=len(counts))) == expected


def test_a_thousand_classes_fill_500_cases() -> None:
    assert len(cases(hold_out(*[3] * 1000), "multiclass")) == 500


def test_they_are_in_the_order_of_the_hold_out_each_once_from_everywhere() -> None:
    rows = cases(hold_out(30_000, 20_000), "binary").tolist()
    assert rows == sorted(set(rows))
    # 50 of each tenth, give or take what chance does to each class.
    assert all(40 <= count <= 60 for count in np.histogram(rows, bins=10, range=(0, 50_000))[0])
    assert rows == cases(hold_out(30_000, 20_000), "binary").tolist()


def test_of_numbers_every_hundredth_row_is_taken() -> None:
    assert cases(np.random.default_rng(1).normal(size=50_000), "regression").tolist() == list(range(0, 50_000, 100))
