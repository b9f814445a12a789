"""Judges one window of the sample's own model by given settings, and prints the report as JSON.

Usage: judged_window.py SETTINGS clean|drifted

settings: as `npm run upsert` writes them; the places that they name are replaced by folders of a stand-in. In a drifted
window large loans are asked for more often.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path += [str(REPOSITORY / folder) for folder in ("steps", "monitoring", "samples", "tests/monitoring")]

from fake_aws import FakeAws
from production import SETTINGS, Build, Endpoint, deliver_labels, monitor, violations

from settings import Settings, read_settings

SEED = 1


def judged(settings: Settings, drifted: bool, folder: Path) -> dict[str, list[str]]:
    """Subjects of the violations that the monitors find, by monitor."""
    places = ("team", "model", "account", "region", "modelPackageGroupName", "kmsKeyArn")
    buckets = ("captureBucketName", "artifactBucketName", "dataBucketName")
    settings = replace(settings, windowHours=24, **{name: getattr(SETTINGS, name) for name in (*places, *buckets)})
    aws, build = FakeAws(), Build(folder / "build")
    build.register(aws, "7", settings)
    count = max(500, 2 * settings.minimumRows)
    weights = build.holdout["loan_amount"] if drifted else None
    rows = build.holdout.sample(count, replace=True, weights=weights, random_state=SEED, ignore_index=True)
    endpoint = Endpoint(aws, build.booster, build.features)
    ids = endpoint.transform(rows) if settings.inference == "batch" else endpoint.serve(rows)
    if settings.groundTruthWaitHours is not None:
        deliver_labels(aws, ids, rows)
    return violations(monitor(aws, folder, settings))


if __name__ == "__main__":
    file, capture = sys.argv[1:]
    with tempfile.TemporaryDirectory() as made:
        found = judged(read_settings(Path(file)), capture == "drifted", Path(made))
    print(json.dumps(found))
