"""Step Judge: compares each version's window with the version's own baseline, and writes report.json.

It reads what Collect wrote and calls nobody: it loads models.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# The steps lie beside this folder, in the repository as in a job.
sys.path.append(str(Path(__file__).resolve().parents[1] / "steps"))

import pandas as pd

from command_line import step_parser
from data_quality import data_quality
from drift import drift
from explain import explain
from findings import Finding
from outcomes import bias, explainability, model_quality
from settings import MONITORS, Settings, read_settings
from step import run
from subject import Subject

NOTHING = "nothing captured"

# How dataQuality and drift share the chance of a false alarm. Tests of modelQuality and bias are against a loss or a
# change that is allowed; a window without any lies far from it, so they have hardly any false alarms to share.
SHARES = {"dataQuality": 0.2, "drift": 0.8}


def judge(settings: Settings, collected: Path) -> dict[str, Any]:
    """Content of report.json as far as Judge knows it: findings, the monitors that ran, and each version's figures."""
    document = json.loads((collected / "collected.json").read_text(encoding="utf-8"))
    labelled = [pd.read_parquet(file) for file in sorted((collected / "labelled").glob("*.parquet"))]
    rows = pd.concat(labelled, ignore_index=True) if labelled else pd.DataFrame({"version": []})
    findings, ran, versions = capture(document), {"capture"}, {}
    able = [number for number, about in document["versions"].items() if about["problem"] is None]
    for number, about in document["versions"].items():
        if about["problem"] is not None:
            versions[number] = {**about, "notes": [about["problem"]]}
            continue
        subject = Subject(number, collected / "versions" / number, about["bad"], rows[rows["version"] == number])
        # The promise is one of a window, however many versions answered in it.
        found, figures, looked = judge_version(subject, settings, about, settings.thresholds.falseAlarms / len(able))
        findings += found
        ran |= looked
        versions[number] = {**about, **figures}
    return {
        "engine": settings.engine,
        "ran": [monitor for monitor in MONITORS if monitor in ran],
        "findings": [finding.to_json() for finding in findings],
        "versions": versions,
    }


def capture(document: dict[str, Any]) -> list[Finding]:
    """Nothing captured is a finding where something was captured before and no earlier run took the window's files.
    Whether anybody asked at all, only the endpoint's own account knows; so the alarm asks there."""
    if document["outcome"] != NOTHING or not document["hasCapturedBefore"] or document["filesCountedBefore"] > 0:
        return []
    text = "nothing was captured in the window, while earlier windows had rows"
    return [Finding("capture", "", "rows", "rows", 1.0, 1.0, 0.0, text)]


def judge_version(
    subject: Subject, settings: Settings, about: dict[str, Any], chance: float
) -> tuple[list[Finding], dict[str, Any], set[str]]:
    """Findings of a version, its figures, and the monitors that had enough to look at."""
    kinds, findings, ran = set(settings.kinds), [], set()
    figures: dict[str, Any] = {"labelled": len(subject.labelled), "notes": []}
    records = about["rows"] + sum(about["bad"].values())
    if 0 < records < settings.minimumRows:
        figures["notes"].append(f"too few rows: {records}, and {settings.minimumRows} are needed")
    # A version that answered in earlier windows only, and gets its labels now, has no rows.
    if records >= settings.minimumRows and "dataQuality" in kinds:
        findings += data_quality(subject, settings, SHARES["dataQuality"] * chance)
        ran.add("dataQuality")
    if about["rows"] >= settings.minimumRows:
        if "drift" in kinds:
            found, figures["drift"] = drift(subject, settings, SHARES["drift"] * chance)
            findings += found
            ran.add("drift")
        if "explainability" in kinds:
            found, figures["attributions"] = explainability(subject, settings)
            findings += found
            ran.add("explainability")
    if "modelQuality" in kinds and len(subject.labelled) > 0:
        found, figures["quality"] = model_quality(subject, settings, chance)
        findings += found
        figures["notes"] += [figures["quality"]["few"]] if "few" in figures["quality"] else []
        ran |= set() if "few" in figures["quality"] else {"modelQuality"}
    if "bias" in kinds and len(subject.labelled) > 0:
        found, figures["bias"] = bias(subject, settings, chance)
        findings += found
        ran |= {"bias"} if figures["bias"] else set()
    return explain(findings), figures, ran


def main(arguments: list[str] | None = None) -> int:
    parser = step_parser("Compares windows with baselines.")
    parser.add_argument("--collected", type=Path, required=True)
    options = parser.parse_args(arguments)

    def step() -> None:
        document = judge(read_settings(options.settings), options.collected)
        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "report.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
        print(json.dumps({"ran": document["ran"], "findings": document["findings"]}))

    return run(step, options.message)


if __name__ == "__main__":
    sys.exit(main())
