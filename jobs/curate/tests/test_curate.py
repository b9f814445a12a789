from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

import curate
import reading
from curate import Day, DatasetSchema, days_of

FIXTURES = Path(__file__).parents[3] / "test" / "fixtures" / "data"
VALUES = json.loads((FIXTURES / "values.json").read_text())
REFUSED = json.loads((FIXTURES / "refused.json").read_text())

PAYMENTS = {
    "format": "csv",
    "maxBytes": 1000,
    "columns": {
        "id": {"type": "string", "required": True},
        "amount": {"type": "number", "min": 0},
        "paid_at": {"type": "timestamp", "required": True},
    },
    "key": ["id"],
}
HEADER = "id,amount,paid_at\n"
DAY = "arrived=2026-01-15"


def put_schema(lake, changes=None, dataset="payments"):
    lake.write(f"schemas/{dataset}.json", json.dumps({**PAYMENTS, **(changes or {})}))


def put_raw(lake, name, text, day=DAY, dataset="payments"):
    lake.write(f"raw/{dataset}/{day}/{name}", text)


def run(spark, lake, script="v1"):
    return curate.curate(spark, lake, script)


def rows(spark, lake, dataset="payments"):
    table = spark.read.parquet(lake.uri(f"curated/{dataset}/"))
    return sorted(tuple(row) for row in table.collect())


