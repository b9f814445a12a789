"""Reads a model out of the archive that a training job left in S3."""

from __future__ import annotations

import tarfile
from pathlib import Path

import xgboost as xgb

from step import StepError

ARCHIVE = "model.tar.gz"

# The file that train.py writes.
MODEL = "xgboost-model"


def read_model(archive: Path) -> xgb.Booster:
    """The model in a model.tar.gz.

    Nothing is unpacked onto the disk, so no name of a member leads anywhere, and the model cannot bring code.

    Raises StepError if the archive cannot be read, has anything but the one file xgboost-model, or that is no model.
    """
    try:
        with tarfile.open(archive, "r:gz") as tar:
            content = read_only_file(tar)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise StepError(f"{archive.name} cannot be read as tar.gz: {type(error).__name__}") from error
    unfit = StepError(f"{MODEL} in {archive.name} is no model that XGBoost {xgb.__version__} can read")
    # XGBoost ends the process over contents that are none, such as an empty file. A model begins like this, whether
    # it is UBJSON or JSON.
    if not content.startswith(b"{"):
        raise unfit
    booster = xgb.Booster()
    try:
        booster.load_model(bytearray(content))
    except xgb.core.XGBoostError as error:
        raise unfit from error
    return booster


def read_only_file(tar: tarfile.TarFile) -> bytes:
    """Content of the only member besides the folder itself.

    Raises StepError if there is another member, or it is no regular file, such as a link.
    """
    members = [member for member in tar.getmembers() if not (member.isdir() and member.name in (".", ""))]
    expected = (MODEL, f"./{MODEL}")
    if len(members) != 1 or not members[0].isreg() or members[0].name not in expected:
        found = ", ".join(f"{member.name!r}{'' if member.isreg() else ' (no regular file)'}" for member in members)
        raise StepError(f"{ARCHIVE} must have the file {MODEL} and nothing else, it has: {found or 'nothing'}")
    stream = tar.extractfile(members[0])
    return b"" if stream is None else stream.read()
