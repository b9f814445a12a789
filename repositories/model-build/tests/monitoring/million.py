"""How long the three jobs take, and how much memory: `python tests/monitoring/million.py 100000 1000000`.

Each is a process of its own, as in a job; S3 is a folder. Prints JSON lines: rows, step, seconds on the clock and of
the processors, megabytes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("steps", "monitoring", "samples", "tests/monitoring")]

from fake_aws import FakeAws

from store import Version

STEPS = ("collect", "judge", "publish")
HOURS = 24


class Folder(FakeAws):
    """S3 in a folder, so that a process has in memory what it reads and no more."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        root = self.folder / bucket
        return iter(
            sorted(
                key
                for file in root.rglob("*")
                if file.is_file() and (key := file.relative_to(root).as_posix()).startswith(prefix)
            )
        )

    def read(self, bucket: str, key: str) -> bytes | None:
        file = self.folder / bucket / key
        return file.read_bytes() if file.exists() else None

    def write(self, bucket: str, key: str, content: bytes | Path, content_type: str) -> None:
        file = self.folder / bucket / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read_bytes() if isinstance(content, Path) else content)

    def version(self, arn: str) -> Version:
        build = "s3://artifacts/runs/mortgage/build-7"
        return Version(f"{build}/model.tar.gz", f"{build}/monitoring-baseline/")


def prepare(folder: Path, rows: int) -> None:
    """Captured requests of a day, a row each, of which every tenth has its label."""
    import numpy as np
    from production import END, SETTINGS, Build, Endpoint, csv_line, deliver_labels

    build, aws, store = Build(folder / "build"), FakeAws(), Folder(folder / "s3")
    build.register(aws, "7")
    features = build.features
    endpoint = Endpoint(aws, build.booster, features)
    drawn = build.draw(rows, 1)
    matrix = drawn[features].to_numpy(dtype="float64")
    answers = endpoint.predict(matrix)
    bodies = {index: csv_line(row) for index, row in enumerate(build.holdout[features].to_numpy(dtype="float64"))}
    chosen = np.random.default_rng(1).integers(0, len(bodies), rows)
    for hour in range(HOURS):
        at = END - timedelta(hours=HOURS - hour)
        lines = [
            json.dumps(endpoint.record(bodies[chosen[number]], repr(float(answers[number])), f"id-{number}", at, "CSV"))
            for number in range(hour * rows // HOURS, (hour + 1) * rows // HOURS)
        ]
        endpoint.write(at, lines)
        for (bucket, key), content in aws.objects.items():
            store.write(bucket, key, content, "x/y")
        aws.objects = {}
    labelled = range(0, rows, 10)
    deliver_labels(aws, [f"id-{number}" for number in labelled], build.holdout.iloc[chosen[::10]])
    for (bucket, key), content in aws.objects.items():
        store.write(bucket, key, content, "x/y")
    document = {name: getattr(SETTINGS, name) for name in SETTINGS.__dataclass_fields__}
    text = json.dumps({**document, "thresholds": vars(SETTINGS.thresholds)})
    (folder / "settings.json").write_text(text)


def step(name: str, folder: Path) -> None:
    """What a job does, in this process. The one that measures imports none of it: a process begins with the memory of
    the one that started it."""
    from production import END, SAMPLE, SETTINGS

    from collect import collect
    from judge import main as judge
    from publish import publish
    from window import Window

    store, collected, judged = Folder(folder / "s3"), folder / "out" / "collected", folder / "out" / "judged"
    if name == "collect":
        collect(store, SETTINGS, Window(END - timedelta(hours=HOURS), END), collected, SAMPLE)
    elif name == "publish":
        report = publish(store, SETTINGS, collected, judged, "benchmark", "execution-1")
        assert report["counts"]["badRecords"] == 0
    else:
        options = ["--settings", str(folder / "settings.json"), "--collected", str(collected), "--output", str(judged)]
        assert judge(options) == 0


def measure(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        for each in ("prepare", *STEPS):
            start = time.perf_counter()
            command = [sys.executable, str(Path(__file__)), "--step", each, name, str(rows)]
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - start
            if status != 0:
                raise SystemExit(f"{each} failed")
            figures = {"seconds": round(seconds, 1), "processors": round(usage.ru_utime + usage.ru_stime, 1)}
            print(json.dumps({"rows": rows, "step": each, **figures, "megabytes": usage.ru_maxrss // 1024}), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--step":
        _, _, chosen, place, number = sys.argv
        if chosen == "prepare":
            prepare(Path(place), int(number))
        else:
            step(chosen, Path(place))
    else:
        for count in sys.argv[1:]:
            measure(int(count))
