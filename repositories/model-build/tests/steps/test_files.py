"""Files as they really are: read whole, or refused by name."""

from __future__ import annotations

import datetime as dt
import gzip
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from columns import Columns, Feature
from preprocess import preprocess
from step import StepError

COLUMNS = Columns("approved", ("age", Feature("city", "category"), Feature("born", "date")), (), ("id",))
HEADER = "id,approved,age,city,born"
PARTS = ("train", "validation", "test")


def lines(count: int = 60, first: int = 0) -> list[str]:
    return [
        f"{number},{number % 2},{number},Bern,1990-01-{number % 28 + 1:02}" for number in range(first, first + count)
    ]


def write(folder: Path, text: str | bytes, name: str = "a.csv") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def made(folder: Path, columns: Columns = COLUMNS, problem: str = "binary") -> dict[str, list[str]]:
    """The rows of each part."""
    output = folder / "_output"
    preprocess(folder, output, columns, problem)
    return {part: (output / part / f"{part}.csv").read_text().splitlines()[1:] for part in PARTS}


def rows_of(folder: Path, columns: Columns = COLUMNS) -> list[str]:
    return [row for rows in made(folder, columns).values() for row in rows]


def refusal(folder: Path, columns: Columns = COLUMNS) -> str:
    with pytest.raises(StepError) as error:
        preprocess(folder, folder / "_output", columns)
    assert not (folder / "_output").exists()
    return str(error.value).removesuffix("; correct the data, or columns.json")


class TestRefuses:
    @pytest.mark.parametrize("row", ["0,0,20,Bern,1990-01-01,", "0,0,20,Bern", "0"])
    def test_a_row_with_more_or_fewer_cells_than_the_header(self, tmp_path: Path, row: str) -> None:
        write(tmp_path, "\n".join([HEADER, *lines(), row]))
        assert refusal(tmp_path) == f"a.csv has {row.count(',') + 1} cells in line 62, its header has 5"

    def test_the_same_in_every_row(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join([HEADER, *(f"{line}," for line in lines())]))
        assert refusal(tmp_path) == "a.csv has 6 cells in line 2, its header has 5"

    def test_a_line_counted_with_those_inside_of_quotes(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join([HEADER, '0,1,2,"one\ntwo",1990-01-01', "too,few"]))
        assert refusal(tmp_path) == "a.csv has 2 cells in line 4, its header has 5"

    def test_a_name_of_the_header_twice(self, tmp_path: Path) -> None:
        write(tmp_path, f"{HEADER},age\n" + "\n".join(f"{line},7" for line in lines()))
        assert refusal(tmp_path) == "a.csv names columns twice: age"

    def test_other_names(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join(["id,approved,Age,city,born ", *lines()]))
        assert refusal(tmp_path) == "a.csv lacks the columns age (it has 'Age'), born (it has 'born ')"

    @pytest.mark.parametrize(("mark", "named"), [(";", "';'"), ("\t", "'\\t'")])
    def test_other_separators(self, tmp_path: Path, mark: str, named: str) -> None:
        write(tmp_path, "\n".join([HEADER, *lines()]).replace(",", mark))
        assert refusal(tmp_path) == f"a.csv separates its columns by {named}; write commas"

    @pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
    def test_other_encodings(self, tmp_path: Path, encoding: str) -> None:
        write(tmp_path, "\n".join([HEADER, *lines(), "99,1,2,Genève,1990-01-01"]).encode(encoding))
        assert refusal(tmp_path) == "a.csv is not text in UTF-8"

    def test_a_quote_that_is_never_closed(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join([HEADER, '0,1,2,"Bern,1990-01-01', *lines()]))
        assert refusal(tmp_path).startswith("a.csv cannot be read as CSV near line ")

    def test_a_number_that_32_bits_do_not_hold(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join([HEADER, *lines(), "99,1,1e39,Bern,1990-01-01"]))
        assert refusal(tmp_path) == "a.csv: 1 values of age are beyond 3.403e+38, the first in row 62"

    @pytest.mark.parametrize("cell", ["1_000", "0x10", "inf", "1 000", '"1,5"', "seven", "1e999999"])
    def test_what_is_no_number(self, tmp_path: Path, cell: str) -> None:
        write(tmp_path, "\n".join([HEADER, *lines(), f"99,1,{cell},Bern,1990-01-01"]))
        assert refusal(tmp_path).startswith("a.csv: 1 values of age are ")

    def test_a_category_with_a_line_break_or_the_character_0(self, tmp_path: Path) -> None:
        write(
            tmp_path,
            "\n".join(
                [
                    HEADER,
                    *lines(),
                    '99,1,2,"one\ntwo",1990-01-01',
                    '98,1,2,"one\rtwo",1990-01-01',
                    "97,1,2,a\0b,1990-01-01",
                ]
            ),
        )
        assert refusal(tmp_path) == "a.csv: 3 values of city hold line breaks or the character 0, the first in row 62"

    @pytest.mark.parametrize("cell", ["31.12.1999", "1999-13-01", "1999-12-31T24:00:00Z", "19991231", "yesterday"])
    def test_what_is_no_date(self, tmp_path: Path, cell: str) -> None:
        write(tmp_path, "\n".join([HEADER, *lines(), f"99,1,2,Bern,{cell}"]))
        assert refusal(tmp_path).startswith("a.csv: 1 values of born are neither days nor moments")

    def test_a_file_of_another_kind(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join([HEADER, *lines()]))
        write(tmp_path, "x", "b.csv.zip")
        write(tmp_path / "arrived=2026-01-31", "x", "notes.txt")
        assert refusal(tmp_path).startswith(
            "these files are neither .csv, .csv.gz nor .parquet: arrived=2026-01-31/notes.txt, b.csv.zip;"
        )

    def test_everything_that_is_wrong_at_once_in_what_sagemaker_keeps(self, tmp_path: Path) -> None:
        for number in range(40):
            write(tmp_path, "\n".join([HEADER, "0,7,x,Bern,y"]), f"file-{number:02}.csv")
        with pytest.raises(StepError) as error:
            preprocess(tmp_path, tmp_path / "_output", COLUMNS)
        message = str(error.value)
        assert len(message.encode()) <= 1024
        assert message.startswith("file-00.csv: 1 values of age are no numbers, the first in row 2; file-00.csv: ")
        assert message.endswith(" more; correct the data, or columns.json")

    def test_nested_columns(self, tmp_path: Path) -> None:
        table = pa.table({"id": [1], "approved": [1], "age": [[1.5]], "city": ["a"], "born": [None]})
        pq.write_table(table, tmp_path / "a.parquet")
        assert refusal(tmp_path).startswith("a.parquet has the column age of type list<")


