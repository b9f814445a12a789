"""Step Preprocess: makes the parts for training, validation and the hold-out of the data, and a report about it.

Reads every .csv and .parquet file below the input, folders such as arrived=2026-01-31/ included. Columns that
columns.json does not name are passed over, and so are files and folders whose names begin with a dot or an underscore.

Writes, below the output:
  train/train.csv, validation/validation.csv, test/test.csv: no header; the label, then the features
  test/protected.parquet: the protected attributes of the rows of test.csv, in their order
  bias/bias.csv: header; the label, the features and the protected attributes, of those rows for training whose
    protected attributes are all known
  report/data.json: version of the data, rows of each part, number of files read
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from columns import BINARY, Columns, Feature, read_columns
from parts import PROTECTED
from split import split
from step import StepError, run


def find_files(folder: Path) -> list[Path]:
    """Files of data below a folder, ordered by their names.

    Raises StepError if there is none.
    """
    files = [
        file
        for file in folder.rglob("*")
        if file.is_file()
        and file.suffix in (".csv", ".parquet")
        and not any(name.startswith((".", "_")) for name in file.relative_to(folder).parts)
    ]
    if not files:
        raise StepError(
            f"there is no .csv or .parquet file below {folder}; check that the prefix of the data in config.yaml "
            "exists and that data have arrived"
        )
    return sorted(files, key=lambda file: file.relative_to(folder).as_posix())


def data_version(folder: Path, files: list[Path]) -> str:
    """A hash of the files' names and contents, as sha256:<hex>: another file, name or byte makes another version."""
    version = hashlib.sha256()
    for file in files:
        content = hashlib.sha256()
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                content.update(block)
        version.update(f"{file.relative_to(folder).as_posix()}\0{content.hexdigest()}\n".encode())
    return f"sha256:{version.hexdigest()}"


def read_file(file: Path) -> pd.DataFrame:
    """The table in a file.

    Raises StepError if the file cannot be read.
    """
    try:
        with file.open("rb") as stream:
            if file.suffix == ".parquet":
                return pd.read_parquet(stream)
            # The exact value, so that a row falls into the same part whichever format it comes in.
            return pd.read_csv(stream, float_precision="round_trip", low_memory=False)
    except ValueError as error:
        raise StepError(f"{file.name} cannot be read as {file.suffix[1:]}: {type(error).__name__}") from error


def numbers(values: pd.Series) -> pd.Series:
    """Values as numbers; infinite where a value is none, since a missing value is allowed and nothing infinite is."""
    if is_datetime64_any_dtype(values):
        return pd.Series(np.inf, index=values.index)
    converted = pd.to_numeric(values, errors="coerce").astype("float64")
    return converted.mask(converted.isna() & values.notna(), np.inf) + 0.0  # -0.0 becomes 0.0


def cells(values: pd.Series, feature: Feature) -> pd.Series:
    """A column as it is written: numbers, or text."""
    if feature.kind == "number":
        return numbers(values)
    return values.map(str, na_action="ignore").astype(object).where(values.notna(), None)


def labels_of(values: pd.Series, columns: Columns, problem: str) -> pd.Series:
    """Numbers, or indices of classes; infinite where a value is no label."""
    if problem == "regression":
        return numbers(values).fillna(np.inf)
    classes = columns.classes_of(problem)
    if classes == BINARY:
        found = numbers(values)
        return found.where(found.isin([0, 1]), np.inf)
    index = {name: float(number) for number, name in enumerate(classes)}
    return values.map(lambda value: index.get(str(value), np.inf)).astype("float64")


def read_rows(folder: Path, files: list[Path], columns: Columns, problem: str) -> pd.DataFrame:
    """Rows of all files: the label, the features and the protected attributes; the identity as it is.

    Raises StepError with all problems of all files: missing columns, values that are no numbers, other labels than the
    classes.
    """
    tables, problems = [], []
    for file in files:
        table, name = read_file(file), file.relative_to(folder).as_posix()
        identity = [column for column in columns.identity if column not in columns.all]
        missing = [column for column in (*columns.all, *identity) if column not in table.columns]
        if missing:
            problems.append(f"{name} lacks the columns {', '.join(missing)}")
            continue
        rows = pd.DataFrame(
            {each.name: cells(table[each.name], each) for each in (*columns.features, *columns.protected)}
        )
        numeric = rows.select_dtypes("number")
        problems += [
            f"{name}: {count} values of {column} are no numbers"
            for column, count in np.isinf(numeric).sum().items()
            if count
        ]
        labels = labels_of(table[columns.label], columns, problem)
        unfit = int(np.isinf(labels).sum())
        if unfit:
            classes = "numbers" if problem == "regression" else "neither 0 nor 1"
            problems.append(f"{name}: {unfit} values of {columns.label} are {classes}")
        rows.insert(0, columns.label, labels)
        tables.append(rows.join(table[identity]))
    if problems:
        raise StepError("; ".join(problems) + "; correct the data, or columns.json")
    return pd.concat(tables, ignore_index=True)


def write_csv(table: pd.DataFrame, file: Path, header: bool) -> None:
    """Writes CSV; empty where a value is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(file, header=header, index=False, lineterminator="\n")


def preprocess(folder: Path, output: Path, columns: Columns, problem: str = "binary") -> None:
    """Does the step.

    folder: where the data lie.
    output: below it the files are written.

    Raises StepError if the data do not fit.
    """
    files = find_files(folder)
    parts = split(read_rows(folder, files, columns, problem), columns, problem)
    # Numbers that are whole in a column are written without a point, as they are in requests.
    parts = {part: table[list(columns.all)].convert_dtypes() for part, table in parts.items()}
    for part, table in parts.items():
        names = [columns.label, *(feature.name for feature in columns.features)]
        write_csv(table[names], output / part / f"{part}.csv", header=True)
    guarded = [each.name for each in columns.protected]
    if guarded:
        kinds = {each.name: "float64" for each in columns.protected if each.kind == "number"}
        parts["test"][guarded].astype(kinds).to_parquet(output / "test" / PROTECTED, index=False)
    # Clarify takes groups by their values only where a column has whole numbers without a gap. In any other column it
    # takes the value as a threshold, and "0" would mean all that is above 0: the other group.
    write_csv(parts["train"].dropna(subset=guarded), output / "bias" / "bias.csv", header=True)
    report = {
        "version": data_version(folder, files),
        "rows": {part: len(table) for part, table in parts.items()},
        "files": len(files),
    }
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
