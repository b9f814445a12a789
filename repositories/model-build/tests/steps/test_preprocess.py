from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from conftest import COLUMNS, customers, files_below

from columns import Columns
from preprocess import main, preprocess

PARTS = ("train", "validation", "test")

Refusal = Callable[[], str]


def rows_of(output: Path, part: str) -> list[str]:
    """The rows of a part, without the header."""
    return (output / part / f"{part}.csv").read_text().splitlines()[1:]


def report_of(output: Path) -> dict[str, object]:
    return json.loads((output / "report" / "data.json").read_text())


def test_writes_the_parts_the_table_for_bias_and_the_report(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    preprocess(data, output, COLUMNS)
    assert files_below(output) == [
        "bias/bias.csv",
        "report/data.json",
        "test/protected.parquet",
        "test/test.csv",
        "train/train.csv",
        "validation/validation.csv",
    ]
    report = report_of(output)
    assert sorted(report) == ["files", "rows", "version"]
    assert report["files"] == 1
    assert report["rows"] == {part: len(rows_of(output, part)) for part in PARTS}


def test_parts_have_the_label_first_then_the_features_and_together_every_row(data: Path, tmp_path: Path) -> None:
    preprocess(data, tmp_path / "output", COLUMNS)
    written = [row for part in PARTS for row in rows_of(tmp_path / "output", part)]
    expected = [
        f"{bought},{'' if pd.isna(age) else int(age)},{income:g}"
        for bought, age, income in customers(1000)[["bought", "age", "income"]].itertuples(index=False)
    ]
    assert sorted(written) == sorted(expected)


def test_the_table_for_bias_has_the_rows_for_training_whose_groups_are_known(data: Path, tmp_path: Path) -> None:
    preprocess(data, tmp_path / "output", COLUMNS)
    header, *rows = (tmp_path / "output" / "bias" / "bias.csv").read_text().splitlines()
    assert header == "bought,age,income,group,region"
    training = set(rows_of(tmp_path / "output", "train"))
    expected = [
        f"{row.bought},{'' if pd.isna(row.age) else int(row.age)},{row.income:g},{row.group},{int(row.region)}"
        for row in customers(1000).dropna(subset=["region"]).itertuples()
    ]
    assert sorted(rows) == sorted(row for row in expected if ",".join(row.split(",")[:3]) in training)
    assert 0 < len(rows) < len(training)


def test_about_60_20_and_20_per_cent_of_the_rows_are_in_the_parts(tmp_path: Path) -> None:
    customers(10_000).to_csv(tmp_path / "many.csv", index=False)
    preprocess(tmp_path, tmp_path / "output", COLUMNS)
    shares = [len(rows_of(tmp_path / "output", part)) / 10_000 for part in PARTS]
    assert shares == pytest.approx([0.6, 0.2, 0.2], abs=0.015)


def test_new_rows_leave_the_others_where_they_were(data: Path, tmp_path: Path) -> None:
    preprocess(data, tmp_path / "before", COLUMNS)
    customers(500, seed=8).to_csv(data / "a-later-file.csv", index=False)
    preprocess(data, tmp_path / "after", COLUMNS)
    for part in PARTS:
        before, after = rows_of(tmp_path / "before", part), rows_of(tmp_path / "after", part)
        assert set(before) <= set(after)
        assert len(before) < len(after)


def test_neither_files_nor_format_nor_order_matter_to_the_parts(data: Path, tmp_path: Path) -> None:
    preprocess(data, tmp_path / "csv", COLUMNS)
    rows = customers(1000).sample(frac=1, random_state=1)[["group", "region", "income", "bought", "age", "id"]]
    for day, table in {"2026-01-31": rows[:300], "2026-02-01": rows[300:]}.items():
        folder = tmp_path / "lake" / f"arrived={day}"
        folder.mkdir(parents=True)
        table.to_parquet(folder / "part-0.snappy.parquet", index=False)
    preprocess(tmp_path / "lake", tmp_path / "parquet", COLUMNS)
    for part in PARTS:
        assert rows_of(tmp_path / "csv", part) == rows_of(tmp_path / "parquet", part)
    assert report_of(tmp_path / "parquet")["files"] == 2


def test_numbers_of_many_digits_are_the_same_in_either_format(tmp_path: Path) -> None:
    rows = customers(300)
    rows["income"] = rows["income"] / 7e5
    for name in ("csv", "parquet"):
        (tmp_path / name).mkdir()
    rows.to_csv(tmp_path / "csv" / "rows.csv", index=False)
    rows.to_parquet(tmp_path / "parquet" / "rows.parquet")
    for name in ("csv", "parquet"):
        preprocess(tmp_path / name, tmp_path / name / "_output", COLUMNS)
    for part in PARTS:
        one, other = (rows_of(tmp_path / name / "_output", part) for name in ("csv", "parquet"))
        assert one == other


def test_order_of_features_and_protected_attributes_do_not_matter_to_the_parts(data: Path, tmp_path: Path) -> None:
    preprocess(data, tmp_path / "one", COLUMNS)
    preprocess(data, tmp_path / "other", Columns("bought", ("income", "age"), ("group",)))
    for part in PARTS:
        one, other = rows_of(tmp_path / "one", part), rows_of(tmp_path / "other", part)
        assert [row.split(",") for row in one] == [[a, c, b] for a, b, c in (row.split(",") for row in other)]


def test_a_row_stays_where_it_is_when_its_label_is_corrected(data: Path, tmp_path: Path) -> None:
    preprocess(data, tmp_path / "before", COLUMNS)
    rows = customers(1000)
    rows["bought"] = 1 - rows["bought"]
    rows.to_csv(data / "customers.csv", index=False)
    preprocess(data, tmp_path / "after", COLUMNS)
    for part in PARTS:
        before, after = rows_of(tmp_path / "before", part), rows_of(tmp_path / "after", part)
        assert [row.split(",")[1:] for row in before] == [row.split(",")[1:] for row in after]
        assert all(one[0] != other[0] for one, other in zip(before, after, strict=True))


def test_equal_rows_are_on_the_same_side_of_the_split(tmp_path: Path) -> None:
    pd.concat([customers(300)] * 2).to_csv(tmp_path / "twice.csv", index=False)
    preprocess(tmp_path, tmp_path / "output", COLUMNS)
    features = [{row.split(",", 1)[1] for row in rows_of(tmp_path / "output", part)} for part in PARTS]
    assert features[0] & features[1] == features[0] & features[2] == features[1] & features[2] == set()


def test_an_identity_keeps_rows_where_they_are_when_features_change(data: Path, tmp_path: Path) -> None:
    preprocess(data, tmp_path / "two", Columns("bought", ("age", "income"), (), identity=("id",)))
    preprocess(data, tmp_path / "one", Columns("bought", ("income",), (), identity=("id",)))
    for part in PARTS:
        two, one = rows_of(tmp_path / "two", part), rows_of(tmp_path / "one", part)
        assert [row.split(",")[::2] for row in two] == [row.split(",") for row in one]


def test_rows_of_equal_identity_are_on_the_same_side_of_the_split(tmp_path: Path) -> None:
    rows = customers(3000).assign(household=[f"{number % 300:03}" for number in range(3000)])
    rows.to_csv(tmp_path / "rows.csv", index=False)
    preprocess(tmp_path, tmp_path / "output", Columns("bought", ("household", "age"), (), identity=("household",)))
    parts = [{row.split(",")[1] for row in rows_of(tmp_path / "output", part)} for part in PARTS]
    assert sum(len(part) for part in parts) == 300 == len(parts[0] | parts[1] | parts[2])


def test_an_identity_may_be_text_or_numbers_in_any_format(tmp_path: Path) -> None:
    for name, values in {"texts": ["007", "x8", "-0.0"], "numbers": [7.0, "x8", 0]}.items():
        rows = customers(300).assign(id=[*values, *range(10, 307)])
        (tmp_path / name).mkdir()
        if name == "texts":
            rows.astype({"id": str}).to_parquet(tmp_path / name / "rows.parquet")
        else:
            rows.to_csv(tmp_path / name / "rows.csv", index=False)
        preprocess(tmp_path / name, tmp_path / name / "_output", Columns("bought", ("age",), (), identity=("id",)))
    for part in PARTS:
        texts, numbers = (rows_of(tmp_path / name / "_output", part) for name in ("texts", "numbers"))
        assert texts == numbers


def test_minus_zero_is_zero(tmp_path: Path) -> None:
    for name, zero in {"plus": "0", "minus": "-0.0"}.items():
        (tmp_path / name).mkdir()
        text = customers(300).to_csv(index=False) + f"x,{zero},{zero},1,1,1\n"
        (tmp_path / name / "rows.csv").write_text(text)
        preprocess(tmp_path / name, tmp_path / name / "_output", COLUMNS)
    for part in PARTS:
        plus, minus = (rows_of(tmp_path / name / "_output", part) for name in ("plus", "minus"))
        assert plus == minus


class TestRefuses:
    def run(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
        """What the step tells SageMaker; it ends with 1 and writes nothing."""
        monkeypatch.setattr("preprocess.read_columns", lambda: COLUMNS)
        output, message = folder / "_output", folder / "_message"
        arguments = ["--input", str(folder), "--output", str(output), "--message", str(message)]
        assert main(arguments) == 1
        assert not output.exists()
        assert capsys.readouterr().err == f"error: {message.read_text()}\n"
        return message.read_text()

    @pytest.fixture
    def refusal(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Refusal:
        return lambda: self.run(tmp_path, capsys, monkeypatch)

    def test_a_prefix_without_data(self, tmp_path: Path, refusal: Refusal) -> None:
        (tmp_path / "_SUCCESS").write_text("")
        assert refusal() == (
            f"there is no .csv, .csv.gz or .parquet file below {tmp_path}; check that the prefix of the data in "
            "config.yaml exists and that data have arrived"
        )

    def test_missing_columns_of_every_file(self, tmp_path: Path, refusal: Refusal) -> None:
        customers(10).drop(columns=["age", "region"]).to_csv(tmp_path / "a.csv", index=False)
        (tmp_path / "day=1").mkdir()
        customers(10).drop(columns=["bought"]).to_parquet(tmp_path / "day=1" / "b.parquet")
        assert refusal() == (
            "a.csv lacks the columns age, region; day=1/b.parquet lacks the columns bought; correct the data, or "
            "columns.json"
        )

    def test_values_that_are_no_numbers_without_repeating_them(self, tmp_path: Path, refusal: Refusal) -> None:
        rows = customers(10).astype({"age": "object"})
        rows.loc[3, "age"] = "forty"
        rows.loc[4:5, "income"] = float("inf")
        rows["region"] = pd.Timestamp("2026-01-31")
        rows.to_csv(tmp_path / "a.csv", index=False)
        assert refusal() == (
            "a.csv: 1 values of age are no numbers, the first in row 5; a.csv: 2 values of income are no numbers, the "
            "first in row 6; a.csv: 10 values of region are no numbers, the first in row 2; correct the data, or "
            "columns.json"
        )

    def test_dates(self, tmp_path: Path, refusal: Refusal) -> None:
        rows = customers(10)
        rows["age"] = pd.Timestamp("2026-01-31")
        rows.to_parquet(tmp_path / "a.parquet")
        assert refusal() == (
            "a.parquet: 10 values of age are no numbers, the first in row 1; correct the data, or columns.json"
        )

    def test_labels_that_are_missing_or_neither_0_nor_1(self, tmp_path: Path, refusal: Refusal) -> None:
        rows = customers(10).astype({"bought": "float64"})
        rows.loc[0, "bought"] = 2
        rows.loc[1, "bought"] = float("nan")
        rows.to_csv(tmp_path / "a.csv", index=False)
        assert refusal() == (
            "a.csv: 2 values of bought are none of the 2 classes, the first in row 2; correct the data, or columns.json"
        )

    def test_a_file_without_rows(self, tmp_path: Path, refusal: Refusal) -> None:
        customers(10)[:0].to_csv(tmp_path / "a.csv", index=False)
        assert refusal() == (
            "too few rows: 0; these parts do not have two values of bought: train (0), validation (0), test (0)"
        )

    def test_a_file_of_no_bytes(self, tmp_path: Path, refusal: Refusal) -> None:
        (tmp_path / "a.csv").write_text("")
        assert refusal() == (
            "a.csv is empty, or begins with an empty line: the first line must name the columns; correct the data, or "
            "columns.json"
        )

    def test_a_broken_file(self, tmp_path: Path, refusal: Refusal) -> None:
        (tmp_path / "a.parquet").write_text("no parquet")
        assert refusal() == "a.parquet cannot be read as Parquet: ArrowInvalid; correct the data, or columns.json"

    def test_too_few_rows_for_three_parts(self, tmp_path: Path, refusal: Refusal) -> None:
        rows = customers(200)
        rows[rows["bought"] == 1].to_csv(tmp_path / "a.csv", index=False)
        assert refusal().startswith("too few rows: ")

    def test_a_missing_identity(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        customers(10).to_csv(tmp_path / "a.csv", index=False)
        columns = Columns("bought", ("age",), (), identity=("id", "number"))
        monkeypatch.setattr("preprocess.read_columns", lambda: columns)
        assert main(["--input", str(tmp_path), "--output", str(tmp_path / "_output")]) == 1
        assert capsys.readouterr().err == ("error: a.csv lacks the columns number; correct the data, or columns.json\n")
