"""Step Preprocess: makes the parts for training, validation and the hold-out of the data, and a report about it.

Reads every .csv, .csv.gz and .parquet file below the input, folders such as arrived=2026-01-31/ included. Columns that
columns.json does not name are passed over, and so are files and folders whose names begin with a dot or an underscore.
Memory does not grow with the data: they are read in batches and sorted in buckets on the disk.

Writes, below the output:
  train/train.csv, validation/validation.csv, test/test.csv: header; the label, as the index of its class or as a
    number, then the features
  test/protected.parquet: the protected attributes of the rows of test.csv, in their order, if there are any
  bias/bias.csv: header; the label, the features and the protected attributes, of those rows for training whose
    protected attributes are all known
  report/data.json: version of the data, rows of each part, number of files read
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from check_rows import Checker, Problems
from columns import Columns, Feature, read_columns
from parts import PROTECTED
from read_files import BATCH_ROWS, UnreadableError, find_files, read_batches
from split import BOUNDS, Buckets, digest, part_of
from step import StepError, run


def data_version(folder: Path, files: list[Path]) -> str:
    """A hash of the files' names and contents, as sha256:<hex>: another file, name or byte makes another version."""
    version = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256")
        version.update(f"{file.relative_to(folder).as_posix()}\0{content.hexdigest()}\n".encode())
    return f"sha256:{version.hexdigest()}"


class Tally:
    """How many rows each part has, and which classes occur in it."""

    def __init__(self) -> None:
        self.rows = dict.fromkeys(BOUNDS, 0)
        self.labels: dict[str, set[str]] = {part: set() for part in BOUNDS}

    def add(self, part: str, label: str, problem: str) -> None:
        self.rows[part] += 1
        if problem != "regression":
            self.labels[part].add(label)

    def check(self, columns: Columns, problem: str) -> None:
        """Raises StepError if a part is too small to train with, or to measure."""
        if problem == "regression":
            short = [f"{part} ({count})" for part, count in self.rows.items() if count < 2]
            needed = "two rows"
        else:
            short = [f"{part} ({self.rows[part]})" for part, labels in self.labels.items() if len(labels) < 2]
            needed = f"two values of {columns.label}"
        if short:
            total = sum(self.rows.values())
            raise StepError(f"too few rows: {total}; these parts do not have {needed}: {', '.join(short)}")
        missing = len(columns.classes_of(problem)) - len(self.labels["train"])
        if missing:
            rows = self.rows["train"]
            raise StepError(f"{missing} classes of {columns.label} do not occur in the {rows} rows to train")


def deal(folder: Path, files: list[Path], columns: Columns, problem: str, buckets: Buckets) -> Tally:
    """Puts the rows of all files into buckets.

    Raises StepError with all problems of all files, or if there are too few rows.
    """
    wanted = list(dict.fromkeys([*columns.all, *columns.identity]))
    problems, tally = Problems(), Tally()
    for file in files:
        name = file.relative_to(folder).as_posix()
        checker = Checker(name, columns, problem)
        try:
            for batch in read_batches(file, wanted):
                for identity, cells in checker.rows(batch):
                    found = digest(identity)
                    buckets.add(found, cells)
                    tally.add(part_of(found), cells[0], problem)
        except UnreadableError as error:
            problems.add(f"{name} {error}")
        for text in checker.problems():
            problems.add(text)
    if problems.texts:
        raise StepError(problems.told("correct the data, or columns.json"))
    tally.check(columns, problem)
    return tally


class Parts:
    """The files of the output, written row by row."""

    def __init__(self, output: Path, columns: Columns, files: ExitStack) -> None:
        self.columns = columns
        self.width = 1 + len(columns.features)
        names = list(columns.all)
        self.writers = {part: self.writer(files, output / part / f"{part}.csv", names[: self.width]) for part in BOUNDS}
        self.bias = self.writer(files, output / "bias" / "bias.csv", names)
        self.protected = ProtectedWriter(output / "test" / PROTECTED, columns.protected)
        self.rows = dict.fromkeys(BOUNDS, 0)

    @staticmethod
    def writer(files: ExitStack, file: Path, header: list[str]) -> Any:
        file.parent.mkdir(parents=True, exist_ok=True)
        stream = files.enter_context(file.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        return writer

    def write(self, rows: Iterator[tuple[str, list[str]]]) -> None:
        for part, cells in rows:
            self.writers[part].writerow(cells[: self.width])
            self.rows[part] += 1
            # Clarify takes groups by their values only where a column has no gap.
            if part == "train" and all(cells[self.width :]):
                self.bias.writerow(cells)
            if part == "test":
                self.protected.add(cells[self.width :])
        self.protected.close()


class ProtectedWriter:
    """Protected attributes as Parquet; no file where there are none."""

    def __init__(self, file: Path, protected: tuple[Feature, ...]) -> None:
        self.file = file
        self.kinds = [pa.float64() if each.kind == "number" else pa.string() for each in protected]
        self.schema = pa.schema([(each.name, kind) for each, kind in zip(protected, self.kinds, strict=True)])
        self.waiting: list[list[str]] = []
        self.writer: pq.ParquetWriter | None = None

    def add(self, cells: list[str]) -> None:
        if self.kinds:
            self.waiting.append(cells)
            if len(self.waiting) == BATCH_ROWS:
                self.flush()

    def flush(self) -> None:
        columns = zip(*self.waiting, strict=True) if self.waiting else [()] * len(self.kinds)
        arrays = [
            pa.array([(float(cell) if kind == pa.float64() else cell) if cell else None for cell in cells], kind)
            for cells, kind in zip(columns, self.kinds, strict=True)
        ]
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.file, self.schema)
        self.writer.write_table(pa.table(arrays, schema=self.schema))
        self.waiting = []

    def close(self) -> None:
        if self.kinds:
            self.flush()
        if self.writer is not None:
            self.writer.close()


def preprocess(folder: Path, output: Path, columns: Columns, problem: str = "binary") -> None:
    """Does the step.

    folder: where the data lie.
    output: below it the files are written.

    Raises StepError if the data do not fit.
    """
    files = find_files(folder)
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".rows-", dir=output.parent) as made, ExitStack() as open_files:
        buckets = Buckets(Path(made))
        tally = deal(folder, files, columns, problem, buckets)
        parts = Parts(output, columns, open_files)
        parts.write(buckets.rows())
    if parts.rows != tally.rows:
        raise StepError(f"{tally.rows} rows were read and {parts.rows} written")
    report = {"version": data_version(folder, files), "rows": parts.rows, "files": len(files)}
    report_file = output / "report" / "data.json"
    report_file.parent.mkdir(parents=True, exist_ok=True)
    report_file.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Makes the parts of the data.")
    parser.add_argument("--problem", default="binary")
    parser.add_argument("--input", type=Path, default=Path("/opt/ml/processing/input/data"))
    parser.add_argument("--output", type=Path, default=Path("/opt/ml/processing/output"))
    parser.add_argument("--message", type=Path, default=Path("/opt/ml/output/message"))
    options = parser.parse_args(arguments)
    return run(lambda: preprocess(options.input, options.output, read_columns(), options.problem), options.message)


if __name__ == "__main__":
    sys.exit(main())
