"""What is remembered of files that were counted, and for how long."""

from __future__ import annotations

from datetime import timedelta

from production import DAY, END

from ledger import Ledger
from window import Window, name_of

WINDOW = Window(END - DAY, END)


def test_files_are_remembered_as_long_as_somebody_looks_for_them() -> None:
    files = {f"{days} days": name_of(END - days * DAY) for days in (1, 8, 9)}
    after = Ledger(files=files).after(WINDOW, ["new"], [], set())
    assert after.files == {"1 days": files["1 days"], "8 days": files["8 days"], "new": WINDOW.name}


def test_files_of_labels_are_remembered_while_they_are_there() -> None:
    after = Ledger(labels={"old": "2026-01-01T06Z", "gone": "2026-01-01T06Z"}).after(
        WINDOW, [], ["new"], {"old", "new"}
    )
    assert after.labels == {"old": "2026-01-01T06Z", "new": WINDOW.name}


def test_a_run_of_an_older_window_does_not_take_back_what_was_counted() -> None:
    earlier = Window(END - 2 * DAY, END - DAY)
    assert Ledger(counted_until=END).after(earlier, [], [], set()).counted_until == END
    assert Ledger(counted_until=END).after(Window(END, END + DAY), [], [], set()).counted_until == END + DAY


def test_a_window_without_rows_does_not_make_forget_that_there_were_some() -> None:
    ledger = Ledger().after(WINDOW, ["file"], [], set())
    assert ledger.after(WINDOW, [], [], set()).has_captured
    assert not Ledger().after(WINDOW, [], [], set()).has_captured


def test_files_are_looked_for_from_a_day_before_the_last_window_and_seven_days_at_most() -> None:
    assert Ledger().search_from(WINDOW) == WINDOW.start
    assert Ledger(counted_until=END - DAY).search_from(WINDOW) == END - 2 * DAY
    assert Ledger(counted_until=END - 3 * DAY).search_from(WINDOW) == END - 4 * DAY
    assert Ledger(counted_until=END - 30 * DAY).search_from(WINDOW) == END - timedelta(days=7)
