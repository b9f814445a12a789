from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

JOB = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(JOB))


class LocalLake:
    """A data bucket in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # How many rows files had when they arrived.
        self.counts: dict[str, int] = {}

    def list(self, prefix: str) -> dict[str, str]:
        files = (path for path in self._folder.rglob("*") if path.is_file() and not path.name.endswith(".crc"))
        marks = {path.relative_to(self._folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
        return {key: mark for key, mark in marks.items() if key.startswith(prefix)}

    def read(self, key: str) -> str | None:
        path = self._folder / key
        return path.read_text() if path.exists() else None

    def write(self, key: str, text: str) -> None:
        path = self._folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def rows(self, key: str) -> int | None:
        return self.counts.get(key)

    def copy(self, source: str, target: str) -> None:
        path = self._folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._folder / source, path)

    def delete(self, key: str) -> None:
        (self._folder / key).unlink()

    def uri(self, key: str) -> str:
        return f"file://{self._folder}/{key}"

    def set_time(self, key: str, seconds: int) -> None:
        os.utime(self._folder / key, (seconds, seconds))


def start_spark() -> SparkSession:
    return (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        # Another zone than UTC: moments must not depend on the machine.
        .config("spark.sql.session.timeZone", "Asia/Tokyo")
        .getOrCreate()
    )


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    session = start_spark()
    yield session
    session.stop()


@pytest.fixture
def lake(tmp_path: Path) -> LocalLake:
    return LocalLake(tmp_path)
