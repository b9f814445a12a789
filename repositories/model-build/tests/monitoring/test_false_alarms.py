"""Ten minutes on one processor, so only `pytest -m slow` runs it."""

from __future__ import annotations

import pytest
from windows import Population, false_alarms, smallest_shift


@pytest.mark.slow
def test_of_a_thousand_windows_without_a_change_fewer_than_ten_raise_anything() -> None:
    assert false_alarms(windows=1_000, rows=500, baselines=100, seed=1)["any"] < 10


@pytest.mark.slow
def test_larger_windows_find_smaller_shifts() -> None:
    population = Population(1)
    few, many = (smallest_shift(population, "obligation_ratio", rows, 100) for rows in (100, 1_000))
    assert 0.1 < many < few < 1
