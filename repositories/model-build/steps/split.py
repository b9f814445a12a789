"""Deals rows to the parts of the data, each row to the same part for ever, with little memory."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, TextIO

from texts import canonical

# Where the share of rows that belongs to a part ends, in this order: 60 % train, 20 % validate, 20 % are held out.
BOUNDS = {"train": 0.6, "validation": 0.8, "test": 1.0}

# Digits of a row's hash that name its bucket. A bucket is sorted in memory: with 10 GB of data it has 40 MB.
BUCKET_DIGITS = 2


def digest(identity: Sequence[str]) -> str:
    """A hash of a row's own values, given in the order of their columns' names, as hexadecimal digits."""
    return hashlib.sha256("\0".join(map(canonical, identity)).encode()).hexdigest()


def part_of(row_digest: str) -> str:
    """The part that a row belongs to.

    A row's identity decides, not its label: no later model has seen the hold-out of an earlier one, so both can be
    compared on it; a row whose label is corrected stays; rows of equal identity are never on both sides.
    """
    place = int(row_digest[:12], 16) / 2**48
    return next(part for part, end in BOUNDS.items() if place < end)


class Buckets:
    """Rows on the disk, until all of them are known and can be put in the order of their hashes.

    folder: an empty one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, TextIO] = {}
        self.writers: dict[str, Any] = {}

    def add(self, row_digest: str, cells: Sequence[str]) -> None:
        name = row_digest[:BUCKET_DIGITS]
        if name not in self.writers:
            self.files[name] = (self.folder / name).open("w", encoding="utf-8", newline="")
            self.writers[name] = csv.writer(self.files[name])
        self.writers[name].writerow([row_digest, *cells])

    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """Part and cells of each row, in the order of the hashes, so that the files' order does not matter."""
        for stream in self.files.values():
            stream.close()
        for name in sorted(self.files):
            with (self.folder / name).open(encoding="utf-8", newline="") as stream:
                found = sorted(csv.reader(stream), key=itemgetter(0))
            (self.folder / name).unlink()
            for row_digest, *cells in found:
                yield part_of(row_digest), cells
