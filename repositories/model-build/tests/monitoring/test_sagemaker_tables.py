"""Tables for AWS's containers: what they hold, and which version they look at."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from columns import Columns, Feature
from sagemaker_tables import write_tables
from versions import ROWS, AnsweringVersion

COLUMNS = Columns("bought", (Feature("age"), Feature("income")), (Feature("group"),))
AT = pd.Timestamp("2026-03-09T12:00:00Z")


def version(output: Path, number: str, rows: int, problem: str | None = None) -> AnsweringVersion:
    """A version of which so many rows were captured."""
    folder = output / "versions" / number
    (folder / "constraints").mkdir(parents=True)
    (folder / "model.tar.gz").write_bytes(f"model {number}".encode())
    (folder / "constraints" / "data-quality-statistics.json").write_text("{}")
    (folder / "constraints" / "bias-constraints.json").write_text('{"version": "1.0"}')
    table = pd.DataFrame(
        {
            "inference_id": [f"{number}-{row}" for row in range(rows)],
            "time": AT,
            "prediction": [0.25 if row % 2 else 0.75 for row in range(rows)],
            "age": [float(20 + row) for row in range(rows)],
            "income": [1.5 if row else None for row in range(rows)],
        }
    )
    table.to_parquet(folder / ROWS)
    return AnsweringVersion(number, folder, COLUMNS, problem, rows=rows)


def deliver(output: Path, number: str, rows: int) -> None:
    """Labels of so many rows of a version, of which the protected column of the first is not known."""
    (output / "labelled").mkdir(exist_ok=True)
    table = pd.DataFrame(
        {
            "version": number,
            "prediction": [0.25 if row % 2 else 0.75 for row in range(rows)],
            "label": [row % 2 for row in range(rows)],
            "age": [float(20 + row) for row in range(rows)],
            "income": 1.5,
            "group": [row % 2 if row else None for row in range(rows)],
        }
    )
    table.to_parquet(output / "labelled" / f"{number}.parquet")


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines()


def test_looks_at_the_version_with_the_most_rows(tmp_path: Path) -> None:
    versions = [version(tmp_path, "6", 3), version(tmp_path, "7", 5), version(tmp_path, "8", 9, "no baseline")]
    assert write_tables(versions, tmp_path, minimum=2) == "unlabelled"
    folder = tmp_path / "sagemaker"
    assert (folder / "model.tar.gz").read_bytes() == b"model 7"
    header, first, *rest = lines(folder / "data-quality" / "data_quality.csv")
    assert (header, first, len(rest)) == ("prediction,age,income", "0.75,20,", 4)
    assert lines(folder / "explainability" / "explainability.csv")[:2] == ["age,income", "20,"]
    assert not (folder / "model-quality").exists()
    found = sorted(file.relative_to(folder / "baselines").as_posix() for file in (folder / "baselines").rglob("*.json"))
    assert found == ["bias/constraints.json", "data-quality/statistics.json"]


def test_gives_labelled_rows_to_the_checks_of_quality_and_bias(tmp_path: Path) -> None:
    versions = [version(tmp_path, "6", 3), version(tmp_path, "7", 5)]
    deliver(tmp_path, "6", 9)
    deliver(tmp_path, "7", 4)
    assert write_tables(versions, tmp_path, minimum=2) == "labelled"
    folder = tmp_path / "sagemaker"
    # Those of the other version are none of this one's.
    assert lines(folder / "model-quality" / "model_quality.csv") == [
        "prediction,probability,label",
        *("1,0.75,0", "0,0.25,1", "1,0.75,0", "0,0.25,1"),
    ]
    # A row whose group is not known is in none.
    assert lines(folder / "bias" / "bias.csv") == ["bought,age,income,group", "1,21,1.5,1", "0,22,1.5,0", "1,23,1.5,1"]


@pytest.mark.parametrize("rows", [0, 4])
def test_checks_nothing_with_too_few_rows(tmp_path: Path, rows: int) -> None:
    assert write_tables([version(tmp_path, "7", rows)], tmp_path, minimum=5) == "none"
    assert not (tmp_path / "sagemaker").exists()


def test_measures_no_quality_with_too_few_labels(tmp_path: Path) -> None:
    versions = [version(tmp_path, "7", 5)]
    deliver(tmp_path, "7", 4)
    assert write_tables(versions, tmp_path, minimum=5) == "unlabelled"
    assert not (tmp_path / "sagemaker" / "bias").exists()
