"""Writes the report of a window in which a feature drifts: `python tests/monitoring/sample_report.py report.html`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("steps", "monitoring", "samples", "tests/monitoring")]

from fake_aws import FakeAws
from production import ARTIFACTS, Build, Endpoint, deliver_labels, monitor


def main(file: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build, aws = Build(folder / "build"), FakeAws()
        build.register(aws, "7")
        rows = build.draw(500, 100)
        rows["obligation_ratio"] += 10
        deliver_labels(aws, Endpoint(aws, build.booster, build.features).serve(rows), rows)
        monitor(aws, folder)
    (page,) = [content for (bucket, key), content in aws.objects.items() if bucket == ARTIFACTS and ".html" in key]
    file.write_bytes(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
