"""Reads files of raw/ as rows with types, and says which values do not fit.

How values are written is in grammar.json; the function validate-arrivals takes it from there too. Files are read by the
ending of their names, so that days from before a change of format stay readable.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import reduce
from typing import Iterable, Mapping

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, BooleanType, StringType, StructField, StructType

SPARK_TYPES = {
    "string": "string",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "timestamp": "timestamp",
}
NUMBERS = ("tinyint", "smallint", "int", "bigint", "float", "double")
# Types of Parquet columns, as Spark names them, that can be a column of a data set.
PARQUET_TYPES = {
    "string": ("string",),
    "integer": NUMBERS,
    "number": NUMBERS,
    "boolean": ("boolean",),
    "timestamp": ("timestamp", "date"),
}
# The years 1 to 9999 in microseconds since 1970.
FIRST, LAST = -62_135_596_800_000_000, 253_402_300_799_999_999
# Whole numbers that a double holds exactly.
LARGEST_WHOLE = 2**53 - 1
FORMATS = ("csv", "jsonl", "parquet")
PLACE = r"(raw/[^/]+/arrived=[^/]+/[^/]+)$"


class Misfit(Exception):
    """Files of raw/ are not as the schema says. The message is ours: it quotes no value."""


def beside(name: str) -> bytes:
    """A file beside this module, which lies in an archive where Glue runs it."""
    return __loader__.get_data(os.path.join(os.path.dirname(__file__), name))


GRAMMAR: Mapping[str, str] = json.loads(beside("grammar.json"))


@dataclass(frozen=True)
class DatasetSchema:
    """What the files of a data set look like; the function validate-arrivals checks them against the same file."""

    # Type and whether a value is required, by name, in the order of the files.
    columns: Mapping[str, tuple[str, bool]]
    key: tuple[str, ...] = ()
    on_arrival: bool = False

    @staticmethod
    def parse(text: str) -> DatasetSchema:
        form = json.loads(text)
        columns = {
            name: (column["type"], column.get("required", False)) for name, column in form["columns"].items()
        }
        return DatasetSchema(columns, tuple(form.get("key", ())), form.get("curate") == "on-arrival")


def set_up(spark: SparkSession) -> None:
    """What reading and writing rely on, whatever the cluster thinks."""
    settings = {
        # Moments keep their meaning: what has no zone is in UTC.
        "spark.sql.session.timeZone": "UTC",
        # A value that does not fit its type becomes null, and is counted, instead of ending the job.
        "spark.sql.ansi.enabled": "false",
        # Rows with too many or too few cells are found even where no column is looked at.
        "spark.sql.csv.parser.columnPruning.enabled": "false",
        # One calendar for all years, and a form that every reader understands from the year 1 to 9999.
        "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
        "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
        "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
        "spark.sql.parquet.int96RebaseModeInWrite": "CORRECTED",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    }
    for name, value in settings.items():
        spark.conf.set(name, value)


def read(spark: SparkSession, uris: Mapping[str, str], schema: DatasetSchema) -> DataFrame:
    """The columns of the schema, `_wrong` (names of columns that do not fit), `_modified`, `_file` and `_row`.

    uris: address of each file by its key. Raises Misfit where a file cannot be of the data set.
    """
    by_format: dict[str, list[str]] = {}
    for key, uri in sorted(uris.items()):
        ending = key.rsplit(".", 1)[-1]
        if ending not in FORMATS:
            raise Misfit(f"{key} ends with none of {', '.join('.' + one for one in FORMATS)}")
        by_format.setdefault(ending, []).append(uri)
    parts = []
    for form, files in by_format.items():
        if form == "parquet":
            parts += _parquet(spark, files, schema)
        else:
            parts.append((_csv if form == "csv" else _json_lines)(spark, files, schema))
    return reduce(DataFrame.unionByName, parts)


def _csv(spark: SparkSession, uris: Iterable[str], schema: DatasetSchema) -> DataFrame:
    text = StructType([StructField(name, StringType()) for name in schema.columns])
    # As in RFC 4180: quotes are doubled, and line ends may be quoted. The header is held to the schema.
    reader = spark.read.schema(text).options(header=True, multiLine=True, quote='"', escape='"', enforceSchema=False)
    rows = reader.option("mode", "FAILFAST").csv(list(uris))
    # Spark makes one character of a quoted CRLF where lines end with it, and leaves it elsewhere.
    plain = {name: F.regexp_replace(F.col(name), "\r\n", "\n") for name in schema.columns}
    cells = {name: F.when(cell != "", cell) for name, cell in plain.items()}
    wrong = {
        name: _text_misfit(cell, kind) | (cell.isNotNull() & cell.endswith("\r") if kind == "string" else F.lit(False))
        for (name, (kind, _)), cell in zip(schema.columns.items(), cells.values(), strict=True)
    }
    values = {name: _typed_text(cells[name], kind) for name, (kind, _) in schema.columns.items()}
    return _shaped(rows, schema, values, wrong)


def _json_lines(spark: SparkSession, uris: Iterable[str], schema: DatasetSchema) -> DataFrame:
    lines = spark.read.option("lineSep", "\n").text(list(uris)).where(~F.col("value").rlike(r"\A\x{FEFF}?[ \t\r]*\z"))
    columns = [(name, kind) for name, (kind, _) in schema.columns.items()]
    form = StructType(
        [StructField("texts", ArrayType(StringType())), StructField("wrong", ArrayType(BooleanType()))]
    )
    rows = lines.withColumn("_line", F.udf(lambda line: json_cells(line, columns), form)("value"))
    cells = {name: F.col("_line.texts")[index] for index, (name, _) in enumerate(columns)}
    wrong = {
        name: F.col("_line.wrong")[index] | _text_misfit(cells[name], kind)
        for index, (name, kind) in enumerate(columns)
    }
    return _shaped(rows, schema, {name: _typed_text(cells[name], kind) for name, kind in columns}, wrong)


class _Number(str):
    """A JSON number, as it is written."""


class _Twice(Exception):
    pass


def json_cells(line: str, columns: list[tuple[str, str]]) -> tuple[list[str | None], list[bool]]:
    """The text of each column, and whether it is of another kind of JSON value than the column's."""
    try:
        record = json.loads(
            line.removeprefix("\ufeff"), parse_int=_Number, parse_float=_Number, parse_constant=_refuse, object_pairs_hook=_once
        )
    except (ValueError, RecursionError, _Twice):
        record = None
    names = {name for name, _ in columns}
    if not isinstance(record, dict) or not names.issuperset(record):
        return [None for _ in columns], [True for _ in columns]
    cells = [_json_cell(record.get(name), kind) for name, kind in columns]
    return [text for text, _ in cells], [wrong for _, wrong in cells]


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise _Twice
    return record


