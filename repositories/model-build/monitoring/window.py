"""The hours that a run judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from step import StepError

# What people give in place of an end: the run's start.
START = "start"


@dataclass(frozen=True)
class Window:
    """From `start` to before `end`; both are whole hours, UTC."""

    start: datetime
    end: datetime

    @property
    def name(self) -> str:
        return name_of(self.end)


def window_of(end: str, started: str, hours: int) -> Window:
    """The window that ends at `end`, an ISO 8601 time with offset, or at the run's start; rounded down to the hour.

    Raises StepError if the end is no such time, or has not come yet.
    """
    begun = parse_time(started)
    chosen = begun if end == START else parse_time(end)
    if chosen > begun:
        raise StepError(f"the window ends at {end}, after the start of the run; choose an end that has passed")
    whole = chosen.replace(minute=0, second=0, microsecond=0)
    return Window(whole - timedelta(hours=hours), whole)


def parse_time(text: str) -> datetime:
    """Raises StepError if a text is no ISO 8601 time with an offset."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        parsed = datetime.min
    if parsed.tzinfo is None:
        raise StepError(f"{text!r} is no time with an offset, such as 2026-01-31T06:00:00Z")
    return parsed.astimezone(UTC)


def name_of(end: datetime) -> str:
    """Name of the window with this end, as it stands in keys: 2026-01-31T06Z."""
    return end.strftime("%Y-%m-%dT%HZ")


def end_of(name: str) -> datetime:
    """The end of the window of a name."""
    return datetime.strptime(name, "%Y-%m-%dT%HZ").replace(tzinfo=UTC)


def days(start: datetime, end: datetime) -> Iterator[str]:
    """The days that a time touches, as in keys of captured files: 2026/01/31."""
    day = start.replace(hour=0)
    while day < end:
        yield day.strftime("%Y/%m/%d")
        day += timedelta(days=1)
