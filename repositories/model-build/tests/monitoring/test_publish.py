from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fake_aws import FakeAws
from production import ARTIFACTS, DATA, DAY, END, SAMPLE, SETTINGS, Build, Endpoint, deliver_labels, monitor

from checks import read_checks
from collect import collect
from metric_data import MOST_FEATURES, metric_data
from publish import make_report, publish
from report_page import MOST_PLOTS, page
from window import Window

REPORTS = "monitoring/mortgage/reports/2026-03-10T06Z"


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> FakeAws:
    """After a window in which one feature drifts, and one record is bad."""
    folder = tmp_path_factory.mktemp("publish")
    build, made = Build(folder / "build"), FakeAws()
    build.register(made, "7")
    endpoint = Endpoint(made, build.booster, build.features)
    rows = build.draw(500, 100)
    rows["obligation_ratio"] += 10
    ids = endpoint.serve(rows)
    endpoint.write(END - DAY, ["{"], "bad")
    deliver_labels(made, ids, rows)
    monitor(made, folder)
    return made


@pytest.fixture(scope="module")
def report(aws: FakeAws) -> dict[str, Any]:
    return json.loads(aws.objects[ARTIFACTS, f"{REPORTS}/report.json"])


def metrics(aws: FakeAws) -> dict[tuple[str, str], float]:
    """Values by name and the last dimension, which tells them apart."""
    return {(each["MetricName"], each["Dimensions"][-1]["Value"]): each["Value"] for each in aws.metrics}


def test_metrics_have_few_dimensions_and_the_values_of_the_report(aws: FakeAws, report: dict[str, Any]) -> None:
    always = [("Team", "credit"), ("Model", "mortgage"), ("Stage", "production")]
    more = {"Violations": ["Monitor"], "FeatureDrift": ["Feature"], "Bias": ["Metric"]}
    more |= {name: ["Metric"] for name in ("Quality", "QualityLower", "QualityUpper")}
    for each in aws.metrics:
        found = [(dimension["Name"], dimension["Value"]) for dimension in each["Dimensions"]]
        assert found[:3] == always
        assert [name for name, _ in found[3:]] == more.get(each["MetricName"], [])
        assert each["Namespace"] == "mlops/monitoring"
    values = metrics(aws)
    quality = report["versions"]["7"]["quality"]["metrics"]["auc"]
    assert values["Runs", "production"] == 1
    assert (values["CapturedRows", "production"], values["BadRecords", "production"]) == (500, 1)
    assert (values["LabelledRows", "production"], values["UnknownLabels", "production"]) == (500, 0)
    assert values["Violations", "drift"] == 1
    # 0 is told too, so that an alarm knows that the monitor ran.
    assert {name for (metric, name), value in values.items() if metric == "Violations" and value == 0} == {
        "capture",
        "dataQuality",
        "modelQuality",
        "bias",
        "explainability",
    }
    assert [name for metric, name in values if metric == "FeatureDrift"] == ["obligation_ratio"]
    assert values["QualityLower", "auc"] == quality["lower"] < values["Quality", "auc"] < values["QualityUpper", "auc"]
    assert ("Bias", "male:DPL") in values


def test_features_that_drift_are_bounded(report: dict[str, Any]) -> None:
    (drift,) = [each for each in report["findings"] if each["monitor"] == "drift" and each["because"] is None]
    many = [{**drift, "subject": f"feature-{number}", "effect": number / 100} for number in range(50)]
    told = [
        each["Dimensions"][-1]["Value"]
        for each in metric_data({**report, "findings": many})
        if each["MetricName"] == "FeatureDrift"
    ]
    assert told == [f"feature-{number}" for number in range(49, 49 - MOST_FEATURES, -1)]


class Page(HTMLParser):
    """Tags of a page, and whether each that was opened is closed."""

    VOID = ("meta", "rect", "line", "circle")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_no_scripts_and_loads_nothing(aws: FakeAws) -> None:
    text = aws.objects[ARTIFACTS, f"{REPORTS}/report.html"].decode()
    parsed = Page(text)
    assert parsed.open == []
    assert parsed.tags.count("svg") >= 10
    assert not {"script", "img", "link", "iframe"} & set(parsed.tags)
    assert "default-src 'none'" in text
    assert "obligation_ratio is distributed otherwise" in text
    assert "because of drift: features of obligation_ratio" in text


