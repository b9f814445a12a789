"""S3, the model registry and CloudWatch, as far as monitors use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from step import StepError


@dataclass(frozen=True)
class Version:
    """Where things of a version lie, as S3 URIs.

    baseline: the folder of its baseline; none if it was built before there were monitors.
    constraints: what the containers of AWS compare with, by the names in sagemaker_tables.py.
    """

    model: str
    baseline: str | None
    constraints: dict[str, str] = field(default_factory=dict)


class Store(Protocol):
    """What monitors ask of AWS. Tests use folders in its place."""

    def folders(self, bucket: str, prefix: str) -> list[str]:
        """Names directly below a prefix that ends in a slash, of what has a slash after it."""
        ...

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        """Keys of the objects below a prefix that have content, in order."""
        ...

    def read(self, bucket: str, key: str) -> bytes | None:
        """Content of an object; none if there is none."""
        ...

    def write(self, bucket: str, key: str, content: bytes | Path, content_type: str) -> None:
        """Writes an object, encrypted with the key that its bucket has."""
        ...

    def empty(self, bucket: str, key: str) -> None:
        """Takes an object's content away, so that `keys` does not give it any more. It takes no right to delete."""
        ...

    def version(self, arn: str) -> Version:
        """What the registry has about a version.

        Raises StepError if it has no such version.
        """
        ...

    def publish(self, namespace: str, data: list[dict[str, Any]]) -> None:
        """Writes metrics; `data` as PutMetricData takes it, of any length."""
        ...


# PutMetricData takes 1,000 at once, and 1 MB; these are small.
METRICS_AT_ONCE = 500


class AwsStore:
    """The real one.

    clients: `s3`, `sagemaker` and `cloudwatch` of boto3.
    """

    def __init__(self, clients: dict[str, Any]) -> None:
        self.s3 = clients["s3"]
        self.sagemaker = clients["sagemaker"]
        self.cloudwatch = clients["cloudwatch"]

    def folders(self, bucket: str, prefix: str) -> list[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix, Delimiter="/")
        return [each["Prefix"][len(prefix) : -1] for page in pages for each in page.get("CommonPrefixes", [])]

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return (each["Key"] for page in pages for each in page.get("Contents", []) if each["Size"] > 0)

    def read(self, bucket: str, key: str) -> bytes | None:
        try:
            return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        except self.s3.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            # S3 tells that there is no object only to who may list the whole bucket; monitors may list their prefixes.
            if code in ("NoSuchKey", "AccessDenied") and key not in self.keys(bucket, key):
                return None
            raise

    def write(self, bucket: str, key: str, content: bytes | Path, content_type: str) -> None:
        extra = {"ContentType": content_type}
        if isinstance(content, Path):
            self.s3.upload_file(str(content), bucket, key, ExtraArgs=extra)
        else:
            self.s3.put_object(Bucket=bucket, Key=key, Body=content, **extra)

    def empty(self, bucket: str, key: str) -> None:
        self.s3.put_object(Bucket=bucket, Key=key, Body=b"")

    def version(self, arn: str) -> Version:
        try:
            found = self.sagemaker.describe_model_package(ModelPackageName=arn)
        except self.sagemaker.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            raise StepError(f"the registry does not give {arn}: {code}") from error
        container = found["InferenceSpecification"]["Containers"][0]
        baseline = found.get("CustomerMetadataProperties", {}).get("monitoringBaselineUri")
        constraints = _constraints(found.get("DriftCheckBaselines", {}))
        return Version(model=container["ModelDataUrl"], baseline=baseline, constraints=constraints)

    def publish(self, namespace: str, data: list[dict[str, Any]]) -> None:
        for first in range(0, len(data), METRICS_AT_ONCE):
            self.cloudwatch.put_metric_data(Namespace=namespace, MetricData=data[first : first + METRICS_AT_ONCE])


def _constraints(baselines: dict[str, dict[str, dict[str, str]]]) -> dict[str, str]:
    """S3 URIs of DriftCheckBaselines."""
    fields = {
        "data-quality-statistics.json": ("ModelDataQuality", "Statistics"),
        "data-quality-constraints.json": ("ModelDataQuality", "Constraints"),
        "model-quality-statistics.json": ("ModelQuality", "Statistics"),
        "model-quality-constraints.json": ("ModelQuality", "Constraints"),
        "bias-constraints.json": ("Bias", "PostTrainingConstraints"),
        "explainability-constraints.json": ("Explainability", "Constraints"),
    }
    found = {name: baselines.get(kind, {}).get(what, {}).get("S3Uri") for name, (kind, what) in fields.items()}
    return {name: uri for name, uri in found.items() if uri is not None}


def aws_store(region: str) -> AwsStore:
    """The store of the job's own role."""
    # Part of the image; whoever judges needs no AWS and no boto3.
    import boto3
    from botocore.config import Config

    config = Config(retries={"mode": "standard", "total_max_attempts": 5})
    names = ("s3", "sagemaker", "cloudwatch")
    return AwsStore({name: boto3.client(name, region_name=region, config=config) for name in names})


def split_uri(uri: str) -> tuple[str, str]:
    """Bucket and key of an S3 URI.

    Raises StepError if it is none.
    """
    parts = urlsplit(uri)
    if parts.scheme != "s3" or not parts.netloc:
        raise StepError("an address that should begin with s3:// does not")
    return parts.netloc, parts.path.lstrip("/")


def download_folder(store: Store, uri: str, folder: Path) -> None:
    """Downloads the files directly below an S3 URI.

    Raises StepError if there is none.
    """
    bucket, prefix = split_uri(uri.rstrip("/") + "/")
    keys = list(store.keys(bucket, prefix))
    for key in keys:
        download(store, f"s3://{bucket}/{key}", folder / key[len(prefix) :])
    if not keys:
        raise StepError(f"there is nothing below {uri}")


def download(store: Store, uri: str, file: Path) -> None:
    """Downloads one file.

    Raises StepError if it is not there.
    """
    content = store.read(*split_uri(uri))
    if content is None:
        raise StepError(f"{uri} is not there")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
