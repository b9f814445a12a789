"""Step Collect: makes tables of what was asked and answered in the window.

It calls S3 and the registry; the steps after it find all they need in its output:
  collected.json: `outcome`, counts, and what there is of each version
  versions/<version>/: rows.parquet, and the version's baseline/ and model.tar.gz
  labelled/<window>.parquet: rows of a window, this one or an earlier one, that have a label
  state/: ledger.json, and with labels labels.parquet, as Publish has to write them
  sagemaker/: with the engine sagemaker, what its containers read; see sagemaker_tables.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# The steps lie beside this folder, in the repository as in a job.
sys.path.append(str(Path(__file__).resolve().parents[1] / "steps"))

from capture_files import CaptureFile, find_files
from captured_rows import CapturedRows
from columns import Columns, read_columns
from command_line import step_parser
from feedback import Feedback, join_labels
from ground_truth import STATE, Labels, read_labels, remember
from ledger import read_ledger
from payloads import UnreadableError
from records import read_batch_pair, read_endpoint_file
from sagemaker_tables import write_tables
from settings import Settings, read_settings
from step import run
from store import Store, aws_store, split_uri
from versions import ROWS, AnsweringVersion, fetch_version
from window import START, Window, window_of

CAPTURED, NOTHING, TOO_FEW = "captured", "nothing captured", "too few rows"


def collect(store: Store, settings: Settings, window: Window, output: Path, columns: Columns) -> dict[str, Any]:
    """Does the step, and returns the content of collected.json.

    columns: what labels that arrive are read by.
    """
    ledger = read_ledger(store, settings)
    files, counted = find_files(store, settings, window, ledger)
    versions = {
        number: fetch_version(store, settings, number, output, columns)
        for number in dict.fromkeys(file.version for file in files)
    }
    for version in versions.values():
        read_version(store, settings, version, [file for file in files if file.version == version.number])

    labels, feedback, unknown = Labels.none(), Feedback(), 0
    (output / "state").mkdir(parents=True, exist_ok=True)
    if settings.groundTruthWaitHours is not None:
        labels = read_labels(store, settings, window, set(ledger.labels), columns)
        tables = {version.number: version.folder / ROWS for version in versions.values() if version.rows > 0}
        feedback = join_labels(store, settings, window, labels, tables, output / "labelled")
        for number in sorted(feedback.versions - set(versions)):
            versions[number] = fetch_version(store, settings, number, output, columns)
        kept, unknown = remember(labels, settings, window)
        kept.to_parquet(output / "state" / STATE, index=False)
    after = ledger.after(window, [file.key for file in files], labels.files, labels.present)
    (output / "state" / "ledger.json").write_text(after.to_json(), encoding="utf-8")

    found = list(versions.values())
    document = {
        "outcome": outcome(found, settings.minimumRows),
        "window": {"name": window.name, "start": window.start.isoformat(), "end": window.end.isoformat()},
        "files": len(files),
        "lateFiles": sum(file.late for file in files),
        # Of this window: a run before this one judged them.
        "filesCountedBefore": counted,
        "hasCapturedBefore": ledger.has_captured,
        "labelledRows": feedback.rows,
        "unknownLabels": unknown,
        "changedWindows": feedback.changed,
        "expired": feedback.expired,
        "versions": {version.number: version.to_json() for version in found},
        "checks": write_tables(found, output, settings.minimumRows) if settings.engine == "sagemaker" else "none",
    }
    (output / "collected.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return document


def outcome(versions: list[AnsweringVersion], minimum: int) -> str:
    """Whether there is something to judge. Records that were set aside count as well: if all are, that is a finding."""
    records = [version.rows + sum(version.bad.values()) for version in versions]
    return NOTHING if sum(records) == 0 else CAPTURED if max(records) >= minimum else TOO_FEW


def read_version(store: Store, settings: Settings, version: AnsweringVersion, files: list[CaptureFile]) -> None:
    """Makes the table of a version's rows."""

    def text(uri: str) -> str:
        return content(*split_uri(uri))

    def content(bucket: str, key: str) -> str:
        body = store.read(bucket, key)
        if body is None:
            raise UnreadableError("the object that holds it is gone")
        return body.decode(errors="replace")

    into = CapturedRows(version.folder / ROWS, version.columns.features, version.width)
    for file in files:
        try:
            if file.source is None or file.answers is None:
                read_endpoint_file(content(settings.captureBucketName, file.key), into, text)
            else:
                time = int(file.hour.timestamp() * 1000)
                read_batch_pair(text(file.source), text(file.answers), file.key, time, into)
        except UnreadableError as reason:
            into.set_aside(reason)
    into.close()
    version.rows, version.bad = into.rows, dict(into.bad)


def main(arguments: list[str] | None = None) -> int:
    parser = step_parser("Makes tables of what was asked and answered.")
    parser.add_argument("--window-end", default=START, help="ISO 8601 with offset, or the start of the run")
    parser.add_argument("--started", required=True, help="when the run began, ISO 8601 with offset")
    parser.add_argument("--execution", required=True, help="id of the run, for the log")
    options = parser.parse_args(arguments)

    def step() -> None:
        settings = read_settings(options.settings)
        window = window_of(options.window_end, options.started, settings.windowHours)
        document = collect(aws_store(settings.region), settings, window, options.output, read_columns())
        print(json.dumps({"execution": options.execution, **document}))

    return run(step, options.message)


if __name__ == "__main__":
    sys.exit(main())
