"""Builds a wheel of the folder that it lies in. The image of XGBoost installs the code of a model by `pip install .`
and has no network, so pip finds in the folder itself what it would otherwise fetch; see PEP 517 and `backend-path`."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

NAME = "served_model-1.0.0"
TAG = "py3-none-any"

# Of this folder itself; the image adds those of setuptools.
OWN = ("build_backend.py", "setup.py")


def build_wheel(wheel_directory: str, config_settings: object = None, metadata_directory: object = None) -> str:
    """Writes the wheel and returns its file name."""
    information = f"{NAME}.dist-info"
    files = {
        file.as_posix(): file.read_bytes()
        for file in sorted(Path().rglob("*.py"))
        if file.as_posix() not in OWN and file.parts[0] != "build"
    }
    files[f"{information}/METADATA"] = b"Metadata-Version: 2.1\nName: served-model\nVersion: 1.0.0\n"
    files[f"{information}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {TAG}\n".encode()
    records = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in files.items()]
    records.append(f"{information}/RECORD,,")
    files[f"{information}/RECORD"] = "\n".join([*records, ""]).encode()
    wheel = f"{NAME}-{TAG}.whl"
    with zipfile.ZipFile(Path(wheel_directory) / wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return wheel


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
