"""Reads with the code of Collect what lies in the capture bucket of an S3 at an address."""

import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

root, folder = map(Path, sys.argv[1:3])
os.environ |= {"AWS_ENDPOINT_URL": sys.argv[3], "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
sys.path[:0] = [str(root / part) for part in ("monitoring", "steps", "tests/monitoring", "tests", "samples")]

import pandas as pd
from capture_files import find_files
from collect import read_version
from columns import Columns, Feature
from ledger import Ledger
from production import SETTINGS
from store import aws_store
from versions import ROWS, AnsweringVersion
from window import Window

settings = replace(SETTINGS, model="churn", inference="asynchronous", captureBucketName="capture")
store = aws_store("eu-west-1")
window = Window(datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
files, _ = find_files(store, settings, window, Ledger())
version = AnsweringVersion("7", folder, Columns("left", (Feature("age", "number"), Feature("plan", "category")), ()))
read_version(store, settings, version, files)
rows = pd.read_parquet(folder / ROWS)
print(json.dumps({"bad": version.bad, "rows": json.loads(rows.drop(columns="time").to_json(orient="records"))}))
