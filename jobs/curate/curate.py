"""Glue job `curate`: makes curated/ of raw/, as typed and partitioned Parquet without duplicates.

A day of a data set is made anew when its raw files, its schema or this job have changed since it was made: a
fingerprint of all three lies beside the result. So the job can be stopped, repeated and run by hand at any time. A day
is one file, written elsewhere and put into place at once: whoever reads sees the former day or the new one.

Only the class S3Lake and `main` know AWS; everything else runs on any Spark.

Arguments: --data-bucket NAME [--on-arrival true]
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from dataclasses import dataclass
from typing import Mapping, Protocol

import reading
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from reading import DatasetSchema, Misfit

RAW = "raw/"
CURATED = "curated/"
SCHEMAS = "schemas/"
STAGING = "glue/tmp/curate/"

# Spark and Glue pass over names that begin with an underscore.
FINGERPRINT = "_made_from"
ROWS = "rows.parquet"
MOST_REASONS = 20


class Lake(Protocol):
    """The data bucket."""

    def list(self, prefix: str) -> Mapping[str, str]:
        """Keys below a prefix, each with a mark that changes with the content."""

    def read(self, key: str) -> str | None:
        """Text of an object, None where there is none."""

    def write(self, key: str, text: str) -> None: ...

    def rows(self, key: str) -> int | None:
        """How many rows the file had when it was checked; None where nobody checked it."""

    def copy(self, source: str, target: str) -> None:
        """Puts an object into the place of another, at once."""

    def delete(self, key: str) -> None: ...

    def uri(self, key: str) -> str:
        """Address of an object or prefix, for Spark."""


@dataclass(frozen=True)
class Day:
    """The files of a data set that arrived on one day, and what is made of them."""

    dataset: str
    arrived: str
    files: Mapping[str, str]

    @property
    def target(self) -> str:
        return f"{CURATED}{self.dataset}/arrived={self.arrived}/"

    @property
    def staging(self) -> str:
        return f"{STAGING}{self.dataset}/arrived={self.arrived}/"

    def fingerprint(self, schema_text: str, script: str) -> str:
        parts = [script, schema_text, *(f"{key}\t{mark}" for key, mark in sorted(self.files.items()))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def days_of(dataset: str, files: Mapping[str, str]) -> tuple[list[Day], list[str]]:
    """The days that files of a data set lie under, the oldest first; and files that would be in no day."""
    place = re.compile(rf"{re.escape(RAW + dataset)}/arrived=(\d{{4}}-\d{{2}}-\d{{2}})/[^/_.][^/]*")
    days: dict[str, dict[str, str]] = {}
    stray = []
    for key, mark in files.items():
        match = place.fullmatch(key)
        if match:
            days.setdefault(match[1], {})[key] = mark
        # Consoles and Spark mark folders.
        elif not key.endswith(("/", "_$folder$")):
            stray.append(key)
    return [Day(dataset, arrived, days[arrived]) for arrived in sorted(days)], sorted(stray)


def without_duplicates(rows: DataFrame, schema: DatasetSchema) -> DataFrame:
    """One row for each key: that of the newest file, there the last. Without a key, every row."""
    if not schema.key:
        return rows
    newest_first = Window.partitionBy(*schema.key).orderBy(
        F.col("_modified").desc(), F.col("_file").desc(), F.col("_row").desc()
    )
    return rows.withColumn("_rank", F.row_number().over(newest_first)).where("_rank = 1")


def check(lake: Lake, day: Day, schema: DatasetSchema, rows: DataFrame) -> None:
    """Raises Misfit with file, column and number of rows where values do not fit, or rows are more or fewer."""
    counts = {name: F.sum(F.array_contains("_wrong", name).cast("int")).alias(name) for name in schema.columns}
    found = {row["_file"]: row for row in rows.groupBy("_file").agg(F.count("*").alias("_rows"), *counts.values()).collect()}
    reasons = []
    for key in sorted(day.files):
        file = found.get(key)
        read = file["_rows"] if file else 0
        arrived = lake.rows(key)
        if arrived is not None and arrived != read:
            reasons.append(f"{key} had {arrived} rows when it arrived, {read} are read")
        for name, (kind, required) in schema.columns.items():
            if file and file[name]:
                missing = ", or are missing" if required else ""
                reasons.append(f"{key}: values of column {name} are no {kind}{missing}, in {file[name]} rows")
    if reasons:
        more = len(reasons) - MOST_REASONS
        raise Misfit("; ".join(reasons[:MOST_REASONS]) + (f"; and {more} more" if more > 0 else ""))


def unreadable(spark: SparkSession, lake: Lake, day: Day, schema: DatasetSchema) -> Misfit:
    """Which files Spark cannot read; its own message may quote rows."""
    bad = []
    for key in sorted(day.files):
        try:
            reading.read(spark, {key: lake.uri(key)}, schema).write.format("noop").mode("overwrite").save()
        except Misfit:
            raise
        except Exception:  # noqa: BLE001 - whatever Spark throws, the file is named
            bad.append(key)
    return Misfit(f"{', '.join(bad) or 'the day'} cannot be read with the columns of the schema")


def make_day(spark: SparkSession, lake: Lake, day: Day, schema: DatasetSchema) -> None:
    """Raises Misfit if anything of the day does not fit: then what was there stays."""
    try:
        rows = reading.read(spark, {key: lake.uri(key) for key in day.files}, schema)
        check(lake, day, schema, rows)
    except Misfit:
        raise
    except Exception as error:  # noqa: BLE001 - of any kind
        raise unreadable(spark, lake, day, schema) from error
    kept = without_duplicates(rows, schema).repartition(1).sortWithinPartitions("_file", "_row")
    try:
        kept.select(*schema.columns).write.mode("overwrite").parquet(lake.uri(day.staging))
        put_into_place(lake, day)
    except Exception as error:  # noqa: BLE001 - of any kind
        raise Misfit("its rows fit, but could not be written; the next run tries again") from error


def put_into_place(lake: Lake, day: Day) -> None:
    written = lake.list(day.staging)
    (part,) = [key for key in written if re.fullmatch(r"part-[^/]*\.parquet", key.removeprefix(day.staging))]
    lake.copy(part, day.target + ROWS)
    for key in lake.list(day.target):
        if key not in (day.target + ROWS, day.target + FINGERPRINT):
            lake.delete(key)
    for key in written:
        lake.delete(key)


def make_dataset(spark: SparkSession, lake: Lake, dataset: str, schema_text: str, script: str) -> tuple[int, list[str]]:
    """Makes the days that have changed. Returns how many, and what could not be made."""
    schema = DatasetSchema.parse(schema_text)
    days, stray = days_of(dataset, lake.list(f"{RAW}{dataset}/"))
    failed = [f"{dataset}: {key} lies in no day and is not read" for key in stray]
    made = 0
    for day in days:
        fingerprint = day.fingerprint(schema_text, script)
        if lake.read(day.target + FINGERPRINT) == fingerprint:
            continue
        print(f"making {day.target} of {len(day.files)} files")
        try:
            make_day(spark, lake, day, schema)
        except Misfit as misfit:
            failed.append(f"{dataset} of {day.arrived}: {misfit}")
            continue
        # Written last: a day whose fingerprint is another is made again.
        lake.write(day.target + FINGERPRINT, fingerprint)
        made += 1
    return made, failed


def curate(spark: SparkSession, lake: Lake, script: str, on_arrival: bool = False) -> int:
    """
    Makes all data sets that have a schema, or those that are to be curated on arrival. Returns how many days were made.

    Raises RuntimeError in the end if a day could not be made; the others have been made.
    """
    reading.set_up(spark)
    made = 0
    failed: list[str] = []
    for key in sorted(lake.list(SCHEMAS)):
        match = re.fullmatch(rf"{SCHEMAS}([a-z0-9-]+)\.json", key)
        if not match:
            continue
        text = lake.read(key) or ""
        try:
            schema = DatasetSchema.parse(text)
        except (ValueError, KeyError, TypeError, AttributeError):
            failed.append(f"{match[1]}: {key} is no schema, as docs/data.md explains it")
            continue
        if on_arrival and not schema.on_arrival:
            continue
        more, reasons = make_dataset(spark, lake, match[1], text, script)
        made += more
        failed += reasons
    for reason in failed:
        print(f"could not be made: {reason}", file=sys.stderr)
    if failed:
        raise RuntimeError(f"could not be made: {'; '.join(failed)}")
    return made


def curate_arrivals(spark: SparkSession, lake: Lake, script: str) -> int:
    """Looks again until nothing new is there: files that arrive during a run start none of their own."""
    made = 0
    while more := curate(spark, lake, script, on_arrival=True):
        made += more
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

    def rows(self, key: str) -> int | None:
        rows = self._s3.head_object(Bucket=self._bucket, Key=key)["Metadata"].get("rows")
        return None if rows is None else int(rows)

    def copy(self, source: str, target: str) -> None:
        # Tags are not taken along, so that nobody needs the right to read them.
        about = {"TaggingDirective": "REPLACE", "MetadataDirective": "REPLACE"}
        self._s3.copy({"Bucket": self._bucket, "Key": source}, self._bucket, target, ExtraArgs=about)

    def delete(self, key: str) -> None:
        self._s3.delete_object(Bucket=self._bucket, Key=key)

    def uri(self, key: str) -> str:
        return f"s3://{self._bucket}/{key}"


def fingerprint_of_job() -> str:
    with open(__file__, "rb") as file:
        script = file.read()
    parts = [script, reading.beside("reading.py"), reading.beside("grammar.json")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def main(arguments: list[str]) -> None:
    import boto3

    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--data-bucket", required=True)
    parser.add_argument("--on-arrival", choices=["true"])
    # Glue adds arguments of its own.
    options, _ = parser.parse_known_args(arguments)
    lake = S3Lake(boto3.client("s3"), options.data_bucket)
    make = curate_arrivals if options.on_arrival else curate
    print(f"made {make(SparkSession.builder.getOrCreate(), lake, fingerprint_of_job())} days")


if __name__ == "__main__":
    main(sys.argv[1:])
