"""Step Publish: tells what was found, and keeps what later runs need.

It writes, in this order: the report, joined rows for training, rows and labels that wait for each other, metrics, and
last the ledger. A run that fails before has counted nothing, and the next one takes its files again.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# The steps lie beside this folder, in the repository as in a job.
sys.path.append(str(Path(__file__).resolve().parents[1] / "steps"))

from checks import read_checks
from command_line import step_parser
from feedback import pending_key
from ground_truth import STATE
from judge import NOTHING, capture
from metric_data import metric_data
from report_page import page
from settings import MONITORS, Settings, read_settings
from step import run
from store import Store, aws_store
from trainable import make_trainable
from versions import ROWS

JSON, HTML, PARQUET = "application/json", "text/html; charset=utf-8", "application/vnd.apache.parquet"


def publish(
    store: Store,
    settings: Settings,
    collected: Path,
    judged: Path | None,
    reason: str,
    execution: str,
    checks: Path | None = None,
) -> dict[str, Any]:
    """Does the step, and returns the report.

    judged: what Judge wrote. Without it, checks: what the containers of AWS found, or none where they had nothing to
        look at.
    """
    document = json.loads((collected / "collected.json").read_text(encoding="utf-8"))
    if judged is not None:
        found = json.loads((judged / "report.json").read_text(encoding="utf-8"))
    else:
        found = read_checks(checks, settings, document)
        found["findings"] = [*(each.to_json() for each in capture(document)), *found["findings"]]
    report = make_report(settings, document, found, reason, execution)
    write_report(store, settings, document, report)
    write_feedback(store, settings, document, collected, execution)
    store.publish(settings.namespace, metric_data(report))
    ledger = (collected / "state" / "ledger.json").read_bytes()
    store.write(settings.artifactBucketName, settings.key("state", "ledger.json"), ledger, JSON)
    return report


def make_report(
    settings: Settings, document: dict[str, Any], found: dict[str, Any], reason: str, execution: str
) -> dict[str, Any]:
    """Content of report.json."""
    violations = dict.fromkeys(found["ran"], 0)
    for finding in found["findings"]:
        violations[finding["monitor"]] = violations.get(finding["monitor"], 0) + (finding["because"] is None)
    versions = document["versions"].values()
    bad: dict[str, int] = {}
    for about in versions:
        for why, count in about["bad"].items():
            bad[why] = bad.get(why, 0) + count
    return {
        "format": 1,
        "team": settings.team,
        "model": settings.model,
        "stage": settings.stage,
        "engine": settings.engine,
        "window": document["window"],
        "outcome": document["outcome"],
        "reason": reason,
        "execution": execution,
        "monitors": ["capture", *(monitor for monitor in MONITORS if monitor in settings.kinds)],
        # Of each monitor that ran; one that had too little to look at is not among them.
        "violations": violations,
        "findings": found["findings"],
        "counts": {
            "files": document["files"],
            "lateFiles": document["lateFiles"],
            "capturedRows": sum(about["rows"] for about in versions),
            "badRecords": sum(bad.values()),
            "labelledRows": document["labelledRows"],
            "unknownLabels": document["unknownLabels"],
        },
        "badRecords": bad,
        "versions": found["versions"],
    }


def report_key(settings: Settings, window: str, name: str) -> str:
    """Key in the artifact bucket of a window's report."""
    return settings.key("reports", window, name)


def write_report(store: Store, settings: Settings, document: dict[str, Any], report: dict[str, Any]) -> None:
    """Writes report.json and report.html. A second run of a window that was judged already finds nothing new in it, and
    leaves its report alone."""
    bucket = settings.artifactBucketName
    places = {name: report_key(settings, document["window"]["name"], name) for name in ("report.json", "report.html")}
    again = document["outcome"] == NOTHING and document["filesCountedBefore"] > 0
    if again and store.read(bucket, places["report.json"]) is not None:
        return
    store.write(bucket, places["report.json"], json.dumps(report, indent=2).encode(), JSON)
    store.write(bucket, places["report.html"], page(report).encode(), HTML)


def write_feedback(store: Store, settings: Settings, document: dict[str, Any], collected: Path, execution: str) -> None:
    """Hands joined rows on to training, and keeps rows and labels that still wait."""
    if settings.groundTruthWaitHours is None:
        return
    bucket = settings.artifactBucketName
    for name in document["changedWindows"]:
        key = f"curated/feedback_{settings.model}/window={name}/rows.parquet"
        make_trainable(collected / "labelled" / f"{name}.parquet", collected)
        store.write(settings.dataBucketName, key, collected / "labelled" / f"{name}.parquet", PARQUET)
    for number, about in document["versions"].items():
        if about["rows"] > 0:
            key = pending_key(settings, document["window"]["name"], number, execution)
            store.write(bucket, key, collected / "versions" / number / ROWS, PARQUET)
    store.write(bucket, settings.key("state", STATE), collected / "state" / STATE, PARQUET)
    for key in document["expired"]:
        store.empty(bucket, key)


def main(arguments: list[str] | None = None) -> int:
    parser = step_parser("Tells what was found.")
    parser.add_argument("--collected", type=Path, required=True)
    parser.add_argument("--judged", type=Path, help="of the engine own")
    parser.add_argument("--checks", type=Path, help="of the engine sagemaker: a folder for each check")
    parser.add_argument("--reason", required=True, help="why the window was judged")
    parser.add_argument("--execution", required=True, help="id of the run")
    options = parser.parse_args(arguments)

    def step() -> None:
        settings = read_settings(options.settings)
        report = publish(
            aws_store(settings.region),
            settings,
            options.collected,
            options.judged,
            options.reason,
            options.execution,
            options.checks,
        )
        key = report_key(settings, report["window"]["name"], "report.html")
        published = {
            "outcome": report["outcome"],
            "violations": report["violations"],
            "findings": [each["message"] for each in report["findings"] if each["because"] is None],
            "report": f"s3://{settings.artifactBucketName}/{key}",
        }
        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "published.json").write_text(json.dumps(published, indent=2) + "\n", encoding="utf-8")
        print(json.dumps(published))

    return run(step, options.message)


if __name__ == "__main__":
    sys.exit(main())
