"""Checks values against columns.json, and writes each as later steps read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from columns import Columns, Feature
from read_files import Batch
from step import REASON_BYTES
from texts import LARGEST, canonical, category_text, date_text, number_text

READERS: dict[str, Callable[[str], str]] = {"number": number_text, "date": date_text, "category": category_text}

UNFIT = {
    "number": "are no numbers",
    "date": "are neither days nor moments with a zone",
    "category": "hold line breaks or the character 0",
}


@dataclass
class Problems:
    """What is wrong with the data, over all files. A message has names and counts, and never a value."""

    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.texts.append(text)

    def told(self, advice: str) -> str:
        """All in one line that SageMaker keeps as a whole."""
        room = REASON_BYTES - len(advice) - 40
        for count in range(len(self.texts), 0, -1):
            left = len(self.texts) - count
            text = "; ".join(self.texts[:count]) + (f"; and {left} more" if left else "")
            if len(text.encode()) <= room or count == 1:
                break
        return f"{text.encode()[:room].decode(errors='ignore')}; {advice}"


@dataclass
class Count:
    """How many values of a column do not fit, and the row of the first."""

    number: int = 0
    first: int = 0

    def add(self, row: int) -> None:
        self.first = self.first if self.number else row
        self.number += 1


class Checker:
    """Checks the rows of one file."""

    def __init__(self, file: str, columns: Columns, problem: str) -> None:
        self.file = file
        self.label = columns.label
        self.features = (*columns.features, *columns.protected)
        self.identity = sorted(columns.identity)
        self.problem = problem
        self.classes = {canonical(name): str(place) for place, name in enumerate(columns.classes_of(problem))}
        self.counts: dict[tuple[str, str], Count] = {}

    def rows(self, batch: Batch) -> Iterator[tuple[list[str], list[str]]]:
        """Values that tell a row from others, and its cells: the label, the features, the protected attributes."""
        cells = {each.name: self.column(batch, each) for each in self.features}
        labels = self.labels(batch)
        table = [labels, *(cells[each.name] for each in self.features)]
        identity = [cells.get(name, batch.columns[name]) for name in self.identity]
        for place in range(batch.rows):
            yield [column[place] for column in identity], [column[place] for column in table]

    def column(self, batch: Batch, feature: Feature) -> list[str]:
        read = READERS[feature.kind]
        return [
            self.value(read, cell, feature.name, feature.kind, batch.first + place)
            for place, cell in enumerate(batch.columns[feature.name])
        ]

    def labels(self, batch: Batch) -> list[str]:
        found = []
        for place, cell in enumerate(batch.columns[self.label]):
            row = batch.first + place
            if self.problem == "regression":
                label = self.value(number_text, cell, self.label, "number", row)
            else:
                label = self.classes.get(canonical(cell), "") if cell.strip() else ""
            if label == "":
                what = "are missing" if self.problem == "regression" else f"are none of the {len(self.classes)} classes"
                self.count(self.label, what, row)
            found.append(label)
        return found

    def value(self, read: Callable[[str], str], cell: str, name: str, kind: str, row: int) -> str:
        try:
            return read(cell)
        except OverflowError:
            what = f"are beyond {LARGEST:.4g}" if kind == "number" else UNFIT[kind]
        except ValueError:
            what = UNFIT[kind]
        self.count(name, what, row)
        # It is counted once, and stands for itself until the end.
        return "0" if kind == "number" else "1970-01-01"

    def count(self, name: str, what: str, row: int) -> None:
        self.counts.setdefault((name, what), Count()).add(row)

    def problems(self) -> list[str]:
        return [
            f"{self.file}: {count.number} values of {name} {what}, the first in row {count.first}"
            for (name, what), count in self.counts.items()
        ]
