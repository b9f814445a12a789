"""What is chance and what is not, where a column has many values that occur once."""

from __future__ import annotations

import numpy as np
import pytest

from compare import never_known


def column(once: int, zeros: int = 1_600) -> np.ndarray:
    """A column that is 0 but for values that occur once each."""
    return np.concatenate([np.zeros(zeros), np.arange(1, once + 1)])


def test_new_values_of_a_sparse_number_are_no_new_categories() -> None:
    assert never_known(column(once=15), window=500, new=9) > 0.01


def test_new_categories_of_a_column_with_few_are_told() -> None:
    assert never_known(column(once=0), window=500, new=15) < 1e-6


@pytest.mark.parametrize("once", [0, 5, 15])
def test_fewer_new_rows_are_likelier(once: int) -> None:
    chances = [never_known(column(once), window=500, new=new) for new in (1, 5, 20, 100)]
    assert chances == sorted(chances, reverse=True)
