"""Metrics of a run for CloudWatch: few names and few dimensions, since each combination costs and is kept."""

from __future__ import annotations

from typing import Any

MOST_FEATURES = 10
MOST_GROUP_METRICS = 40


def metric_data(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What PutMetricData takes. A monitor that did not run has no count of violations: its alarm sees missing data."""
    counts = report["counts"]
    data = [
        ("Runs", {}, 1.0, "Count"),
        ("CapturedRows", {}, counts["capturedRows"], "Count"),
        ("BadRecords", {}, counts["badRecords"], "Count"),
        ("LabelledRows", {}, counts["labelledRows"], "Count"),
        ("UnknownLabels", {}, counts["unknownLabels"], "Count"),
        *(("Violations", {"Monitor": monitor}, count, "Count") for monitor, count in report["violations"].items()),
        *(("FeatureDrift", {"Feature": name}, effect, "None") for name, effect in _drifting(report)),
    ]
    # The version that got the most labels stands for the model: dimensions do not tell versions apart.
    versions = sorted(report["versions"].values(), key=lambda about: -about.get("labelled", 0))
    if versions:
        for name, each in versions[0].get("quality", {}).get("metrics", {}).items():
            ends = (("Quality", "value"), ("QualityLower", "lower"), ("QualityUpper", "upper"))
            data += [(metric, {"Metric": name}, each[key], "None") for metric, key in ends]
        groups = list(versions[0].get("bias", {}).items())[:MOST_GROUP_METRICS]
        data += [("Bias", {"Metric": name}, each["value"], "None") for name, each in groups]
    always = {"Team": report["team"], "Model": report["model"], "Stage": report["stage"]}
    return [
        {
            "MetricName": name,
            "Dimensions": [{"Name": key, "Value": value} for key, value in {**always, **more}.items()],
            "Value": float(value),
            "Unit": unit,
        }
        for name, more, value, unit in data
    ]


def _drifting(report: dict[str, Any]) -> list[tuple[str, float]]:
    """Features that drift, those that do so most first; of several versions, the one in which a feature does most."""
    effects: dict[str, float] = {}
    for finding in report["findings"]:
        if finding["monitor"] == "drift" and finding["check"] == "features" and finding["because"] is None:
            effects[finding["subject"]] = max(finding["effect"], effects.get(finding["subject"], 0.0))
    return sorted(effects.items(), key=lambda item: -item[1])[:MOST_FEATURES]
