"""A model that was really built from the sample, and serves: a local endpoint that captures as SageMaker does."""

from __future__ import annotations

import base64
import json
import os
import tarfile
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pandas as pd
import xgboost as xgb
from fake_aws import FakeAws

from collect import collect
from columns import Columns, read_columns
from evaluate import Inputs, evaluate
from framework import Model
from framework_xgboost import XGBoostModel
from hyperparameters import defaults
from judge import judge
from mortgage import applications
from preprocess import preprocess
from publish import publish
from serving import save
from settings import Settings, Thresholds
from store import Version
from train import train
from window import Window

CAPTURE, ARTIFACTS, DATA, INFERENCE = "capture", "artifacts", "data", "inference"
END = datetime(2026, 3, 10, 6, tzinfo=UTC)
DAY = timedelta(days=1)

SETTINGS = Settings(
    team="credit",
    model="mortgage",
    stage="production",
    inference="realtime",
    engine="own",
    account="222222222222",
    region="eu-west-1",
    modelPackageGroupName="credit-mortgage",
    captureBucketName=CAPTURE,
    artifactBucketName=ARTIFACTS,
    dataBucketName=DATA,
    kmsKeyArn="arn:aws:kms:eu-west-1:222222222222:key/1",
    namespace="mlops/monitoring",
    windowHours=24,
    kinds=("dataQuality", "drift", "modelQuality", "bias", "explainability"),
    minimumRows=200,
    thresholds=Thresholds(
        falseAlarms=0.005, smallestDrift=0.1, qualityDrop=0.05, biasChange=0.1, attributionRanking=0.9
    ),
    metric="auc",
    bias=({"facet": "white", "values": [0]}, {"facet": "male", "values": [0]}),
    groundTruthWaitHours=72,
)


# Of the sample, whatever columns the repository's own data have.
SAMPLE = read_columns(Path(__file__).parents[2] / "samples" / "columns.json")


