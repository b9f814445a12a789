"""The version of the data, which a model version names as what it learnt from."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import COLUMNS

from preprocess import preprocess


class TestVersion:
    def version(self, data: Path, tmp_path: Path) -> object:
        preprocess(data, tmp_path / "output", COLUMNS)
        return json.loads((tmp_path / "output" / "report" / "data.json").read_text())["version"]

    def test_is_a_hash_that_only_depends_on_names_and_contents(self, data: Path, tmp_path: Path) -> None:
        first = self.version(data, tmp_path)
        assert isinstance(first, str)
        assert first.startswith("sha256:")
        assert len(bytes.fromhex(first.removeprefix("sha256:"))) == 32
        moved = data.rename(tmp_path / "elsewhere")
        assert self.version(moved, tmp_path) == first

    def test_changes_with_one_byte(self, data: Path, tmp_path: Path) -> None:
        first = self.version(data, tmp_path)
        with (data / "customers.csv").open("a") as stream:
            stream.write("\n")
        assert self.version(data, tmp_path) != first

    def test_changes_with_the_name_or_the_folder_of_a_file(self, data: Path, tmp_path: Path) -> None:
        versions = {self.version(data, tmp_path)}
        (data / "customers.csv").rename(data / "clients.csv")
        versions.add(self.version(data, tmp_path))
        (data / "arrived=2026-01-31").mkdir()
        (data / "clients.csv").rename(data / "arrived=2026-01-31" / "clients.csv")
        versions.add(self.version(data, tmp_path))
        assert len(versions) == 3

    def test_stays_when_files_that_are_passed_over_come_along(self, data: Path, tmp_path: Path) -> None:
        first = self.version(data, tmp_path)
        (data / "_made_from").write_text("hash")
        (data / ".part-0.csv").write_text("hidden")
        (data / "_temporary").mkdir()
        (data / "_temporary" / "half.csv").write_text("half")
        assert self.version(data, tmp_path) == first