def test_what_drifts_is_shown_first_and_the_plots_are_few(report: dict[str, Any]) -> None:
    text = page(report)
    captions = re.findall("<figcaption>(.*?)</figcaption>", text.split("<h3>Distributions</h3>")[1])
    assert captions[0] == "obligation_ratio"
    # The distance alone would put another one before it.
    drift = report["versions"]["7"]["drift"]
    others = {name: each if name == "prediction" else {**each, "effect": 0.99} for name, each in drift.items()}
    about = {**report["versions"]["7"], "drift": {**others, "obligation_ratio": drift["obligation_ratio"]}}
    again = page({**report, "versions": {"7": about}}).split("<h3>Distributions</h3>")[1]
    assert set(re.findall("<figcaption>(.*?)</figcaption>", again)[:2]) == {"obligation_ratio", "prediction"}
    assert len(captions) == MOST_PLOTS < len(drift)


def test_a_monitor_that_did_not_run_is_not_told_to_have_found_nothing(report: dict[str, Any]) -> None:
    ran = {name: count for name, count in report["violations"].items() if name != "bias"}
    assert "did not run" not in page(report)
    assert "<td>bias</td><td" in page({**report, "violations": ran})
    assert page({**report, "violations": ran}).count("did not run") == 1


def test_what_data_contain_is_no_markup(report: dict[str, Any]) -> None:
    findings = [{**each, "message": "<script>"} for each in report["findings"]]
    told = {"badRecords": {"<script>alert(1)</script>": 1}, "reason": "a <b>", "findings": findings}
    text = page({**report, **told})
    assert "<script>" not in text
    assert "a &lt;b&gt;" in text


def test_the_ledger_is_written_last(aws: FakeAws) -> None:
    names = [re.sub(r"[^/]*$", "", key) if bucket == ARTIFACTS else bucket for bucket, key in aws.written]
    state = "monitoring/mortgage/state/"
    pending = f"{state}pending/2026-03-10T06Z/7/"
    assert names == [f"{REPORTS}/", f"{REPORTS}/", DATA, pending, state, state]
    assert aws.written[-1][1] == f"{state}ledger.json"


def test_bad_records_are_summed_over_versions(report: dict[str, Any]) -> None:
    about = {"rows": 5, "bad": {"no JSON": 2}, "problem": None}
    names = ("window", "outcome")
    document = {**{name: report[name] for name in names}, "files": 1, "lateFiles": 0, "labelledRows": 0}
    document |= {"unknownLabels": 0, "versions": {"7": about, "8": about}}
    made = make_report(SETTINGS, document, {"ran": [], "findings": [], "versions": {}}, "test", "run")
    assert (made["badRecords"], made["counts"]["badRecords"]) == ({"no JSON": 4}, 4)


def test_capture_that_stopped_is_found_where_the_containers_of_aws_judge(tmp_path: Path, aws: FakeAws) -> None:
    settings = replace(SETTINGS, engine="sagemaker", groundTruthWaitHours=None)
    mine = deepcopy(aws)
    document = collect(mine, settings, Window(END, END + DAY), tmp_path, SAMPLE)
    assert document["outcome"] == "nothing captured"
    made = publish(mine, settings, tmp_path, None, "test", "run")
    assert made["violations"] == {"capture": 1}


def test_findings_of_awss_containers_become_the_same_report(tmp_path: Path) -> None:
    violations = [
        {"feature_name": "age", "constraint_check_type": "data_type_check", "description": "age: 90 % are integral"},
        {"feature_name": "income", "constraint_check_type": "baseline_drift_check", "description": "distance 0.4"},
    ]
    (tmp_path / "data-quality").mkdir()
    (tmp_path / "data-quality" / "constraint_violations.json").write_text(json.dumps({"violations": violations}))
    (tmp_path / "bias").mkdir()
    document = {"versions": {"7": {"rows": 500, "bad": {}, "problem": None}}}
    found = read_checks(tmp_path, SETTINGS, document)
    assert found["ran"] == ["capture", "dataQuality", "drift", "bias"]
    assert [(each["monitor"], each["check"], each["subject"], each["message"]) for each in found["findings"]] == [
        ("dataQuality", "data_type_check", "age", "age: 90 % are integral"),
        ("drift", "features", "income", "distance 0.4"),
    ]
    assert read_checks(None, SETTINGS, document)["ran"] == ["capture"]
