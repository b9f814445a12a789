"""Runs the job snowflake-import over a table as Snowflake's connector gives it, with Spark itself.

Arguments: FOLDER, which takes what the job uploads. Glue's own modules are nowhere but in Glue, so two of their names stand
in for them; the connector's part of it is a frame with its column names, in capitals, and its types.
"""

from __future__ import annotations

import shutil
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType, SimpleNamespace

from pyspark.sql import SparkSession

folder, job = map(Path, sys.argv[1:])
sys.path[:0] = [str(job)]

ROWS = [
    ("p1", Decimal("12.50"), Decimal(3), True, datetime(2026, 1, 15, 8, 30), date(2026, 1, 31), 'says "a, b"\nand more'),
    ("p2", None, Decimal(-7), False, datetime(2026, 1, 15, 23, 59, 59, 250000), None, "Zürich"),
    ("NA", Decimal("0.01"), None, None, datetime(1999, 12, 31), date(1, 1, 1), None),
]
SCHEMA = (
    "PAYMENT_ID string, AMOUNT decimal(12,2), ITEMS decimal(38,0), FRAUD boolean, PAID_AT timestamp, BOOKED_ON date, "
    "NOTE string"
)


class Glue:
    def __init__(self, _: object) -> None:
        self.spark_session = SparkSession.builder.getOrCreate()

    def create_dynamic_frame(self) -> None: ...


def frame(**options: object) -> SimpleNamespace:
    assert options["connection_options"] == {"connectionName": "snowflake", "dbtable": "PAYMENTS"}, options
    return SimpleNamespace(toDF=lambda: SparkSession.builder.getOrCreate().createDataFrame(ROWS, SCHEMA))


Glue.create_dynamic_frame = SimpleNamespace(from_options=frame)  # type: ignore[assignment]


def module(name: str, **members: object) -> None:
    made = ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made


def upload(path: str, bucket: str, key: str) -> None:
    assert bucket == "data"
    to = folder / key
    to.parent.mkdir(parents=True)
    shutil.copy(path, to)


OPTIONS = {"connection_name": "snowflake", "bucket": "data", "prefix": "landing/", "table": "PAYMENTS", "dataset": "payments"}
module("boto3", client=lambda _: SimpleNamespace(upload_file=upload))
module("awsglue")
module("awsglue.context", GlueContext=Glue)
module("awsglue.utils", getResolvedOptions=lambda _, names: {name: OPTIONS[name] for name in names})
SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config(
    "spark.sql.session.timeZone", "UTC"
).getOrCreate()

import snowflake_import  # noqa: E402

snowflake_import.main()
