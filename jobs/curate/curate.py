"""Glue job `curate`: makes curated/ of raw/, as typed and partitioned Parquet without duplicates.

A day of a data set is made anew when its raw files, its schema or this script have changed since it was made: a
fingerprint of all three lies beside the result. So the job can be stopped, repeated and run by hand at any time. Only
the class S3Lake and `main` know AWS; everything else runs on any Spark.

Arguments: --data-bucket NAME
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from typing import Iterable, Mapping, Protocol

from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

RAW = "raw/"
CURATED = "curated/"
SCHEMAS = "schemas/"

# Spark and Glue pass over names that begin with an underscore.
FINGERPRINT = "_made_from"

SPARK_TYPES = {
    "string": "string",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "timestamp": "timestamp",
}


class Misfit(Exception):
    """Rows of raw/ do not fit the schema, though they did when they arrived: the schema has changed since."""


class Lake(Protocol):
    """The data bucket."""

    def list(self, prefix: str) -> Mapping[str, str]:
        """Keys below a prefix, each with a mark that changes with the content."""

    def read(self, key: str) -> str | None:
        """Text of an object, None where there is none."""

    def write(self, key: str, text: str) -> None: ...

    def uri(self, key: str) -> str:
        """Address of an object or prefix, for Spark."""


@dataclass(frozen=True)
class DatasetSchema:
    """What the files of a data set look like; the function validate-arrivals checks them against the same file."""

    format: str
    # Type and whether a value is required, by name, in the order of the files.
    columns: Mapping[str, tuple[str, bool]]
    key: tuple[str, ...]

    @staticmethod
    def parse(text: str) -> DatasetSchema:
        form = json.loads(text)
        columns = {
            name: (column["type"], column.get("required", False)) for name, column in form["columns"].items()
        }
        return DatasetSchema(form["format"], columns, tuple(form.get("key", ())))


@dataclass(frozen=True)
class Day:
    """The files of a data set that arrived on one day, and what is made of them."""

    dataset: str
    arrived: str
    files: Mapping[str, str]

    @property
    def target(self) -> str:
        return f"{CURATED}{self.dataset}/arrived={self.arrived}/"

    def fingerprint(self, schema_text: str, script: str) -> str:
        parts = [script, schema_text, *(f"{key}\t{mark}" for key, mark in sorted(self.files.items()))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def days_of(dataset: str, files: Mapping[str, str]) -> list[Day]:
    """The days that files of a data set lie under, the oldest first."""
    place = re.compile(rf"{re.escape(RAW + dataset)}/arrived=(\d{{4}}-\d{{2}}-\d{{2}})/[^/_.][^/]*")
    days: dict[str, dict[str, str]] = {}
    for key, mark in files.items():
        match = place.fullmatch(key)
        if match:
            days.setdefault(match[1], {})[key] = mark
    return [Day(dataset, arrived, days[arrived]) for arrived in sorted(days)]


def read_raw(spark: SparkSession, uris: Iterable[str], schema: DatasetSchema) -> DataFrame:
    """Rows as text, with where each of them comes from."""
    text = StructType([StructField(name, StringType()) for name in schema.columns])
    reader = spark.read.schema(text)
    if schema.format == "csv":
        # As in RFC 4180: quotes are doubled, and line ends may be quoted. The header is held to the schema.
        reader = reader.options(header=True, multiLine=True, quote='"', escape='"', enforceSchema=False)
        rows = reader.option("mode", "FAILFAST").csv(list(uris))
    else:
        rows = reader.option("mode", "FAILFAST").json(list(uris))
    return rows.select(
        *schema.columns,
        F.col("_metadata.file_modification_time").alias("_modified"),
        F.col("_metadata.file_path").alias("_file"),
        F.monotonically_increasing_id().alias("_row"),
    )


def typed(rows: DataFrame, schema: DatasetSchema) -> DataFrame:
    """Gives columns their types; `_misfit` says whether a value was lost thereby, or is missing."""
    values = [cast_to(name, kind).alias(name) for name, (kind, _) in schema.columns.items()]
    misfits = [misfit(name, kind, required) for name, (kind, required) in schema.columns.items()]
    any_misfit = F.lit(False)
    for condition in misfits:
        any_misfit = any_misfit | condition
    return rows.select(*values, "_modified", "_file", "_row", any_misfit.alias("_misfit"))


def cast_to(name: str, kind: str) -> Column:
    return F.col(name).cast(SPARK_TYPES[kind])


def misfit(name: str, kind: str, required: bool) -> Column:
    absent = F.col(name).isNull()
    lost = ~absent & cast_to(name, kind).isNull()
    return (absent | lost) if required else lost


def without_duplicates(rows: DataFrame, schema: DatasetSchema) -> DataFrame:
    """One row for each key: that of the newest file, there the last. Without a key, every row."""
    if not schema.key:
        return rows
    newest_first = Window.partitionBy(*schema.key).orderBy(
        F.col("_modified").desc(), F.col("_file").desc(), F.col("_row").desc()
    )
    return rows.withColumn("_rank", F.row_number().over(newest_first)).where("_rank = 1")


def curated(rows: DataFrame, schema: DatasetSchema) -> DataFrame:
    """
    The rows of one day as they belong into curated/.

    Raises Misfit if any row does not fit the schema: then nothing of the day may be written.
    """
    checked = typed(rows, schema)
    misfits = checked.where("_misfit").count()
    if misfits > 0:
        raise Misfit(f"{misfits} rows do not fit the schema")
    return without_duplicates(checked, schema).select(*schema.columns)


def make_day(spark: SparkSession, lake: Lake, day: Day, schema: DatasetSchema) -> None:
    rows = read_raw(spark, [lake.uri(key) for key in sorted(day.files)], schema)
    curated(rows, schema).write.mode("overwrite").parquet(lake.uri(day.target))


def make_dataset(spark: SparkSession, lake: Lake, dataset: str, script: str) -> int:
    """Makes the days that have changed. Returns how many."""
    schema_text = lake.read(f"{SCHEMAS}{dataset}.json") or ""
    schema = DatasetSchema.parse(schema_text)
    made = 0
    for day in days_of(dataset, lake.list(f"{RAW}{dataset}/")):
        fingerprint = day.fingerprint(schema_text, script)
        if lake.read(day.target + FINGERPRINT) == fingerprint:
            continue
        print(f"making {day.target} of {len(day.files)} files")
        make_day(spark, lake, day, schema)
        # Written last, and removed by Spark first: a day without it is not whole.
        lake.write(day.target + FINGERPRINT, fingerprint)
        made += 1
    return made


def curate(spark: SparkSession, lake: Lake, script: str) -> int:
    """
    Makes all data sets that have a schema. Returns how many days were made.

    Raises RuntimeError in the end if a data set could not be made; the others have been made.
    """
    # Moments keep their meaning: what has no zone is in UTC, whatever the machine thinks.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    # A value that does not fit its type becomes null, and is counted, instead of ending the job.
    spark.conf.set("spark.sql.ansi.enabled", "false")
    made = 0
    failed: list[str] = []
    for key in sorted(lake.list(SCHEMAS)):
        match = re.fullmatch(rf"{SCHEMAS}([a-z0-9-]+)\.json", key)
        if not match:
            continue
        try:
            made += make_dataset(spark, lake, match[1], script)
        except Exception as error:  # noqa: BLE001 - the other data sets do not depend on this one
            # The kind of error only where it is not ours: messages of Spark may quote rows.
            reason = str(error) if isinstance(error, Misfit) else type(error).__name__
            print(f"data set {match[1]} could not be made: {reason}", file=sys.stderr)
            failed.append(match[1])
    if failed:
        raise RuntimeError(f"data sets that could not be made: {', '.join(failed)}")
    return made


class S3Lake:
    """A data bucket in S3."""

    def __init__(self, s3, bucket: str) -> None:  # noqa: ANN001 - boto3 makes the types of its clients at run time
        self._s3 = s3
        self._bucket = bucket

    def list(self, prefix: str) -> dict[str, str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
        return {item["Key"]: item["ETag"] for page in pages for item in page.get("Contents", [])}

    def read(self, key: str) -> str | None:
        try:
            return self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read().decode()
        except self._s3.exceptions.NoSuchKey:
            return None

    def write(self, key: str, text: str) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=text.encode(), ContentType="text/plain")

    def uri(self, key: str) -> str:
        return f"s3://{self._bucket}/{key}"


def main(arguments: list[str]) -> None:
    import boto3

    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--data-bucket", required=True)
    # Glue adds arguments of its own.
    options, _ = parser.parse_known_args(arguments)
    with open(__file__, "rb") as file:
        script = hashlib.sha256(file.read()).hexdigest()
    lake = S3Lake(boto3.client("s3"), options.data_bucket)
    made = curate(SparkSession.builder.getOrCreate(), lake, script)
    print(f"made {made} days")


if __name__ == "__main__":
    main(sys.argv[1:])
