"""Judges what Amazon ECR's scan found in an image, as `aws ecr describe-image-scan-findings` tells it."""

import json
import sys

BLOCKING = ("CRITICAL", "HIGH")


def judge(environment: str, answer: dict) -> tuple[str, bool]:
    """A report in Markdown, and whether the image may be approved.

    Raises KeyError if the answer is not that of a finished scan: without findings nobody knows what is in the image.
    """
    if answer["imageScanStatus"]["status"] not in ("COMPLETE", "ACTIVE"):
        raise KeyError(f"the scan of {environment} is {answer['imageScanStatus']['status']}")
    counts = answer["imageScanFindings"].get("findingSeverityCounts", {})
    critical, high = (counts.get(severity, 0) for severity in BLOCKING)
    lines = [f"## {environment}", "", f"The scan found {critical} critical and {high} high.", ""]
    lines += [
        f"- {finding['severity']} {finding['name']} in {_package(finding)}"
        for finding in answer["imageScanFindings"].get("findings", [])
        if finding["severity"] in BLOCKING
    ]
    return "\n".join(lines) + "\n", critical + high == 0


def _package(finding: dict) -> str:
    attributes = {item["key"]: item["value"] for item in finding.get("attributes", [])}
    return " ".join(attributes.get(key, "") for key in ("package_name", "package_version")).strip() or "the image"


if __name__ == "__main__":
    report, good = judge(sys.argv[1], json.load(sys.stdin))
    sys.stdout.write(report)
    if not good:
        sys.stderr.write(f"##vso[task.logissue type=error]{sys.argv[1]} may not be approved: see the run's summary\n")
        sys.exit(1)