class TestReads:
    def test_a_mark_at_the_beginning_quoted_cells_blank_lines_and_other_line_ends(self, tmp_path: Path) -> None:
        text = "\ufeff" + HEADER + "\n" + "\r\n".join([*lines(), "", '99,1,7,"a ""b"", c",1990-01-01', ""])
        write(tmp_path, text)
        found = rows_of(tmp_path)
        assert len(found) == 61
        assert '1,7,"a ""b"", c",1990-01-01' in found

    def test_compressed_files_beside_others(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join([HEADER, *lines(30)]))
        write(tmp_path, gzip.compress("\n".join([HEADER, *lines(30, 30)]).encode()), "b.csv.gz")
        whole = tmp_path / "_whole"
        write(whole, "\n".join([HEADER, *lines(60)]))
        assert made(tmp_path) == made(whole)

    def test_words_for_missing_numbers_and_days(self, tmp_path: Path) -> None:
        write(tmp_path, "\n".join([HEADER, *lines(), "97,1,NA,NA,NULL", "98,0, ,,nan", "99,1,True,None,"]))
        assert {"1,,NA,", "0,,,", "1,1,None,"} <= set(rows_of(tmp_path))

    @pytest.mark.parametrize("identity", ["NA", "NULL", "None", "true", "nan", "1e400"])
    def test_an_identity_whose_text_looks_like_nothing(self, tmp_path: Path, identity: str) -> None:
        rows = [*lines(), f"{identity},1,7,Bern,1990-01-01"]
        write(tmp_path / "csv", "\n".join([HEADER, *rows]))
        table = pd.DataFrame([row.split(",") for row in rows], columns=HEADER.split(","))
        table["age"], table["approved"] = table["age"].astype(float), table["approved"].astype(int)
        (tmp_path / "parquet").mkdir()
        table.to_parquet(tmp_path / "parquet" / "a.parquet")
        assert made(tmp_path / "csv") == made(tmp_path / "parquet")

    def test_identities_of_20_digits_one_by_one(self, tmp_path: Path) -> None:
        rows = [f"{10**19 + number},{number % 2},1,a,2000-01-01" for number in range(300)]
        write(tmp_path, "\n".join([HEADER, *rows]))
        assert sorted(map(len, made(tmp_path).values()))[0] > 30

    @pytest.mark.parametrize(
        "kind",
        [
            pa.timestamp("us"),
            pa.timestamp("ms", "UTC"),
            pa.timestamp("ns"),
            pa.timestamp("us", "Europe/Berlin"),
            pa.date32(),
        ],
    )
    def test_moments_of_parquet_as_those_of_csv(self, tmp_path: Path, kind: pa.DataType) -> None:
        columns = Columns("approved", (Feature("born", "date"),), (), ("born",))
        days = [dt.datetime(1800 if number % 2 else 2100, 1, 1) + dt.timedelta(days=number) for number in range(60)]
        labels = [number // 2 % 2 for number in range(60)]
        values = pa.array([day.date() for day in days]) if kind == pa.date32() else pa.array(days, kind)
        (tmp_path / "parquet").mkdir()
        pq.write_table(pa.table({"approved": labels, "born": values}), tmp_path / "parquet" / "a.parquet")
        rows = [f"{label},{day:%Y-%m-%d}" for label, day in zip(labels, days, strict=True)]
        write(tmp_path / "csv", "\n".join(["approved,born", *rows]))
        assert made(tmp_path / "csv", columns) == made(tmp_path / "parquet", columns)

    def test_the_first_and_the_last_day(self, tmp_path: Path) -> None:
        ends = [dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31)]
        table = pa.table(
            {"id": range(60), "approved": [0, 1] * 30, "age": [1] * 60, "city": ["a"] * 60, "born": ends * 30}
        )
        pq.write_table(table, tmp_path / "a.parquet")
        assert set(rows_of(tmp_path)) == {"0,1,a,0001-01-01", "1,1,a,9999-12-31"}

    def test_every_kind_of_number_of_parquet(self, tmp_path: Path) -> None:
        count = range(60)
        for name, values in {
            "float32": pa.array([number + 0.1 for number in count], pa.float32()),
            "decimal": pa.array([Decimal(number) + Decimal("0.10") for number in count]),
            "text": pa.array([f"{number + 0.1}" for number in count]),
            "dictionary": pa.array([f"{number + 0.1}" for number in count]).dictionary_encode(),
        }.items():
            table = {"id": count, "approved": [0, 1] * 30, "age": values, "city": ["a"] * 60, "born": [None] * 60}
            (tmp_path / name).mkdir()
            pq.write_table(pa.table(table), tmp_path / name / "a.parquet")
            expected = sorted(f"{number % 2},{number + 0.1:.4g},a," for number in count)
            assert sorted(rows_of(tmp_path / name)) == expected

    def test_truths_as_labels_and_numbers(self, tmp_path: Path) -> None:
        truths = [number % 2 == 1 for number in range(60)]
        table = {"id": range(60), "approved": truths, "age": truths, "city": ["a"] * 60, "born": [None] * 60}
        pq.write_table(pa.table(table), tmp_path / "a.parquet")
        assert set(rows_of(tmp_path)) == {"0,0,a,", "1,1,a,"}

    def test_text_for_classes_in_their_order(self, tmp_path: Path) -> None:
        columns = Columns("grade", ("age",), (), ("age",), classes=("low", "2", "high"))
        grades = ["low", "2.0", "high"]
        rows = [f"{grades[number % 3]},{number}" for number in range(90)]
        write(tmp_path, "\n".join(["grade,age", *rows]))
        found = [row for rows in made(tmp_path, columns, "multiclass").values() for row in rows]
        assert sorted(found) == sorted(f"{number % 3},{number}" for number in range(90))
