"""What a run is given: the end of its window, and settings.json."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from production import DAY, END, SETTINGS

from settings import Settings, read_settings
from step import StepError
from window import window_of


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("tomorrow", "no time with an offset"),
        ("2026-03-10T06:00:00", "no time with an offset"),
        ("2026-03-10T06:30:00Z", "after the start of the run"),
    ],
)
def test_a_window_that_cannot_be_is_refused(end: str, message: str) -> None:
    with pytest.raises(StepError, match=message):
        window_of(end, "2026-03-10T06:20:00.123Z", 24)


def test_a_window_ends_with_the_hour_in_which_the_run_starts() -> None:
    window = window_of("start", "2026-03-10T06:20:00.123Z", 24)
    assert (window.name, window.start) == ("2026-03-10T06Z", END - DAY)
    assert window_of("2026-03-09T08:45+02:00", "2026-03-10T06:20:00Z", 1).end == END - DAY


def test_settings_that_lack_something_say_what(tmp_path: Path) -> None:
    known = {name: getattr(SETTINGS, name) for name in Settings.__dataclass_fields__}
    document = {**known, "thresholds": vars(SETTINGS.thresholds), "pipelineName": "for others"}
    (tmp_path / "settings.json").write_text(json.dumps(document))
    assert read_settings(tmp_path / "settings.json") == replace(SETTINGS, bias=tuple(document["bias"]))
    del document["region"]
    document |= {"thresholds": {"falseAlarms": 0.1}, "kinds": ["mood"]}
    (tmp_path / "settings.json").write_text(json.dumps(document))
    with pytest.raises(StepError, match=r"region is missing; thresholds\.smallestDrift .*; kinds: mood is unknown;"):
        read_settings(tmp_path / "settings.json")