class TestCurate:
    def test_types_and_partitions_csv(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + 'p1,12.50,2026-01-15T09:30:00+01:00\n"p,""2""",,2026-01-15\n')
        put_raw(lake, "b.csv", HEADER + "p3,1,2026-01-16\n", "arrived=2026-01-16")

        assert run(spark, lake) == 2
        table = spark.read.parquet(lake.uri("curated/payments/"))
        assert table.dtypes == [
            ("id", "string"),
            ("amount", "double"),
            ("paid_at", "timestamp"),
            ("arrived", "date"),
        ]
        found = {row["id"]: (row["amount"], str(row["arrived"])) for row in table.collect()}
        assert found == {
            "p1": (12.5, "2026-01-15"),
            'p,"2"': (None, "2026-01-15"),
            "p3": (1.0, "2026-01-16"),
        }
        moment = table.where("id = 'p1'").selectExpr("unix_timestamp(paid_at)").first()[0]
        assert moment == datetime(2026, 1, 15, 8, 30, tzinfo=timezone.utc).timestamp()

    def test_types_json_lines(self, spark, lake):
        put_schema(lake, {"format": "jsonl"})
        put_raw(lake, "a.jsonl", '{"paid_at":"2026-01-15","id":"p1","amount":3}\n\n{"id":"p2","paid_at":"2026-01-15"}\n')
        assert run(spark, lake) == 1
        assert [(row[0], row[1]) for row in rows(spark, lake)] == [("p1", 3.0), ("p2", None)]

    @pytest.mark.parametrize("form", ["csv", "jsonl"])
    def test_reads_byte_order_marks(self, spark, lake, form):
        put_schema(lake, {"format": form})
        text = {"csv": HEADER + "p1,1,2026-01-15\n", "jsonl": '{"id":"p1","paid_at":"2026-01-15"}\n'}[form]
        put_raw(lake, f"a.{form}", "\ufeff" + text)
        run(spark, lake)
        assert [row[0] for row in rows(spark, lake)] == ["p1"]

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_reads_a_quoted_line_end_as_one_character_whatever_ends_the_lines(self, spark, lake, end):
        put_schema(lake)
        put_raw(lake, "a.csv", f'{HEADER.strip()}{end}"a\r\nb",1,2026-01-15{end}"a\nc",1,2026-01-15{end}')
        run(spark, lake)
        assert [row[0] for row in rows(spark, lake)] == ["a\nb", "a\nc"]

    def test_keeps_the_last_row_of_the_newest_file_for_each_key(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "z-old.csv", HEADER + "p1,1,2026-01-15\np2,1,2026-01-15\n")
        put_raw(lake, "a-new.csv", HEADER + "p1,2,2026-01-15\np1,3,2026-01-15\n")
        lake.set_time(f"raw/payments/{DAY}/z-old.csv", 1_000_000)
        lake.set_time(f"raw/payments/{DAY}/a-new.csv", 2_000_000)
        run(spark, lake)
        assert [(row[0], row[1]) for row in rows(spark, lake)] == [("p1", 3.0), ("p2", 1.0)]

    def test_keeps_every_row_without_key(self, spark, lake):
        put_schema(lake, {"key": []})
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n" * 2)
        run(spark, lake)
        assert len(rows(spark, lake)) == 2

    def test_makes_nothing_twice(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        assert run(spark, lake) == 1
        assert run(spark, lake) == 0

    def test_makes_a_day_anew_when_a_file_joins_it(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        put_raw(lake, "b.csv", HEADER + "p2,1,2026-01-15\n", "arrived=2026-01-16")
        run(spark, lake)
        put_raw(lake, "c.csv", HEADER + "p3,1,2026-01-15\n")
        assert run(spark, lake) == 1
        assert [row[0] for row in rows(spark, lake)] == ["p1", "p2", "p3"]

    def test_forgets_rows_whose_file_is_gone(self, spark, lake, tmp_path):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        put_raw(lake, "b.csv", HEADER + "p2,1,2026-01-15\n")
        run(spark, lake)
        (tmp_path / "raw" / "payments" / DAY / "a.csv").unlink()
        assert run(spark, lake) == 1
        assert [row[0] for row in rows(spark, lake)] == ["p2"]

    def test_makes_everything_anew_for_another_schema_or_script(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        run(spark, lake)
        put_schema(lake, {"maxBytes": 2000})
        assert run(spark, lake) == 1
        assert run(spark, lake, "v2") == 1

    def test_makes_a_day_anew_that_was_not_finished(self, spark, lake, tmp_path):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n")
        run(spark, lake)
        (tmp_path / "curated" / "payments" / DAY / curate.FINGERPRINT).unlink()
        assert run(spark, lake) == 1

    def test_writes_nothing_of_a_day_with_a_row_that_does_not_fit(self, spark, lake, capsys):
        put_schema(lake)
        put_schema(lake, dataset="loans")
        put_raw(lake, "a.csv", HEADER + "p1,1,2026-01-15\n", dataset="loans")
        put_raw(lake, "a.csv", HEADER + "p1,much,2026-01-15\np2,1,2026-01-15\n,1,2026-01-15\n", dataset="payments")
        with pytest.raises(RuntimeError, match="could not be made: payments of 2026-01-15: "):
            run(spark, lake)
        assert [row[0] for row in rows(spark, lake, "loans")] == ["p1"]
        assert not lake.list("curated/payments/")
        told = capsys.readouterr().err
        assert f"raw/payments/{DAY}/a.csv: values of column amount are no number, in 1 rows" in told
        assert f"raw/payments/{DAY}/a.csv: values of column id are no string, or are missing, in 1 rows" in told
        assert "much" not in told

    @pytest.mark.parametrize(
        "text", ["id,paid_at,amount\np1,2026-01-15,1\n", "id,amount\np1,1\n", HEADER + "p1,1,2026-01-15,x\n"]
    )
    def test_fails_for_columns_that_are_not_those_of_the_schema(self, spark, lake, text):
        put_schema(lake)
        put_raw(lake, "a.csv", text)
        with pytest.raises(RuntimeError, match="payments"):
            run(spark, lake)
        assert not lake.list("curated/payments/")

    def test_fails_for_columns_in_another_order_though_all_values_fit(self, spark, lake):
        put_schema(lake, {"columns": {"payer": {"type": "string"}, "payee": {"type": "string"}}, "key": []})
        put_raw(lake, "a.csv", "payee,payer\nada,bob\n")
        with pytest.raises(RuntimeError, match="payments"):
            run(spark, lake)

    def test_passes_over_data_without_schema_and_schemas_without_data(self, spark, lake):
        put_schema(lake)
        put_raw(lake, "a.csv", HEADER, dataset="unknown")
        lake.write("schemas/README.md", "")
        assert run(spark, lake) == 0


class TestValues:
    """What the function accepts as a type, Spark reads as that type: test/functions/validate-arrivals/columns.test.ts."""

    SCHEMA = {
        "columns": {name: {"type": name} for name in reading.SPARK_TYPES},
        "key": [],
    }

    @pytest.mark.parametrize("form", ["csv", "jsonl"])
    def test_accepted_values_are_read_as_meant(self, spark, lake, tmp_path, form):
        put_schema(lake, {**self.SCHEMA, "format": form})
        put_raw(lake, f"a.{form}", self._csv() if form == "csv" else self._json_lines())
        assert run(spark, lake) == 1
        # By another reader: Spark gives Python no moments of the first day.
        table = parquet.ParquetFile(tmp_path / "curated" / "payments" / DAY / curate.ROWS).read().to_pylist()
        found = {
            json.dumps([name, self._plain(value)])
            for row in table
            for name, value in row.items()
            if value is not None
        }
        assert found == {json.dumps([case["type"], case["value"]]) for case in VALUES}

    @staticmethod
    def _csv() -> str:
        names = list(reading.SPARK_TYPES)
        lines = [",".join(names)]
        for case in VALUES:
            text = '"' + case["text"].replace('"', '""') + '"'
            lines.append(",".join(text if name == case["type"] else "" for name in names))
        return "\n".join(lines) + "\n"

    @staticmethod
    def _json_lines() -> str:
        return "".join(f'{{"{case["type"]}": {case.get("raw", json.dumps(case["json"]))}}}\n' for case in VALUES)

    @pytest.mark.parametrize("form", ["csv", "jsonl"])
    def test_refused_values_are_refused_here_too(self, spark, lake, form):
        names = list(reading.SPARK_TYPES)
        put_schema(lake, {**self.SCHEMA, "format": form})
        cells = [(name, text) for name, texts in REFUSED.items() for text in texts]
        if form == "csv":
            lines = [names] + [[f'"{text}"' if name == column else "" for column in names] for name, text in cells]
            put_raw(lake, "a.csv", "".join(",".join(line) + "\n" for line in lines))
        else:
            put_raw(lake, "a.jsonl", "".join(json.dumps({name: text}) + "\n" for name, text in cells))
        with pytest.raises(RuntimeError) as raised:
            run(spark, lake)
        for name, texts in REFUSED.items():
            told = f"values of column {name} are no {name}, in {len(texts)} rows"
            assert (told in str(raised.value)) == (form == "csv" or name != "string")
        assert not lake.list("curated/")

    @staticmethod
    def _plain(value):
        if isinstance(value, datetime):
            return value.astimezone(timezone.utc).isoformat()
        return value


class TestDays:
    def test_are_those_of_the_data_sets_files_the_oldest_first(self):
        keys = [
            "raw/payments/arrived=2026-01-16/b.csv",
            "raw/payments/arrived=2026-01-15/a.csv",
            "raw/payments/arrived=2026-01-15/_temporary",
            "raw/payments/arrived=2026-01-15/deep/a.csv",
            "raw/payments/arrived=yesterday/a.csv",
            "raw/payments/a.csv",
        ]
        days, stray = days_of("payments", {key: "mark" for key in [*keys, "raw/payments/", "raw/payments_$folder$"]})
        assert stray == sorted(keys[2:])
        assert [(day.arrived, list(day.files)) for day in days] == [
            ("2026-01-15", ["raw/payments/arrived=2026-01-15/a.csv"]),
            ("2026-01-16", ["raw/payments/arrived=2026-01-16/b.csv"]),
        ]
        assert days[0].target == "curated/payments/arrived=2026-01-15/"

    def test_have_a_fingerprint_of_files_schema_and_script(self):
        day = Day("payments", "2026-01-15", {"a": "1", "b": "2"})
        same = Day("payments", "2026-01-15", {"b": "2", "a": "1"})
        other = Day("payments", "2026-01-15", {"a": "1", "b": "3"})
        prints = [
            day.fingerprint("schema", "script"),
            other.fingerprint("schema", "script"),
            day.fingerprint("schema 2", "script"),
            day.fingerprint("schema", "script 2"),
        ]
        assert same.fingerprint("schema", "script") == prints[0]
        assert len(set(prints)) == 4


def test_schema_needs_no_more_than_format_and_columns():
    text = json.dumps({"format": "csv", "columns": {"id": {"type": "string"}}})
    assert DatasetSchema.parse(text) == DatasetSchema({"id": ("string", False)}, (), False)
