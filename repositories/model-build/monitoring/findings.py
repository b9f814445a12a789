"""What monitors find, and how they keep from finding what is not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Finding:
    """A difference between a version's window and its baseline.

    monitor: one of MONITORS. check: what was looked at, such as `range`. subject: a feature, a metric, or a group's
        metric.
    effect, threshold: how large it is, and from which size on it is told; both in the check's own measure.
    chance: how likely so large a difference is without any change; 0 where nothing is left to chance.
    message: one sentence for people.
    because: what explains it. A finding that another one explains is a consequence, not a violation.
    """

    monitor: str
    version: str
    check: str
    subject: str
    effect: float
    threshold: float
    chance: float
    message: str
    because: str | None = None

    @property
    def is_violation(self) -> bool:
        return self.because is None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def certain(findings: Iterable[Finding], tests: int, chance: float) -> list[Finding]:
    """The findings that are large enough and certain, by Holm's procedure.

    findings: of one monitor; those that nobody needs to be told may be left out.
    tests: how many comparisons were made in all.
    chance: of any finding at all among them where nothing changed. Holm keeps to it whatever the tests have to do with
        each other, and features do depend on each other; he never tells less than Bonferroni.
    """
    ordered = sorted(findings, key=lambda finding: finding.chance)
    kept = []
    for place, finding in enumerate(ordered):
        if finding.chance > chance / max(tests - place, 1):
            break
        if finding.effect >= finding.threshold:
            kept.append(finding)
    return kept
