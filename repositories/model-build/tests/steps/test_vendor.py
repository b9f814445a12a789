from __future__ import annotations

import importlib
import re
import sys
import zipfile
from pathlib import Path

import pytest

from step import StepError
from vendor import VENDOR, files_of, provide

WHEEL = {
    "brought/__init__.py": "ANSWER = 42\n",
    "brought/io/__init__.py": "",
    "brought/io/tests/test_it.py": "",
    "brought/card/__init__.py": "",
    "brought-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: brought\nVersion: 1.0\n",
    "brought-1.0.dist-info/licenses/LICENSE": "MIT\n",
}


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("vendor.VENDOR", tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    return tmp_path


def test_a_wheel_beside_the_steps_is_unpacked_and_travels_without_its_tests(vendor: Path) -> None:
    with zipfile.ZipFile(vendor / "brought-1.0-py3-none-any.whl", "w") as wheel:
        for name, content in WHEEL.items():
            wheel.writestr(name, content)
        wheel.writestr("brought-1.0.dist-info/RECORD", "".join(f"{name},,\n" for name in WHEEL))
    provide("brought")
    assert importlib.import_module("brought").ANSWER == 42
    assert sorted(files_of("brought")) == ["brought/LICENSE", "brought/__init__.py", "brought/io/__init__.py"]


def test_a_package_that_is_nowhere_is_named(vendor: Path) -> None:
    (vendor / "other-1.0-py3-none-any.whl").write_bytes(b"")
    with pytest.raises(StepError, match=r"^the package nowhere is not installed, and .* beside the steps has 0 wheels"):
        provide("nowhere")


def test_tests_and_models_have_the_same_version() -> None:
    root = VENDOR.parents[1]
    pinned = re.search(r"^skops==(\S+)", (root / "requirements-vendor.txt").read_text(), re.MULTILINE)
    tested = re.search(r"^skops==(\S+)", (root / "requirements-dev.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    assert tested is not None
    assert pinned[1] == tested[1]
