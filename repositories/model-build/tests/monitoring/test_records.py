from __future__ import annotations

import base64
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from captured_rows import CapturedRows
from columns import Feature
from ground_truth import Labels, join
from records import milliseconds, read_batch_pair, read_endpoint_file

FEATURES = ("age", "income")
NOON = "2026-03-10T12:00:00Z"


def record(body: str, answer: str, encoding: str = "CSV", kind: str = "text/csv", **event: str) -> dict[str, Any]:
    parts = {
        name: {"observedContentType": kind, "mode": mode, "data": data, "encoding": encoding}
        for name, mode, data in (("endpointInput", "INPUT", body), ("endpointOutput", "OUTPUT", answer))
    }
    return {
        "captureData": parts,
        "eventMetadata": {"eventId": "e", "inferenceTime": NOON, **event},
        "eventVersion": "0",
    }


def read(tmp_path: Path, *records: Any) -> tuple[pd.DataFrame, dict[str, int]]:
    into = CapturedRows(tmp_path / "rows.parquet", tuple(map(Feature, FEATURES)))
    lines = [each if isinstance(each, str) else json.dumps(each) for each in records]
    read_endpoint_file("\n".join(lines), into, lambda uri: {"s3://bucket/body": "30,1\n40,2"}[uri])
    into.close()
    return pd.read_parquet(tmp_path / "rows.parquet"), dict(into.bad)


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("captured", "rows"),
    [
        (record("30,1.5", "0.25"), [("e", 0.25, 30, 1.5)]),
        (record("30,", "0.25\n"), [("e", 0.25, 30, math.nan)]),
        (record('"30","1.5"\n', "0.25"), [("e", 0.25, 30, 1.5)]),
        (record("30,1\n40,2\n", "0.1,0.2"), [("e/0", 0.1, 30, 1), ("e/1", 0.2, 40, 2)]),
        (record("30,1\n40,2", "0.1\n0.2\n"), [("e/0", 0.1, 30, 1), ("e/1", 0.2, 40, 2)]),
        (record("30,1", "0.1", inferenceId="mine"), [("mine", 0.1, 30, 1)]),
        (record(coded("30,1"), coded("0.1"), "BASE64"), [("e", 0.1, 30, 1)]),
        (record("s3://bucket/body", "0.1,0.2"), [("e/0", 0.1, 30, 1), ("e/1", 0.2, 40, 2)]),
        (record("s3://bucket/body\n", "0.1,0.2"), [("e/0", 0.1, 30, 1), ("e/1", 0.2, 40, 2)]),
        (record('{"instances": [[30, null]]}', '{"predictions": [0.1]}', "JSON"), [("e", 0.1, 30, math.nan)]),
        (
            record(
                '{"instances": [{"features": [30, 1]}, {"features": [40, 2]}]}',
                '{"predictions": [{"score": 0.1}, {"score": 0.2}]}',
                "JSON",
            ),
            [("e/0", 0.1, 30, 1), ("e/1", 0.2, 40, 2)],
        ),
        (record('{"income": 1, "age": 30}', "[0.1]", "JSON"), [("e", 0.1, 30, 1)]),
        (record("[30, 1]", "0.1", "JSON"), [("e", 0.1, 30, 1)]),
        (record('{"age": 30, "income": 1}\n{"age": 40}', "[0.1, 0.2]", "JSON"), [
            ("e/0", 0.1, 30, 1),
            ("e/1", 0.2, 40, math.nan),
        ]),
        (
            record(coded('[{"age": 30, "income": 1}]'), coded("[0.1]"), "BASE64", "application/json"),
            [("e", 0.1, 30, 1)],
        ),
    ],
)  # fmt: skip
def test_reads_what_endpoints_capture(captured: dict[str, Any], rows: list[tuple], tmp_path: Path) -> None:
    table, bad = read(tmp_path, captured)
    expected = pd.DataFrame(rows, columns=["inference_id", "prediction", *FEATURES])
    pd.testing.assert_frame_equal(table.drop(columns="time"), expected, check_dtype=False)
    assert (set(table["time"]), bad) == ({pd.Timestamp(NOON)}, {})


