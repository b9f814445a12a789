"""Packages that AWS's images do not have: wheels in vendor/, beside this file, which the pipeline puts there from
requirements-vendor.txt before it uploads the steps."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
import tempfile
import zipfile
from pathlib import Path

from step import StepError

VENDOR = Path(__file__).with_name("vendor")

# Of a package's files, what does not serve a model.
LEFT_OUT = ("tests", "card", "cli", "conftest.py")


def provide(package: str) -> None:
    """Makes a package importable that the image may lack; a wheel of pure Python is unpacked.

    Raises StepError if it is nowhere.
    """
    if importlib.util.find_spec(package) is not None:
        return
    wheels = sorted(VENDOR.glob(f"{package}-*-py3-none-any.whl"))
    if len(wheels) != 1:
        raise StepError(
            f"the package {package} is not installed, and {VENDOR.name}/ beside the steps has {len(wheels)} wheels of "
            "it; the pipeline puts one there from requirements-vendor.txt"
        )
    folder = tempfile.mkdtemp(prefix="vendor-")
    with zipfile.ZipFile(wheels[0]) as wheel:
        wheel.extractall(folder)
    sys.path.append(folder)
    importlib.invalidate_caches()


def files_of(package: str) -> dict[str, bytes]:
    """The modules of a package and its licence, by their paths below the folder that has the package."""
    provide(package)
    found = {}
    for file in importlib.metadata.files(package) or []:
        is_module = file.parts[0] == package and file.suffix == ".py" and not set(file.parts) & set(LEFT_OUT)
        if is_module or "LICENSE" in file.name.upper():
            path = file.as_posix() if is_module else f"{package}/{file.name}"
            found[path] = Path(str(file.locate())).read_bytes()
    return found
