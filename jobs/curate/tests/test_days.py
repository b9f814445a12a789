"""What becomes of a day when something is wrong with it, or with another."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_curate import DAY, HEADER, put_raw, put_schema, rows, run

import curate
from conftest import JOB


def told(spark, lake) -> str:
    with pytest.raises(RuntimeError) as raised:
        run(spark, lake)
    return str(raised.value)


class TestBadDays:
    def test_leave_what_was_there_and_do_not_stop_others(self, spark, lake):
        put_schema(lake)
        put_schema(lake, dataset="a-loans")
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        run(spark, lake)
        put_raw(lake, "b.csv", HEADER + "p2,1,today\n")
        put_raw(lake, "b.csv", HEADER + "p3,1,2026-01-16\n", "arrived=2026-01-16")
        put_raw(lake, "a.csv", "id\n1\n", dataset="a-loans")
        reason = told(spark, lake)
        assert "a-loans of 2026-01-15: raw/a-loans/arrived=2026-01-15/a.csv cannot be read with the columns" in reason
        assert f"payments of 2026-01-15: raw/payments/{DAY}/b.csv: values of column paid_at are no timestamp" in reason
        assert "today" not in reason
        assert [row[0] for row in rows(spark, lake)] == ["p1", "p3"]

    def test_leave_what_was_there_when_writing_fails(self, spark, lake, tmp_path):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        run(spark, lake)
        before = lake.list("curated/")
        put_raw(lake, "b.csv", HEADER + "p2,1,2026-01-15\n")
        # A file lies where the folder of staging would be.
        shutil.rmtree(tmp_path / "glue")
        lake.write("glue/tmp/curate/payments", "")
        assert "its rows fit, but could not be written" in told(spark, lake)
        assert lake.list("curated/") == before
        lake.delete("glue/tmp/curate/payments")
        assert run(spark, lake) == 1
        assert [row[0] for row in rows(spark, lake)] == ["p1", "p2"]

    def test_are_told_from_days_with_fewer_rows_than_arrived(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        lake.counts[f"raw/payments/{DAY}/a.csv"] = 2
        assert f"raw/payments/{DAY}/a.csv had 2 rows when it arrived, 1 are read" in told(spark, lake)
        assert not lake.list("curated/")

    @pytest.mark.parametrize("name", ["b.csv.gz", "b.tsv", "B.CSV"])
    def test_pass_over_no_file(self, spark, lake, name):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        put_raw(lake, name, HEADER + "p2,1,2026-01-15\n")
        assert f"raw/payments/{DAY}/{name} ends with none of .csv, .jsonl, .parquet" in told(spark, lake)
        assert not lake.list("curated/")

    def test_name_files_that_lie_in_no_day(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        put_raw(lake, "deep/b.csv", HEADER + "p2,1,2026-01-15\n")
        assert f"raw/payments/{DAY}/deep/b.csv lies in no day and is not read" in told(spark, lake)
        assert [row[0] for row in rows(spark, lake)] == ["p1"]

    def test_schemas_that_are_none_stop_nothing_else(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        lake.write("schemas/a-broken.json", "{")
        assert "a-broken: schemas/a-broken.json is no schema" in told(spark, lake)
        assert [row[0] for row in rows(spark, lake)] == ["p1"]


class TestFormats:
    def test_files_of_one_day_may_differ_in_format(self, spark, lake, tmp_path):
        put_schema(lake, {"format": "parquet"})
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        put_raw(lake, "b.jsonl", '{"id":"p2","amount":2.0,"paid_at":"2026-01-15"}\n')
        moment = pa.array([datetime(2026, 1, 15, tzinfo=timezone.utc)])
        for name, amount in [("c", pa.array([3], pa.int32())), ("d", pa.array([4.0]))]:
            table = pa.table({"paid_at": moment, "amount": amount, "id": pa.array([f"p-{name}"])})
            pq.write_table(table, tmp_path / "raw" / "payments" / DAY / f"{name}.parquet")
        assert run(spark, lake) == 1
        assert [(row[0], row[1]) for row in rows(spark, lake)] == [("p-c", 3.0), ("p-d", 4.0), ("p1", 1.0), ("p2", 2.0)]

    @pytest.mark.parametrize("form", ["csv", "jsonl"])
    def test_rows_with_both_line_ends_are_never_read_with_the_return(self, spark, lake, form):
        put_schema(lake, {"columns": {"id": {"type": "string"}, "by": {"type": "string"}}, "format": form, "key": []})
        text = {"csv": "id,by\np1,x\r\np2,x\n", "jsonl": '{"id":"p1","by":"x"}\r\n{"id":"p2","by":"x"}\n'}[form]
        put_raw(lake, f"a.{form}", text)
        if form == "csv":
            assert "values of column by are no string, in 1 rows" in told(spark, lake)
        else:
            run(spark, lake)
            assert [(row[0], row[1]) for row in rows(spark, lake)] == [("p1", "x"), ("p2", "x")]


class TestReaders:
    def test_see_the_same_first_and_last_day(self, spark, lake, tmp_path):
        put_schema(lake)
        days = ["0001-01-01", "1582-10-10", "1899-12-31", "9999-12-31"]
        put_raw(lake, "a.csv", HEADER + "".join(f"p{index},1,{day}\n" for index, day in enumerate(days)))
        run(spark, lake)
        path = tmp_path / "curated" / "payments" / DAY / curate.ROWS
        file = pq.ParquetFile(path)
        assert file.schema.column(2).physical_type == "INT64"
        assert str(file.schema_arrow.field("paid_at").type) == "timestamp[us, tz=UTC]"
        moments = [datetime.fromisoformat(f"{day}T00:00:00+00:00") for day in days]
        assert file.read().column("paid_at").to_pylist() == moments
        frame = pandas.read_parquet(path, columns=["paid_at"])
        assert [str(moment)[:10] for moment in frame["paid_at"]] == days

    def test_find_one_file_a_day(self, spark, lake):
        put_schema(lake)
        for name in "abc":
            put_raw(lake, f"{name}.csv", HEADER + f"{name},1,2026-01-15\n")
        # As versions before this one wrote it.
        lake.write(f"curated/payments/{DAY}/part-00000.parquet", "")
        run(spark, lake)
        names = [key.rsplit("/", 1)[-1] for key in lake.list("curated/")]
        assert sorted(names) == [curate.FINGERPRINT, curate.ROWS]
        assert not lake.list(curate.STAGING)


class TestOnArrival:
    def test_makes_what_asks_for_it_until_nothing_is_new(self, spark, lake, monkeypatch):
        put_schema(lake)
        put_schema(lake, {"curate": "on-arrival"}, dataset="loans")
        for dataset in ("payments", "loans"):
            put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n", dataset=dataset)
        make = curate.make_day

        def arriving(*given):
            make(*given)
            # A file that arrives while the run is under way cannot start another.
            put_raw(lake, "b.csv", HEADER + "p2,1,2026-01-15\n", dataset="loans")

        monkeypatch.setattr(curate, "make_day", arriving)
        assert curate.curate_arrivals(spark, lake, "v1") == 2
        assert [row[0] for row in rows(spark, lake, "loans")] == ["p1", "p2"]
        assert not lake.list("curated/payments/")


def test_reads_its_grammar_from_the_archive_that_glue_gives_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "library.zip", "w") as archive:
        for name in ("reading.py", "grammar.json"):
            archive.write(Path(JOB) / name, name)
    script = "import reading; print(sorted(reading.GRAMMAR))"
    environment = {"PYTHONPATH": str(tmp_path / "library.zip"), "PATH": "/usr/bin:/bin"}
    told = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert told.stdout.strip() == str(sorted(json.loads((Path(JOB) / "grammar.json").read_text()))), told.stderr
