"""A minute on one processor, so only `pytest -m slow` runs it. `windows.py` draws the thousand windows of the docs."""

from __future__ import annotations

import pytest
from windows import Population, false_alarms, smallest_shift


@pytest.mark.slow
def test_of_a_hundred_windows_without_a_change_at_most_two_raise_anything() -> None:
    # A baseline each: one that is unlucky raises several windows, so windows of one baseline do not count as many.
    assert false_alarms(windows=100, rows=500, baselines=100, seed=1)["any"] <= 2


@pytest.mark.slow
def test_larger_windows_find_smaller_shifts() -> None:
    population = Population(1)
    few, many = (smallest_shift(population, "obligation_ratio", rows, 40) for rows in (100, 1_000))
    assert 0.1 < many < few < 1
