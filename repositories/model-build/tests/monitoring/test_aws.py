"""The real clients against an AWS emulator over HTTP."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber
from fake_aws import FakeAws
from production import ARTIFACTS, CAPTURE, DATA, SETTINGS, Build, Endpoint, deliver_labels, monitor

from step import StepError
from store import AwsStore, Version

PYTHON = shutil.which("python3") or "python3"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running emulator. Where the variable CI is set, as on build machines, a missing one is a failure."""
    found = subprocess.run([PYTHON, "-c", "import moto.server, flask"], capture_output=True, check=False)  # noqa: S603
    if found.returncode != 0 and "CI" not in os.environ:
        pytest.skip('no moto server: pip install "moto[server]" for python3')
    log = tmp_path_factory.mktemp("moto") / "log"
    with log.open("w") as stream:
        command = [PYTHON, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
        server = subprocess.Popen(command, stdout=stream, stderr=stream)  # noqa: S603
    try:
        yield listening(server, log)
    finally:
        server.kill()
        server.wait()


def listening(server: subprocess.Popen, log: Path) -> str:
    """Where a server says that it listens."""
    while server.poll() is None:
        if match := re.search(r"Running on (http://127\.0\.0\.1:\d+)", log.read_text()):
            return match[1]
        time.sleep(0.1)
    raise RuntimeError(f"moto ended before it listened: {log.read_text()}")


@pytest.fixture(scope="module")
def clients(address: str) -> dict[str, object]:
    # The emulator cannot read a compressed request.
    config = Config(disable_request_compression=True)
    options = {"endpoint_url": address, "region_name": "eu-west-1", "config": config}
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return {name: boto3.client(name, **options, **keys) for name in ("s3", "sagemaker", "cloudwatch")}


@pytest.fixture(scope="module")
def store(clients: dict) -> AwsStore:
    for bucket in (CAPTURE, ARTIFACTS, DATA):
        clients["s3"].create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return AwsStore(clients)


def test_lists_reads_writes_and_empties_objects(store: AwsStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"from a file")
    for key in ("list/7/a", "list/7/b", "list/10/c", "list/d"):
        store.write(DATA, key, b"content", "text/plain")
    store.write(DATA, "list/7/file", tmp_path / "file", "text/plain")
    # Consoles leave empty objects that stand for folders.
    store.write(DATA, "list/7/", b"", "text/plain")
    assert store.folders(DATA, "list/") == ["10", "7"]
    assert list(store.keys(DATA, "list/7/")) == ["list/7/a", "list/7/b", "list/7/file"]
    assert store.read(DATA, "list/7/file") == b"from a file"
    store.empty(DATA, "list/7/file")
    assert list(store.keys(DATA, "list/7/")) == ["list/7/a", "list/7/b"]
    assert store.read(DATA, "list/7/nothing") is None


def test_who_may_not_list_the_bucket_is_denied_what_is_not_there() -> None:
    s3 = boto3.client("s3", region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")  # noqa: S106
    store = AwsStore({"s3": s3, "sagemaker": None, "cloudwatch": None})
    for listed, found in (([], None), ([{"Key": "state/ledger.json", "Size": 1}], "AccessDenied")):
        with Stubber(s3) as answers:
            answers.add_client_error("get_object", "AccessDenied", http_status_code=403)
            answers.add_response("list_objects_v2", {"Contents": listed})
            if found is None:
                assert store.read(ARTIFACTS, "state/ledger.json") is None
            else:
                with pytest.raises(s3.exceptions.ClientError, match=found):
                    store.read(ARTIFACTS, "state/ledger.json")


def test_more_objects_than_a_page_has_are_all_found(store: AwsStore) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda number: store.write(DATA, f"many/{number}", b"x", "text/plain"), range(1_001)))
    assert len(list(store.keys(DATA, "many/"))) == 1_001


def test_the_registry_tells_where_a_version_lies(store: AwsStore, clients: dict) -> None:
    register(clients, {"monitoringBaselineUri": "s3://artifacts/baseline/"}, "credit-told")
    arn = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/credit-told"
    assert store.version(f"{arn}/1") == Version("s3://artifacts/model.tar.gz", "s3://artifacts/baseline/", {})
    with pytest.raises(StepError, match="credit-told/2"):
        store.version(f"{arn}/2")


def test_metrics_of_any_number_arrive(store: AwsStore, clients: dict) -> None:
    data = [{"MetricName": f"metric-{number}", "Value": 1.0, "Unit": "Count"} for number in range(1_201)]
    store.publish("test/many", data)
    pages = clients["cloudwatch"].get_paginator("list_metrics").paginate(Namespace="test/many")
    assert sum(len(page["Metrics"]) for page in pages) == 1_201


def test_a_whole_run_over_http(store: AwsStore, clients: dict, address: str, tmp_path: Path) -> None:
    build, local = Build(tmp_path / "build"), FakeAws()
    build.register(local, "1")
    rows = build.draw(300, 1)
    ids = Endpoint(local, build.booster, build.features, "1").serve(rows)
    deliver_labels(local, ids, rows)
    for (bucket, key), content in local.objects.items():
        store.write(bucket, key, content, "x/y")
    prefix = f"s3://{ARTIFACTS}/runs/mortgage/build-1"
    register(
        clients,
        {"monitoringBaselineUri": f"{prefix}/monitoring-baseline/"},
        "credit-mortgage",
        f"{prefix}/model.tar.gz",
    )
    settings = {**vars(SETTINGS), "account": "123456789012"}
    report = monitor(store, tmp_path, type(SETTINGS)(**settings))
    assert (report["outcome"], report["counts"]["capturedRows"], report["counts"]["labelledRows"]) == (
        "captured",
        300,
        300,
    )
    published = clients["cloudwatch"].list_metrics(Namespace=SETTINGS.namespace)["Metrics"]
    assert {"Runs", "Violations", "Quality"} <= {metric["MetricName"] for metric in published}
    keys = set(store.keys(ARTIFACTS, "monitoring/mortgage/"))
    assert "monitoring/mortgage/state/ledger.json" in keys
    assert "monitoring/mortgage/reports/2026-03-10T06Z/report.html" in keys


def register(clients: dict, metadata: dict[str, str], group: str, model: str = "s3://artifacts/model.tar.gz") -> None:
    clients["sagemaker"].create_model_package_group(ModelPackageGroupName=group)
    clients["sagemaker"].create_model_package(
        ModelPackageGroupName=group,
        InferenceSpecification={
            "Containers": [{"Image": "image", "ModelDataUrl": model}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
        CustomerMetadataProperties=metadata,
    )
