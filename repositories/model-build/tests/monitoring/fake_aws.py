"""S3, the registry and CloudWatch in memory, as monitors use them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from step import StepError
from store import Version


class FakeAws:
    """objects: content by bucket and key. versions: by ARN. metrics: what was published.
    written: buckets and keys in the order in which they were written or emptied."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], bytes] = {}
        self.versions: dict[str, Version] = {}
        self.metrics: list[dict[str, Any]] = []
        self.written: list[tuple[str, str]] = []

    def folders(self, bucket: str, prefix: str) -> list[str]:
        below = [key[len(prefix) :] for key in self.keys(bucket, prefix)]
        return sorted({path.split("/")[0] for path in below if "/" in path})

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        return iter(sorted(key for where, key in self.objects if where == bucket and key.startswith(prefix)))

    def read(self, bucket: str, key: str) -> bytes | None:
        return self.objects.get((bucket, key))

    def write(self, bucket: str, key: str, content: bytes | Path, content_type: str) -> None:
        assert "/" in content_type
        self.objects[bucket, key] = content.read_bytes() if isinstance(content, Path) else content
        self.written.append((bucket, key))

    def empty(self, bucket: str, key: str) -> None:
        self.objects.pop((bucket, key), None)
        self.written.append((bucket, key))

    def version(self, arn: str) -> Version:
        if arn not in self.versions:
            raise StepError(f"the registry does not give {arn}")
        return self.versions[arn]

    def publish(self, namespace: str, data: list[dict[str, Any]]) -> None:
        self.metrics += [{"Namespace": namespace, **each} for each in data]

    def put_folder(self, bucket: str, prefix: str, folder: Path) -> None:
        for file in folder.rglob("*"):
            if file.is_file():
                self.objects[bucket, f"{prefix}/{file.relative_to(folder).as_posix()}"] = file.read_bytes()