class Build:
    """The sample's model with its baseline, built by the steps of this repository; below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.columns: Columns = SAMPLE
        (folder / "data").mkdir(parents=True)
        applications().to_csv(folder / "data" / "applications.csv", index=False)
        preprocess(folder / "data", folder, self.columns)
        self.features = [feature.name for feature in self.columns.features]
        self.model = self.train(self.columns)
        self.booster = self.model.booster
        self.pack(self.model, folder / "model" / "model.tar.gz")
        (folder / "champion").mkdir()
        inputs = {name: folder / name for name in ("model", "champion", "train", "test", "report")}
        evaluate(Inputs(**inputs, champion_version="none"), folder / "evaluated", self.columns, "binary", "xgboost")
        self.baseline = folder / "evaluated" / "monitoring-baseline"
        self.holdout = pd.read_parquet(self.baseline / "holdout.parquet")

    def train(self, columns: Columns, **hyperparameters: float) -> XGBoostModel:
        chosen = {**defaults("xgboost"), **hyperparameters}
        parts = (self.folder / "train", self.folder / "validation")
        return train(parts, columns, "binary", "xgboost", chosen)[0]  # type: ignore[return-value]

    def pack(self, model: Model, archive: Path) -> None:
        save(model, archive.parent / "files")
        archive.parent.mkdir(exist_ok=True)
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(archive.parent / "files", arcname=".")

    def register(self, aws: FakeAws, number: str, settings: Settings = SETTINGS) -> None:
        """Puts the version where the registry says it is."""
        prefix = f"runs/mortgage/build-{number}"
        aws.put_folder(ARTIFACTS, f"{prefix}/monitoring-baseline", self.baseline)
        aws.objects[ARTIFACTS, f"{prefix}/model.tar.gz"] = (self.folder / "model" / "model.tar.gz").read_bytes()
        aws.versions[settings.version_arn(number)] = Version(
            model=f"s3://{ARTIFACTS}/{prefix}/model.tar.gz", baseline=f"s3://{ARTIFACTS}/{prefix}/monitoring-baseline/"
        )

    def draw(self, rows: int, seed: int) -> pd.DataFrame:
        """Rows of the hold-out as they could arrive, drawn with replacement: there are only about 400."""
        return self.holdout.sample(rows, replace=True, random_state=seed, ignore_index=True)


Predict = Callable[[np.ndarray], np.ndarray]


def csv_line(row: np.ndarray) -> str:
    return ",".join("" if np.isnan(value) else f"{value:.10g}" for value in row)


class Endpoint:
    """Serves a model as AWS's image does, and captures what it is asked and answers.

    columns: the features of a request, in their order.
    """

    def __init__(self, aws: FakeAws, booster: xgb.Booster, columns: list[str], version: str = "7") -> None:
        self.aws = aws
        self.booster = booster
        self.columns = columns
        self.version = version

    def predict(self, rows: np.ndarray) -> np.ndarray:
        # The image ignores the names of features.
        return self.booster.predict(xgb.DMatrix(rows), validate_features=False).astype("float64")

    def record(self, body: str, answer: str, identity: str, at: datetime, encoding: str) -> dict[str, Any]:
        """What SageMaker writes about one request."""

        def part(data: str, mode: str) -> dict[str, str]:
            kind = "application/json" if encoding == "JSON" else "text/csv"
            coded = base64.b64encode(data.encode()).decode() if encoding == "BASE64" else data
            return {"observedContentType": kind, "mode": mode, "data": coded, "encoding": encoding}

        return {
            "captureData": {"endpointInput": part(body, "INPUT"), "endpointOutput": part(answer, "OUTPUT")},
            "eventMetadata": {
                "eventId": f"event-{identity}",
                "inferenceId": identity,
                "inferenceTime": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            },
            "eventVersion": "0",
        }

    def serve(
        self, rows: pd.DataFrame, end: datetime = END, prefix: str = "id", predict: Predict | None = None
    ) -> list[str]:
        """Answers each row by a request of its own, spread over the day before `end`, and returns the ids."""
        matrix = rows[self.columns].to_numpy(dtype="float64")
        answers = (predict or self.predict)(matrix)
        ids = [f"{prefix}-{end:%d}-{number}" for number in range(len(rows))]
        hours: dict[datetime, list[str]] = {}
        for number, (row, answer) in enumerate(zip(matrix, answers, strict=True)):
            at = end - DAY + timedelta(seconds=int(number * 86_400 / len(rows)))
            text = json.dumps(self.record(csv_line(row), repr(float(answer)), ids[number], at, "CSV"))
            hours.setdefault(at.replace(minute=0, second=0), []).append(text)
        for hour, lines in hours.items():
            self.write(hour, lines)
        return ids

    def write(self, hour: datetime, lines: list[str], name: str = "00-00-000-file") -> None:
        """Writes a file of captured data."""
        key = f"mortgage/{self.version}/mlops-credit-mortgage/AllTraffic/{hour:%Y/%m/%d/%H}/{name}.jsonl"
        self.aws.objects[CAPTURE, key] = ("\n".join(lines) + "\n").encode()

    def refer_to_bodies(self) -> None:
        """Puts bodies into objects of their own, as those of asynchronous endpoints are, and captures the addresses."""
        for (bucket, key), content in list(self.aws.objects.items()):
            if bucket == CAPTURE:
                records = [json.loads(line) for line in content.decode().splitlines()]
                for record in records:
                    identity = record["eventMetadata"]["inferenceId"]
                    for part, folder in (("endpointInput", "input"), ("endpointOutput", "output/7")):
                        body = record["captureData"][part]
                        name = f"async/mortgage/{folder}/{identity}"
                        self.aws.objects[INFERENCE, name] = body["data"].encode()
                        body["data"] = f"s3://{INFERENCE}/{name}"
                self.aws.objects[bucket, key] = "\n".join(map(json.dumps, records)).encode()

    def transform(self, rows: pd.DataFrame, end: datetime = END, with_ids: bool = True) -> list[str]:
        """Answers the rows by a transform job that ran an hour before `end`; returns the ids."""
        matrix = rows[self.columns].to_numpy(dtype="float64")
        start = end - timedelta(hours=1)
        ids = [f"batch-{end:%d}-{number}" for number in range(len(rows))]
        source = "\n".join(map(csv_line, matrix))
        added = [f",{identity},{start:%Y-%m-%dT%H:%M:%SZ}" if with_ids else "" for identity in ids]
        output = "\n".join(f"{answer}{more}" for answer, more in zip(self.predict(matrix), added, strict=True))
        day = f"batch/mortgage/output/{start:%Y-%m-%d}/job/"
        self.aws.objects[INFERENCE, "batch/mortgage/input/applications.csv"] = source.encode()
        self.aws.objects[INFERENCE, f"{day}applications.csv.out"] = output.encode()
        for kind, folder, name in (
            ("input", "batch/mortgage/input/", "applications.csv"),
            ("output", day, "applications.csv.out"),
        ):
            manifest = json.dumps([{"prefix": f"s3://{INFERENCE}/{folder}"}, name])
            key = f"mortgage/{self.version}/batch/{kind}/{start:%Y/%m/%d/%H}/{kind}-manifest"
            self.aws.objects[CAPTURE, key] = manifest.encode()
        return ids


def deliver_labels(aws: FakeAws, ids: list[str], rows: pd.DataFrame, at: datetime = END, name: str = "labels") -> None:
    """Puts labels where the arrival path leaves them, with the protected columns that only the deliverer knows."""
    lines = [
        json.dumps({"inference_id": identity, "label": int(row.label), "time": at.isoformat(), **_protected(row)})
        for identity, row in zip(ids, rows.itertuples(), strict=True)
    ]
    aws.objects[DATA, f"raw/ground-truth/mortgage/{name}-{at:%d}.jsonl"] = "\n".join(lines).encode()


PROTECTED = [each.name for each in SAMPLE.protected]


def _protected(row: Any) -> dict[str, float | None]:
    values = {name: getattr(row, name) for name in PROTECTED}
    return {name: None if np.isnan(value) else float(value) for name, value in values.items()}


def monitor(
    aws: FakeAws, folder: Path, settings: Settings = SETTINGS, end: datetime = END, columns: Columns = SAMPLE
) -> dict[str, Any]:
    """Runs the three steps on the window that ends at `end`, and returns the report."""
    window = Window(end - timedelta(hours=settings.windowHours), end)
    run = Path(tempfile.mkdtemp(prefix="run-", dir=folder))
    collect(aws, settings, window, run / "output" / "collected", columns)
    judged = run / "judged"
    judged.mkdir()
    (judged / "report.json").write_text(json.dumps(judge(settings, run / "output" / "collected")))
    return publish(aws, settings, run / "output" / "collected", judged, "test", run.name)


def violations(report: dict[str, Any]) -> dict[str, list[str]]:
    """Subjects of the violations, by monitor."""
    found: dict[str, list[str]] = {}
    for finding in report["findings"]:
        if finding["because"] is None:
            found.setdefault(finding["monitor"], []).append(finding["subject"])
    return found
