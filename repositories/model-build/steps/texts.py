"""Values of data as text: the same text for the same value, from whichever format of file it comes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII | re.IGNORECASE
)
TRUTHS = {"true": "1", "false": "0"}

# What files write where a number or a day is not known, besides nothing. Elsewhere these are text like any other.
MISSING = {"NA", "N/A", "NaN", "nan", "NULL", "null", "None"}

# The largest number of 32 bits, which frameworks compute with.
LARGEST = 3.4028234663852886e38

# Every whole number of so many digits is one number of 64 bits, and no other.
EXACT_DIGITS = 15


def number_text(cell: str) -> str:
    """A number as it is written to the parts: without a point where it is whole; empty where it is missing.

    Raises ValueError if the cell is no number, OverflowError if it is too large.
    """
    text = cell.strip()
    if not text or text in MISSING:
        return ""
    text = TRUTHS.get(text.lower(), text)
    if not NUMBER.fullmatch(text):
        raise ValueError(cell)
    value = float(text) + 0.0  # -0.0 becomes 0.0
    if abs(value) > LARGEST:
        raise OverflowError(cell)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def category_text(cell: str) -> str:
    """Text as it is written to the parts.

    Raises ValueError if it holds a line break, at which batches are cut into requests, or the character 0, at which
    some readers of CSV end.
    """
    if any(character in cell for character in "\n\r\0"):
        raise ValueError(cell)
    return cell


def date_text(cell: str) -> str:
    """A day, or a moment in UTC, as it is written to the parts; empty where it is missing.

    Raises ValueError if the cell is neither.
    """
    text = cell.strip()
    return "" if not text or text in MISSING else moment_text(text)


def moment_text(text: str) -> str:
    """A moment in UTC, as the day alone where it is midnight. What has no zone is in UTC.

    Raises ValueError if the text is no moment.
    """
    if not MOMENT.fullmatch(text):
        raise ValueError(text)
    moment = datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    day = f"{moment.year:04}-{moment:%m-%d}"
    if (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0):
        return day
    fraction = f".{moment.microsecond:06}".rstrip("0") if moment.microsecond else ""
    return f"{day}T{moment:%H:%M:%S}{fraction}Z"


def canonical(cell: str) -> str:
    """A cell as it counts for the identity of a row: the same for 1, 1.0 and true; for a day and its midnight.

    Digits that a number of 64 bits does not hold are text.
    """
    text = cell.strip()
    text = TRUTHS.get(text.lower(), text)
    if NUMBER.fullmatch(text):
        digits = text.lstrip("+-")
        if digits.isdigit() and len(digits.lstrip("0")) > EXACT_DIGITS:
            return text.lstrip("+")
        return repr(float(text) + 0.0)
    try:
        return moment_text(text)
    except (ValueError, OverflowError):
        return cell
