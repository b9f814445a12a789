"""What the monitors of one model need to know: `settings.json`, which `npm run upsert` makes from the contract and from
config.yaml."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from step import StepError

# In the order in which one explains another: bad data explain drift, drift explains another ranking.
MONITORS = ("capture", "dataQuality", "drift", "modelQuality", "bias", "explainability")


@dataclass(frozen=True)
class Thresholds:
    """When a difference is told.

    falseAlarms: chance that a window without any change raises an alarm, over all features and versions.
    smallestDrift: smallest distance of distributions, from 0 to 1, that is told, however certain it is.
    qualityDrop: how far the metric may lie below the baseline's.
    biasChange: how far a metric of a group may move from the baseline's.
    attributionRanking: least agreement of the ranking of attributions with the baseline's, up to 1.
    """

    falseAlarms: float  # noqa: N815
    smallestDrift: float  # noqa: N815
    qualityDrop: float  # noqa: N815
    biasChange: float  # noqa: N815
    attributionRanking: float  # noqa: N815


@dataclass(frozen=True)
class Settings:
    """Settings of one model's monitors; names are those of the contract.

    inference: realtime, asynchronous or batch.
    engine: own, or sagemaker for the containers of Model Monitor and Clarify.
    windowHours: length of a window. minimumRows: with fewer rows of a version, nothing is judged.
    metric: the one that model quality is judged by.
    bias: groups, each a protected column `facet` and its `values`; none: what groups.py finds in the hold-out.
    groundTruthWaitHours: how long labels may take; none: no labels arrive.
    """

    team: str
    model: str
    stage: str
    inference: str
    engine: str
    account: str
    region: str
    modelPackageGroupName: str  # noqa: N815
    captureBucketName: str  # noqa: N815
    artifactBucketName: str  # noqa: N815
    dataBucketName: str  # noqa: N815
    kmsKeyArn: str  # noqa: N815
    namespace: str
    windowHours: int  # noqa: N815
    kinds: tuple[str, ...]
    minimumRows: int  # noqa: N815
    thresholds: Thresholds
    metric: str
    bias: tuple[dict[str, Any], ...] = ()
    groundTruthWaitHours: int | None = None  # noqa: N815

    def key(self, *path: str) -> str:
        """Key in the artifact bucket, below what belongs to this model's monitors."""
        return "/".join(("monitoring", self.model, *path))

    def version_arn(self, number: str) -> str:
        """ARN of a version in the registry."""
        partition = self.kmsKeyArn.split(":")[1]
        below = f"{self.region}:{self.account}:model-package/{self.modelPackageGroupName}/{number}"
        return f"arn:{partition}:sagemaker:{below}"


OPTIONAL = {"bias", "groundTruthWaitHours"}


def read_settings(file: Path) -> Settings:
    """Reads settings.json; keys that monitors do not know are for others.

    Raises StepError that names every key which is missing, and every kind that is unknown.
    """
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    thresholds = document.get("thresholds", {})
    fields = Settings.__dataclass_fields__
    problems = [
        *(f"{key} is missing" for key in fields if key not in document and key not in OPTIONAL),
        *(f"thresholds.{key} is missing" for key in Thresholds.__dataclass_fields__ if key not in thresholds),
        *(f"kinds: {kind} is unknown" for kind in document.get("kinds", []) if kind not in MONITORS[1:]),
    ]
    if problems:
        raise StepError(f"{file.name}: {'; '.join(problems)}; run npm run upsert again")
    known = {key: value for key, value in document.items() if key in fields}
    known |= {"kinds": tuple(document["kinds"]), "bias": tuple(document.get("bias", ()))}
    chosen = {key: thresholds[key] for key in Thresholds.__dataclass_fields__}
    return Settings(**{**known, "thresholds": Thresholds(**chosen)})