@pytest.mark.parametrize(
    ("captured", "reason"),
    [
        ("{broken", "the record has not the form of captured data"),
        ({"captureData": {}}, "the record has not the form of captured data"),
        (record("30,1", "0.1", inferenceTime="noon"), "the record has not the form of captured data"),
        (record("30,1", "0.1", inferenceTime="2026-03-10T12:00:00"), "the record has not the form of captured data"),
        (record("30", "0.1"), "has 1 columns, expected 2"),
        (record("30,1,2", "0.1"), "has 3 columns, expected 2"),
        (record("30,much", "0.1"), "income is no number"),
        (record("30,inf", "0.1"), "a value is infinite"),
        (record("30,1", "0.1,0.2"), "the answer has another number of rows than the request"),
        (record("30,1", ""), "the answer is no number"),
        (record("30,1", "nan"), "the answer is no number"),
        (record('{"age": 30, "height": 2}', "[0.1]", "JSON"), "has 1 unknown columns"),
        (record("{", "[0.1]", "JSON"), "the body is no JSON"),
        (record("%%", "0.1", "BASE64"), "the body is no text"),
        (record("30,1", "0.1", "XML"), "the encoding is none of CSV, JSON, BASE64"),
        (
            {"captureData": {"endpointOutput": {}}, "eventMetadata": {"eventId": "e", "inferenceTime": NOON}},
            "the request was not captured",
        ),
    ],
)
def test_a_record_that_cannot_be_used_is_set_aside_with_its_reason(captured: Any, reason: str, tmp_path: Path) -> None:
    table, bad = read(tmp_path, captured, record("30,1", "0.1"))
    assert (len(table), bad) == (1, {reason: 1})


def test_a_client_with_ever_new_faults_does_not_fill_the_report(tmp_path: Path) -> None:
    faults = [record(",".join(["1"] * count), "0.1") for count in range(3, 60)]
    _, bad = read(tmp_path, *faults)
    assert (len(bad), sum(bad.values()), bad["another reason"]) == (21, 57, 37)


def batch(tmp_path: Path, source: str, answers: str) -> tuple[list[tuple], dict[str, int]]:
    into = CapturedRows(tmp_path / "rows.parquet", tuple(map(Feature, FEATURES)))
    read_batch_pair(source, answers, "file.csv.out", milliseconds(NOON), into)
    into.close()
    table = pd.read_parquet(tmp_path / "rows.parquet")
    return list(table[["inference_id", "prediction", "time"]].itertuples(index=False, name=None)), dict(into.bad)


def test_outputs_of_jobs_belong_to_their_inputs_line_by_line(tmp_path: Path) -> None:
    later = "2026-03-10T13:30:00Z"
    found, bad = batch(tmp_path, "30,1\n40,2\nbroken\n", f"0.1\n0.2, mine,{later}\n0.3\n")
    assert found == [("file.csv.out/0", 0.1, pd.Timestamp(NOON)), ("mine", 0.2, pd.Timestamp(later))]
    assert bad == {"has 1 columns, expected 2": 1}
    output = f'{{"output": 0.4, "SageMakerInferenceId": "mine", "SageMakerInferenceTime": "{later}"}}'
    assert batch(tmp_path, '{"age": 1}', output)[0] == [("mine", 0.4, pd.Timestamp(later))]


def test_answers_with_several_numbers_are_no_ids_and_times(tmp_path: Path) -> None:
    into = CapturedRows(tmp_path / "rows.parquet", tuple(map(Feature, FEATURES)), width=3)
    read_batch_pair("30,1\n40,2", f"0.1,0.2,0.7\n0.5,0.3,0.2,mine,{NOON}", "file.csv.out", 0, into)
    into.close()
    table = pd.read_parquet(tmp_path / "rows.parquet")
    assert (table["inference_id"].tolist(), table["prediction"].tolist()) == (["file.csv.out/0", "mine"], [2, 0])
    assert dict(into.bad) == {}


def test_an_output_of_another_length_belongs_to_no_input(tmp_path: Path) -> None:
    assert batch(tmp_path, "30,1\n40,2", "0.1") == (
        [],
        {"the output has another number of lines than the input": 1},
    )


def test_a_protected_feature_keeps_the_value_that_the_model_saw(tmp_path: Path) -> None:
    pd.DataFrame({"inference_id": ["a", "b"], "age": [30.0, 40.0]}).to_parquet(tmp_path / "rows.parquet")
    columns = ("age", "group")
    known = pd.DataFrame({**dict.fromkeys(Labels.none(columns).table, ""), "inference_id": ["b"]})
    joined = join(tmp_path / "rows.parquet", "7", Labels(known.assign(label=1.0, age=99.0, group=2.0), [], set()))
    assert joined[["inference_id", "age", "group", "label"]].to_numpy().tolist() == [["b", 40.0, 2.0, 1.0]]
