"""Tells what a fault is from what follows from it."""

from __future__ import annotations

from findings import Finding

# Differences of rates, which change when the model gets worse for everybody.
RATES = ("TPR", "FPR")


def explain(findings: list[Finding]) -> list[Finding]:
    """The findings of a version, each with what explains it, if another one does.

    Bad data of a feature explain its drift. Bad data or drift of features explain drift of predictions and labels, and
    another ranking of attributions. Bad data explain a worse model and bias, and a worse model explains other rates of
    groups. Drift does not explain a worse model: with drift alone it may be as good as before.
    """
    bad = [finding for finding in findings if finding.monitor == "dataQuality"]
    drifting = [finding for finding in findings if finding.monitor == "drift" and finding.check == "features"]
    worse = [finding for finding in findings if finding.monitor == "modelQuality"]
    for finding in findings:
        finding.because = _reason(finding, bad, drifting, worse)
    return findings


def _reason(finding: Finding, bad: list[Finding], drifting: list[Finding], worse: list[Finding]) -> str | None:
    if finding.monitor == "dataQuality":
        return None
    if finding in drifting:
        return _names([each for each in bad if each.subject in (finding.subject, "records")])
    if finding.monitor in ("drift", "explainability"):
        return _names([*bad, *drifting])
    if finding.monitor == "bias" and finding.subject.endswith(RATES):
        return _names([*bad, *worse])
    return _names(bad)


def _names(causes: list[Finding]) -> str | None:
    names = list(dict.fromkeys(f"{cause.monitor}: {cause.check} of {cause.subject}" for cause in causes))
    return "; ".join(names[:3]) if names else None