def _json_cell(value: object, kind: str) -> tuple[str | None, bool]:
    if value is None:
        return None, False
    if isinstance(value, bool):
        return ("true" if value else "false"), kind != "boolean"
    if isinstance(value, _Number):
        return str(value), kind not in ("integer", "number")
    if isinstance(value, str):
        return value, kind not in ("string", "timestamp")
    return None, True


def _typed_text(text: Column, kind: str) -> Column:
    if kind == "integer":
        return F.regexp_replace(text, r"\.0+\z", "").cast("bigint")
    return text.cast(SPARK_TYPES[kind])


def _text_misfit(text: Column, kind: str) -> Column:
    if kind == "string":
        return F.lit(False)
    fits = text.rlike(rf"\A(?:{GRAMMAR[kind]})\z")
    return text.isNotNull() & ~(fits & _plain(_typed_text(text, kind), kind))


def _plain(value: Column, kind: str) -> Column:
    """Whether a value with its type is one that can be kept."""
    if kind == "number":
        return value.isNotNull() & ~F.isnan(value) & (F.abs(value) != float("inf"))
    if kind == "timestamp":
        return value.isNotNull() & F.unix_micros(value).between(FIRST, LAST)
    return value.isNotNull()


def _parquet(spark: SparkSession, uris: Iterable[str], schema: DatasetSchema) -> list[DataFrame]:
    """Files of one form each: writers disagree on the width of numbers."""
    by_form: dict[str, tuple[StructType, list[str]]] = {}
    for uri in uris:
        form = spark.read.parquet(uri).schema
        by_form.setdefault(form.json(), (form, []))[1].append(uri)
    return [_parquet_of(spark.read.schema(form).parquet(*files), files[0], schema) for form, files in by_form.values()]


def _parquet_of(rows: DataFrame, example: str, schema: DatasetSchema) -> DataFrame:
    name_of_file = example.rsplit("/", 1)[-1]
    found = dict(rows.dtypes)
    if set(found) != set(schema.columns) or len(rows.dtypes) != len(found):
        raise Misfit(f"{name_of_file} has other columns than the schema")
    values, wrong = {}, {}
    for name, (kind, _) in schema.columns.items():
        if found[name] not in PARQUET_TYPES[kind]:
            raise Misfit(f"{name_of_file}: column {name} is no {kind}: its Parquet type is another")
        value = F.col(name)
        values[name] = value.cast(SPARK_TYPES[kind])
        fits = _plain(values[name], kind)
        if kind == "integer" and found[name] in ("float", "double"):
            fits = ~F.isnan(value) & (F.abs(value) <= LARGEST_WHOLE) & (F.floor(value) == value)
        wrong[name] = value.isNotNull() & ~fits
    return _shaped(rows, schema, values, wrong)


def _shaped(
    rows: DataFrame, schema: DatasetSchema, values: Mapping[str, Column], wrong: Mapping[str, Column]
) -> DataFrame:
    # Moments of change and names of files belong to the source: they are taken before anything else.
    named = rows.select(
        *rows.columns,
        F.col("_metadata.file_modification_time").alias("_modified"),
        F.regexp_extract("_metadata.file_path", PLACE, 1).alias("_file"),
        F.monotonically_increasing_id().alias("_row"),
    )
    misfits = []
    for name, (_, required) in schema.columns.items():
        lost = F.coalesce(wrong[name], F.lit(True))
        condition = (lost | values[name].isNull()) if required else lost
        misfits.append(F.when(condition, F.lit(name)))
    columns = [values[name].alias(name) for name in schema.columns]
    return named.select(*columns, F.array_compact(F.array(*misfits)).alias("_wrong"), "_modified", "_file", "_row")
