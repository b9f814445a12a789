"""Reads what the containers of Model Monitor and Clarify found, with the engine sagemaker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from findings import Finding
from settings import MONITORS, Settings

VIOLATIONS = "constraint_violations.json"

# Folder of a check, and the monitor that its violations belong to.
FOLDERS = {
    "data-quality": "dataQuality",
    "model-quality": "modelQuality",
    "bias": "bias",
    "explainability": "explainability",
}

# Model Monitor's data quality looks at distributions too.
DISTRIBUTION = "baseline_drift_check"


def read_checks(folder: Path | None, settings: Settings, document: dict[str, Any]) -> dict[str, Any]:
    """Content of report.json, from a folder with one folder for each check; none where there was too little to check.

    document: collected.json.
    """
    ran, findings = {"capture"}, []
    version = max(document["versions"], key=lambda each: document["versions"][each]["rows"], default="")
    for name, monitor in FOLDERS.items():
        if folder is None or not (folder / name).is_dir():
            continue
        ran |= {monitor, "drift"} if monitor == "dataQuality" else {monitor}
        file = folder / name / VIOLATIONS
        # A check that finds nothing leaves no such file, or an empty list in it.
        violations = json.loads(file.read_text(encoding="utf-8"))["violations"] if file.exists() else []
        findings += [_finding(each, monitor, version) for each in violations]
    allowed = {"capture", *settings.kinds}
    return {
        "ran": [monitor for monitor in MONITORS if monitor in ran & allowed],
        "findings": [finding.to_json() for finding in findings if finding.monitor in allowed],
        "versions": {number: {**about, "notes": []} for number, about in document["versions"].items()},
    }


def _finding(violation: dict[str, Any], monitor: str, version: str) -> Finding:
    check = str(violation.get("constraint_check_type", "constraint"))
    subject = str(violation.get("feature_name") or violation.get("metric_name") or violation.get("facet") or "all")
    which = "drift" if check == DISTRIBUTION else monitor
    # Of a feature: as drift's own findings are called, which metrics know.
    kind = "features" if which == "drift" else check
    return Finding(which, version, kind, subject, 1.0, 1.0, 0.0, str(violation.get("description", check)))
