"""Finds the files of captured data that a run has to count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ledger import Ledger
from settings import Settings
from store import Store, split_uri
from window import Window, days

# The variant whose answers people get; the shadow's are not theirs.
VARIANT = "AllTraffic"
BATCH = "batch"

HOUR = re.compile(r"(\d{4})/(\d{2})/(\d{2})/(\d{2})/[^/]+$")


@dataclass(frozen=True)
class CaptureFile:
    """A file to count.

    key: what the ledger remembers. late: whether it is of an hour before the window.
    source: of a transform job, S3 URI of the input; none of an endpoint.
    answers: of a transform job, S3 URI of the output.
    """

    key: str
    version: str
    hour: datetime
    late: bool
    source: str | None = None
    answers: str | None = None


def find_files(store: Store, settings: Settings, window: Window, ledger: Ledger) -> tuple[list[CaptureFile], int]:
    """Files of the window, and late ones of the hours before it, that no run has counted, ordered by version and key;
    and how many files of the window a run has counted.

    The bucket has them below `<model>/<version>/`: `<endpoint>/<variant>/` or `batch/output/`, then by hour.
    """
    bucket, found = settings.captureBucketName, []
    for version in store.folders(bucket, f"{settings.model}/"):
        below = f"{settings.model}/{version}/"
        if settings.inference == BATCH:
            found += _batch_files(store, bucket, f"{below}{BATCH}/", version, window, ledger)
            continue
        for endpoint in store.folders(bucket, below):
            if endpoint != BATCH:
                keys = _keys(store, bucket, f"{below}{endpoint}/{VARIANT}/", window, ledger)
                found += [CaptureFile(key, version, hour, hour < window.start) for key, hour in keys]
    new = [file for file in found if file.key not in ledger.files]
    counted = sum(not file.late for file in found if file.key in ledger.files)
    return sorted(new, key=lambda file: (file.version, file.key)), counted


def _keys(store: Store, bucket: str, prefix: str, window: Window, ledger: Ledger) -> Iterator[tuple[str, datetime]]:
    """Keys below a prefix with hours, each with its hour, as far as this run looks."""
    start = ledger.search_from(window)
    for day in days(start, window.end):
        for key in store.keys(bucket, f"{prefix}{day}/"):
            if match := HOUR.search(key):
                hour = datetime(*map(int, match.groups()), tzinfo=UTC)  # type: ignore[misc]
                if start <= hour < window.end:
                    yield key, hour


def _batch_files(
    store: Store, bucket: str, prefix: str, version: str, window: Window, ledger: Ledger
) -> Iterator[CaptureFile]:
    """Pairs of input and output. Transform jobs capture manifests, which name files; an output is called as its input
    with .out behind it."""
    inputs: dict[tuple[datetime, str], str] = {}
    for key, hour in _keys(store, bucket, f"{prefix}input/", window, ledger):
        inputs |= {(hour, name): uri for name, uri in _manifest(store, bucket, key)}
    for key, hour in _keys(store, bucket, f"{prefix}output/", window, ledger):
        for name, uri in _manifest(store, bucket, key):
            source = inputs.get((hour, name.removesuffix(".out")))
            if source is not None and name.endswith(".out"):
                yield CaptureFile("/".join(split_uri(uri)), version, hour, hour < window.start, source, uri)


def _manifest(store: Store, bucket: str, key: str) -> list[tuple[str, str]]:
    """Names in a manifest, each with its S3 URI: a JSON list whose first entry has the prefix of all others."""
    entries = json.loads(store.read(bucket, key) or b"[{}]")
    prefix = entries[0].get("prefix", "")
    return [(name, f"{prefix}{name}") for name in entries[1:]]
