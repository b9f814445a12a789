"""Brings one table of Snowflake to landing/ of the data bucket, as CSV files with a header.

A Glue job runs it; start it with --table and --dataset. The rows then pass the same checks as any other arrival.
"""

import csv
import os
import re
import sys
import tempfile
import time
from datetime import date, datetime, timezone
from decimal import Decimal
from itertools import islice

ARGUMENTS = ["connection_name", "bucket", "prefix", "table", "dataset"]
# Keeps files of ordinary rows below the 100 MiB that a data set takes by default.
ROWS_PER_FILE = 200_000


def checked(what, value, pattern):
    """The value, if it is of the form; raises ValueError otherwise. It becomes part of a statement, or of a key."""
    if re.fullmatch(pattern, value) is None:
        raise ValueError(f"{what} {value!r} is not of the form {pattern}")
    return value


def table_name(value):
    return checked("table", value, r"[A-Za-z_][A-Za-z0-9_$]*")


def dataset_name(value):
    return checked("dataset", value, r"(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")


def cell(value):
    """Text of a value: nothing for NULL, ISO 8601 in UTC for moments, true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)
        return f"{moment.replace(tzinfo=None).isoformat()}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, Decimal):
        # Without an exponent, which a whole number must not have.
        return format(value, "f")
    return str(value)


def column_names(columns):
    """Names as schemas write them: Snowflake keeps names in capitals unless they were quoted.

    Raises ValueError for names that no schema can have, or that meet in one.
    """
    names = [checked("column", column.lower(), r"[a-z][a-z0-9_]{0,62}") for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"several columns are called {name}, in capitals or not")
    return names


def file_name(table, started, number):
    """Names sort by time; a later import never overwrites an earlier one."""
    return f"{table.lower().replace('$', '_').lstrip('_') or 'table'}-{started:%Y%m%dT%H%M%SZ}-{number:05d}.csv"


def write_files(columns, rows, rows_per_file, store):
    """Writes rows in files of limited length and hands each to `store(number, path)`.

    Returns how many rows there were. A table without rows gives no file.
    """
    names = column_names(columns)
    rows = iter(rows)
    total = 0
    number = 0
    while True:
        part = islice(rows, rows_per_file)
        first = next(part, None)
        if first is None:
            return total
        number += 1
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "rows.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(names)
                writer.writerow([cell(value) for value in first])
                total += 1
                for row in part:
                    writer.writerow([cell(value) for value in row])
                    total += 1
            store(number, path)


def main():
    import boto3
    from awsglue.context import GlueContext
    from awsglue.utils import getResolvedOptions
    from pyspark.context import SparkContext

    options = getResolvedOptions(sys.argv, ARGUMENTS)
    table = table_name(options["table"])
    prefix = f"{options['prefix']}{dataset_name(options['dataset'])}/"
    started = datetime.now(timezone.utc)
    glue = GlueContext(SparkContext.getOrCreate())
    # Spark gives moments without a zone, in that of the session and of the process: both are UTC.
    glue.spark_session.conf.set("spark.sql.session.timeZone", "UTC")
    os.environ["TZ"] = "UTC"
    time.tzset()
    frame = glue.create_dynamic_frame.from_options(
        connection_type="snowflake",
        connection_options={"connectionName": options["connection_name"], "dbtable": table},
    ).toDF()
    s3 = boto3.client("s3")

    def store(number, path):
        key = prefix + file_name(table, started, number)
        s3.upload_file(path, options["bucket"], key)
        print(f"wrote {key}")

    # Row by row through the driver: no committer leaves its temporary files among the arrivals.
    total = write_files(frame.columns, frame.toLocalIterator(), ROWS_PER_FILE, store)
    print(f"imported {total} rows of {table}")


if __name__ == "__main__":
    main()
