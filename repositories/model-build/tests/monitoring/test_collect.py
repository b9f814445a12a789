from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fake_aws import FakeAws
from production import ARTIFACTS, CAPTURE, DATA, DAY, END, SETTINGS, Build, Endpoint, deliver_labels, monitor

from store import Version

HOUR = timedelta(hours=1)
FEW = replace(SETTINGS, minimumRows=10, kinds=("drift", "modelQuality"))


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return Build(tmp_path_factory.mktemp("sample") / "build")


@pytest.fixture
def aws(build: Build) -> FakeAws:
    made = FakeAws()
    build.register(made, "7")
    return made


@pytest.fixture
def endpoint(build: Build, aws: FakeAws) -> Endpoint:
    return Endpoint(aws, build.booster, build.features)


@pytest.fixture
def run(aws: FakeAws, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    return lambda end=END, settings=FEW: monitor(aws, tmp_path, settings, end)


def counts(report: dict[str, Any]) -> tuple[int, int]:
    return report["counts"]["capturedRows"], report["counts"]["lateFiles"]


def feedback(aws: FakeAws, end: Any = END) -> pd.DataFrame:
    key = f"curated/feedback_mortgage/window={end:%Y-%m-%dT%H}Z/rows.parquet"
    return pd.read_parquet(io.BytesIO(aws.objects[DATA, key]))


def test_nothing_is_counted_twice_and_late_files_are_taken_by_the_next_run(
    build: Build, endpoint: Endpoint, run: Callable[..., dict[str, Any]]
) -> None:
    rows = build.draw(240, 1)
    endpoint.serve(rows)
    assert counts(run()) == (240, 0)
    # Of the last run's window, but written after it.
    late = endpoint.record("," * 26, "0.5", "late", END, "CSV")
    endpoint.write(END - 3 * HOUR, [json.dumps(late)], "59-59-000-late")
    endpoint.serve(rows, END + DAY)
    assert counts(run(END + DAY)) == (241, 1)
    assert counts(run(END + DAY)) == (0, 0)


def test_hours_outside_of_the_window_are_left_to_other_runs(
    build: Build, endpoint: Endpoint, run: Callable[..., dict[str, Any]]
) -> None:
    endpoint.serve(build.draw(240, 1))
    # 10 rows an hour; the first run looks at no hours before its window.
    assert counts(run(END - 12 * HOUR, replace(FEW, windowHours=2))) == (20, 0)
    assert counts(run()) == (220, 0)


def test_the_shadow_does_not_count(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    endpoint.serve(build.draw(48, 1))
    for (bucket, key), content in list(aws.objects.items()):
        if bucket == CAPTURE:
            aws.objects[bucket, key.replace("/AllTraffic/", "/Shadow/")] = content
    assert counts(run()) == (48, 0)


def test_a_run_that_failed_is_taken_again(
    build: Build, endpoint: Endpoint, run: Any, aws: FakeAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.serve(build.draw(48, 1))

    def fail(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(aws, "publish", fail)
        with pytest.raises(ConnectionError):
            run()
    assert counts(run()) == (48, 0)
    assert aws.written[-1] == (ARTIFACTS, "monitoring/mortgage/state/ledger.json")


def test_runs_that_failed_for_days_leave_no_gap(build: Build, endpoint: Endpoint, run: Any) -> None:
    for day in range(4):
        endpoint.serve(build.draw(24, day), END + day * DAY)
    assert counts(run()) == (24, 0)
    assert counts(run(END + 3 * DAY)) == (72, 48)


def test_few_rows_are_not_judged_and_none_are_no_alarm_before_the_first(
    build: Build, endpoint: Endpoint, run: Any
) -> None:
    first = run()
    assert (first["outcome"], first["violations"]) == ("nothing captured", {"capture": 0})
    endpoint.serve(build.draw(9, 1), END + DAY)
    second = run(END + DAY)
    assert (second["outcome"], second["violations"]) == ("too few rows", {"capture": 0})
    assert second["versions"]["7"]["notes"] == ["too few rows: 9, and 10 are needed"]


def test_versions_with_few_rows_each_are_too_few(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    build.register(aws, "10")
    endpoint.serve(build.draw(9, 1))
    Endpoint(aws, build.booster, endpoint.columns, "10").serve(build.draw(9, 2), prefix="ten")
    assert run()["outcome"] == "too few rows"


def test_records_of_which_none_can_be_read_are_a_finding(endpoint: Endpoint, run: Any) -> None:
    endpoint.write(END - HOUR, ["{"] * 10)
    report = run(settings=replace(FEW, kinds=("dataQuality",)))
    assert (report["outcome"], report["violations"]) == ("captured", {"capture": 0, "dataQuality": 1})


def test_rows_of_a_job_that_made_no_ids_have_the_hour_of_their_file(
    build: Build, endpoint: Endpoint, run: Any, aws: FakeAws
) -> None:
    endpoint.transform(build.draw(20, 1), with_ids=False)
    run(settings=replace(FEW, inference="batch"))
    (rows,) = [content for (_, key), content in aws.objects.items() if "/state/pending/" in key]
    assert set(pd.read_parquet(io.BytesIO(rows))["time"]) == {pd.Timestamp(END - HOUR)}


def test_a_second_run_of_a_window_leaves_its_report(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    endpoint.serve(build.draw(48, 1))
    run()
    again = run()
    assert (again["outcome"], again["violations"]) == ("nothing captured", {"capture": 0})
    kept = json.loads(aws.objects[ARTIFACTS, "monitoring/mortgage/reports/2026-03-10T06Z/report.json"])
    assert kept["outcome"] == "captured"


def test_versions_are_told_apart(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    build.register(aws, "10")
    endpoint.serve(build.draw(48, 1))
    Endpoint(aws, build.booster, endpoint.columns, "10").serve(build.draw(24, 2), prefix="ten")
    report = run()
    assert {number: about["rows"] for number, about in report["versions"].items()} == {"10": 24, "7": 48}


def test_a_version_without_baseline_is_counted_but_not_judged(
    build: Build, endpoint: Endpoint, run: Any, aws: FakeAws
) -> None:
    aws.versions[SETTINGS.version_arn("7")] = Version("s3://artifacts/model.tar.gz", None)
    endpoint.serve(build.draw(48, 1))
    report = run()
    assert (counts(report), report["violations"]) == ((48, 0), {"capture": 0})
    assert "build a new version" in report["versions"]["7"]["notes"][0]


def test_labels_find_rows_of_earlier_windows(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    rows = build.draw(100, 1)
    ids = endpoint.serve(rows)
    first = run()
    assert first["counts"]["labelledRows"] == 0
    deliver_labels(aws, ids, rows, END + HOUR)
    second = run(END + DAY)
    assert (second["counts"]["labelledRows"], second["violations"]["modelQuality"]) == (100, 0)
    joined = feedback(aws)
    assert joined["label"].tolist() == rows["label"].tolist()
    expected = [*endpoint.columns, "inference_id", "label", "time", "version"]
    assert set(expected) <= set(joined.columns)
    assert set(joined["version"]) == {"7"}


def test_the_last_label_by_its_time_counts(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    rows = build.draw(100, 1)
    ids = endpoint.serve(rows)
    deliver_labels(aws, ids, rows, END)
    # Corrections of the first ten, which arrive before an older opinion about them does.
    deliver_labels(aws, ids[:10], rows[:10].assign(label=1 - rows["label"][:10]), END + HOUR, "corrected")
    run()
    assert (feedback(aws)["label"] != rows["label"]).tolist() == [True] * 10 + [False] * 90
    deliver_labels(aws, ids[:10], rows[:10], END + HOUR / 2, "older")
    run(END + DAY)
    assert (feedback(aws)["label"] != rows["label"]).tolist() == [True] * 10 + [False] * 90
    deliver_labels(aws, ids[:10], rows[:10], END + 2 * DAY, "newer")
    run(END + 2 * DAY)
    assert feedback(aws)["label"].tolist() == rows["label"].tolist()


def test_unknown_labels_wait_and_are_told_once(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    deliver_labels(aws, ["nobody"], build.draw(1, 1))
    unknown = []
    for day in range(5):
        endpoint.serve(build.draw(20, day), END + day * DAY)
        unknown.append(run(END + day * DAY)["counts"]["unknownLabels"])
    assert unknown == [0, 0, 0, 1, 0]


def test_labels_that_come_before_their_rows_wait_for_them(
    build: Build, endpoint: Endpoint, run: Any, aws: FakeAws
) -> None:
    rows = build.draw(60, 1)
    deliver_labels(aws, [f"id-11-{number}" for number in range(60)], rows)
    run()
    endpoint.serve(rows, END + DAY)
    assert run(END + DAY)["counts"]["labelledRows"] == 60


def test_labels_that_found_their_rows_are_never_unknown_and_neither_are_late_corrections(
    build: Build, endpoint: Endpoint, run: Any, aws: FakeAws
) -> None:
    rows = build.draw(60, 1)
    ids = endpoint.serve(rows)
    run()
    deliver_labels(aws, ids, rows, END + 2 * DAY)
    assert run(END + 2 * DAY)["counts"]["labelledRows"] == 60
    # By then the rows wait no more.
    deliver_labels(aws, ids, rows, END + 4 * DAY, "late")
    assert [run(END + day * DAY)["counts"]["unknownLabels"] for day in (4, 5, 6, 7)] == [0] * 4


def test_joined_rows_are_written_anew_for_new_labels_alone(
    build: Build, endpoint: Endpoint, run: Any, aws: FakeAws
) -> None:
    rows = build.draw(60, 1)
    ids = endpoint.serve(rows)
    deliver_labels(aws, ids[:30], rows[:30])
    run()
    written = lambda: [key for _, key in aws.written if "feedback_mortgage/window=2026-03-10T06Z" in key]  # noqa: E731
    run(END + DAY)
    assert len(written()) == 1
    deliver_labels(aws, ids[30:], rows[30:], name="others")
    run(END + 2 * DAY)
    assert (len(written()), len(feedback(aws))) == (2, 60)


def test_a_second_run_of_a_window_keeps_the_labelled_rows_of_the_first(
    build: Build, endpoint: Endpoint, run: Any, aws: FakeAws
) -> None:
    rows = build.draw(60, 1)
    ids = endpoint.serve(rows)
    deliver_labels(aws, ids, rows)
    run()
    serve_one(endpoint, "late")
    deliver_labels(aws, ["late"], rows[:1], name="late")
    run()
    assert set(feedback(aws)["inference_id"]) == {*ids, "late"}


def serve_one(endpoint: Endpoint, identity: str) -> None:
    endpoint.write(END - HOUR, [json.dumps(endpoint.record("," * 26, "0.5", identity, END - HOUR, "CSV"))], identity)


@pytest.mark.parametrize(("label", "labelled"), [("1", 1), ("not known yet", 0)])
def test_ids_in_csv_are_text_and_what_is_no_label_is_none(
    endpoint: Endpoint, run: Any, aws: FakeAws, label: str, labelled: int
) -> None:
    serve_one(endpoint, "0010")
    content = f"inference_id,label,time\n0010,{label},2026-03-10T05:00:00Z\n"
    aws.objects[DATA, "raw/ground-truth/mortgage/labels.csv"] = content.encode()
    assert run()["counts"]["labelledRows"] == labelled


def test_rows_do_not_wait_for_ever(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    endpoint.serve(build.draw(20, 1))
    waiting = lambda: [key for bucket, key in aws.objects if "state/pending/2026-03-10T06Z/" in key]  # noqa: E731
    run()
    assert len(waiting()) == 1
    run(END + 3 * DAY)
    assert len(waiting()) == 1
    run(END + 4 * DAY)
    assert waiting() == []


def test_few_labels_are_said_to_be_few(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    rows = build.draw(100, 1)
    deliver_labels(aws, endpoint.serve(rows)[:49], rows[:49])
    report = run()
    assert "modelQuality" not in report["violations"]
    assert report["versions"]["7"]["notes"] == ["labels are few: 49, and 50 are needed"]


def test_without_ground_truth_nothing_waits(build: Build, endpoint: Endpoint, run: Any, aws: FakeAws) -> None:
    endpoint.serve(build.draw(20, 1))
    run(settings=replace(FEW, groundTruthWaitHours=None))
    written = {key for _, key in aws.written}
    assert not [key for key in written if "pending" in key or "labels" in key or "feedback" in key]
