"""Monitors of models of every problem and framework, with text and dates, as their endpoints really answer."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fake_aws import FakeAws
from production import ARTIFACTS, DATA, END, SETTINGS, Endpoint, deliver_labels, monitor, violations
from production import Build as Sample

sys.path.append(str(Path(__file__).parents[1] / "steps"))

from conftest import shop
from frameworks import EACH, PROBLEMS, Build, built

from features import frame_of
from inference import input_fn, output_fn, predict_fn
from preprocess import preprocess
from store import Version

METRIC = {"binary": "auc", "multiclass": "accuracy", "regression": "rmse"}
BIAS = ({"facet": "sex", "values": ["f"]},)
EACH_PROBLEM = pytest.mark.parametrize("problem", PROBLEMS)


class Shop:
    """A version in production whose rows are those of the shop, new each time."""

    def __init__(self, framework: str, problem: str, folder: Path) -> None:
        self.build, self.folder, self.aws = built(framework, problem), folder, FakeAws()
        self.settings = replace(SETTINGS, metric=METRIC[problem], bias=BIAS, groundTruthWaitHours=72)
        prefix = "runs/mortgage/build-7"
        self.aws.put_folder(ARTIFACTS, f"{prefix}/monitoring-baseline", self.build.output / "monitoring-baseline")
        self.aws.objects[ARTIFACTS, f"{prefix}/model.tar.gz"] = self.build.archive().read_bytes()
        self.aws.versions[self.settings.version_arn("7")] = Version(
            model=f"s3://{ARTIFACTS}/{prefix}/model.tar.gz", baseline=f"s3://{ARTIFACTS}/{prefix}/monitoring-baseline/"
        )
        self.model = self.build.read()

    def judge(self, rows: pd.DataFrame, label: str = "outcome") -> dict[str, Any]:
        """Serves the rows, each with its label, and judges the window."""
        names = [feature.name for feature in self.build.columns.features]
        text = rows[names].to_csv(index=False, header=False).splitlines()
        endpoint = Endpoint(self.aws, None, names)
        answers = output_fn(predict_fn(input_fn("\n".join(text), "text/csv"), self.model), "text/csv")[0].splitlines()
        lines, labels = [], []
        for number, (body, answer) in enumerate(zip(text, answers, strict=True)):
            lines.append(json.dumps(endpoint.record(body, answer, f"id-{number}", END, "CSV")))
            row = rows.iloc[number]
            truth = row[label] if isinstance(row[label], str) else float(row[label])
            about = {"sex": row["sex"], "region": int(row["region"])}
            labels.append({"inference_id": f"id-{number}", "label": truth, "time": END.isoformat(), **about})
        endpoint.write(END.replace(hour=3), lines)
        self.aws.objects[DATA, "raw/ground-truth/mortgage/labels.jsonl"] = "\n".join(map(json.dumps, labels)).encode()
        return monitor(self.aws, self.folder, self.settings, columns=self.build.columns)


@EACH_PROBLEM
@EACH
def test_a_window_without_a_fault_raises_nothing_and_every_monitor_looks(
    framework: str, problem: str, tmp_path: Path
) -> None:
    report = Shop(framework, problem, tmp_path).judge(shop(problem, 400, seed=11))
    assert violations(report) == {}, [each["message"] for each in report["findings"]]
    assert report["counts"]["badRecords"] == 0
    assert set(report["violations"]) == {
        "capture",
        "dataQuality",
        "drift",
        "modelQuality",
        "bias",
        "explainability",
    }
    about = report["versions"]["7"]
    assert about["quality"]["labelled"] == 400
    assert METRIC[problem] in about["quality"]["metrics"]
    assert "sex:DPL" in about["bias"]
    assert about["drift"]["city"]["kind"] == "category"
    if problem != "regression":
        shown = about["drift"]["label"]["bars"]["names"]
        assert set(shown) == set(Shop(framework, problem, tmp_path).build.columns.classes)


def moved_city(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(city="Basel, Stadt")


def unknown_city(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(city=np.where(np.arange(len(rows)) % 4 == 0, "a secret of somebody", rows["city"]))


def later(rows: pd.DataFrame) -> pd.DataFrame:
    """Dates of years that nobody had then."""
    return rows.assign(opened="2031-05-01")


@pytest.mark.parametrize(
    ("fault", "monitor_name", "subject", "words"),
    [
        (moved_city, "drift", "city", "city is distributed otherwise (Jensen-Shannon"),
        (unknown_city, "dataQuality", "city", "1 different ones"),
        (later, "dataQuality", "opened", "opened lies outside of 2015-01-0"),
    ],
)
def test_faults_of_text_and_dates_are_found_and_values_of_requests_are_not_told(
    fault: Any, monitor_name: str, subject: str, words: str, tmp_path: Path
) -> None:
    stage = Shop("sklearn", "regression", tmp_path)
    report = stage.judge(fault(shop("regression", 400, seed=12)))
    messages = [each["message"] for each in report["findings"] if each["subject"] == subject]
    assert subject in violations(report)[monitor_name]
    assert any(words in message for message in messages), messages
    everything = (
        json.dumps(report)
        + stage.aws.objects[ARTIFACTS, "monitoring/mortgage/reports/2026-03-10T06Z/report.html"].decode()
    )
    assert "a secret of somebody" not in everything


@EACH_PROBLEM
def test_a_model_that_got_worse_is_found_whatever_the_metrics_direction(problem: str, tmp_path: Path) -> None:
    rows = shop(problem, 400, seed=13)
    rows["outcome"] = rows["outcome"].sample(frac=1, random_state=1).to_numpy()
    report = Shop("xgboost", problem, tmp_path).judge(rows)
    assert METRIC[problem] in violations(report)["modelQuality"]


def test_a_better_error_is_no_violation(tmp_path: Path) -> None:
    stage = Shop("xgboost", "regression", tmp_path)
    rows = shop("regression", 400, seed=14)
    names = [feature.name for feature in stage.build.columns.features]
    texts = rows[names].astype(object).where(rows[names].notna(), "").astype(str).to_numpy().tolist()
    rows["outcome"] = stage.model.predict(frame_of(texts, stage.build.columns.features))
    report = stage.judge(rows)
    assert report["versions"]["7"]["quality"]["metrics"]["rmse"]["value"] < 1e-3
    assert "modelQuality" not in violations(report)


def test_a_group_that_fares_worse_is_found_by_what_is_favourable(tmp_path: Path) -> None:
    rows = shop("multiclass", 500, seed=15)
    # Women get low ages, so that the model hardly ever says gold.
    rows["age"] = np.where(rows["sex"] == "f", 18, 79)
    rows["city"] = np.where(rows["sex"] == "f", "Basel, Stadt", "Bern")
    report = Shop("sklearn", "multiclass", tmp_path).judge(rows)
    assert any(each["subject"] == "sex:DPL" for each in report["findings"] if each["monitor"] == "bias")


@EACH_PROBLEM
def test_joined_rows_can_be_trained_on(problem: str, tmp_path: Path) -> None:
    stage = Shop("xgboost", problem, tmp_path)
    rows = shop(problem, 400, seed=16)
    stage.judge(rows)
    key = "curated/feedback_mortgage/window=2026-03-10T06Z/rows.parquet"
    table = pd.read_parquet(io.BytesIO(stage.aws.objects[DATA, key]))
    assert table["label"].tolist() == rows["outcome"].tolist()
    assert table["opened"].fillna("").tolist() == rows["opened"].fillna("").tolist()
    columns = replace(stage.build.columns, label="label", identity=("inference_id",))
    (tmp_path / "feedback").mkdir()
    table.to_parquet(tmp_path / "feedback" / "rows.parquet")
    preprocess(tmp_path / "feedback", tmp_path / "parts", columns, problem)
    build = Build(tmp_path / "again", problem, columns)
    for part in ("train", "validation", "test", "report"):
        (tmp_path / "parts" / part).rename(build.folder / part)
    build.train("xgboost")
    assert build.evaluate("xgboost")["problem"] == problem


def test_a_version_that_was_built_before_there_were_kinds_is_judged_as_it_was(tmp_path: Path) -> None:
    build = Sample(tmp_path / "build")
    aws = FakeAws()
    build.register(aws, "7")
    key = ARTIFACTS, "runs/mortgage/build-7/monitoring-baseline/baseline.json"
    document = json.loads(aws.objects[key])
    for name in ("classes", "favourable"):
        del document[name]
    for about in [*document["features"].values(), document["labels"]]:
        del about["column"]
    del document["quality"]["log_loss"]
    aws.objects[key] = json.dumps({**document, "format": 1}).encode()
    rows = build.draw(400, 3)
    deliver_labels(aws, Endpoint(aws, build.booster, build.features).serve(rows), rows)
    report = monitor(aws, tmp_path)
    assert violations(report) == {}
    assert set(report["versions"]["7"]["quality"]["metrics"]) == set(document["quality"])
    assert set(report["violations"]) == {"capture", *SETTINGS.kinds}
    later = monitor(aws, tmp_path, replace(SETTINGS, metric="log_loss"), END)
    assert "the version's baseline has no log_loss; build a new version" in later["versions"]["7"]["notes"]
