from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest
import xgboost as xgb
from conftest import pack

from archive import read_model
from step import StepError


@pytest.fixture(scope="module")
def model() -> bytes:
    rows = xgb.DMatrix(np.array([[0.0], [1.0]]), label=[0, 1], feature_names=["age"])
    return bytes(xgb.train({"objective": "binary:logistic", "min_child_weight": 0}, rows, 1).save_raw("ubj"))


def archive(folder: Path, members: list[tarfile.TarInfo], content: bytes) -> Path:
    """A model.tar.gz with these members; a regular one has the content."""
    file = folder / "model.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        for member in members:
            member.size = len(content) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(content) if member.isreg() else None)
    return file


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize(
    "members", [[member("xgboost-model")], [member("./", tarfile.DIRTYPE), member("./xgboost-model")]]
)
def test_reads_the_model(tmp_path: Path, model: bytes, members: list[tarfile.TarInfo]) -> None:
    assert read_model(archive(tmp_path, members, model)).feature_names == ["age"]


def test_reads_the_archive_of_a_model_folder(tmp_path: Path, model: bytes) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "xgboost-model").write_bytes(model)
    pack(tmp_path / "model.tar.gz", tmp_path / "model")
    assert read_model(tmp_path / "model.tar.gz").feature_names == ["age"]


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ([], "nothing"),
        ([member("../xgboost-model")], "'../xgboost-model'"),
        ([member("/opt/ml/xgboost-model")], "'/opt/ml/xgboost-model'"),
        ([member("code/xgboost-model")], "'code/xgboost-model'"),
        ([member("model.pkl")], "'model.pkl'"),
        (
            [member("xgboost-model", tarfile.SYMTYPE, "/etc/passwd")],
            "'xgboost-model' (no regular file)",
        ),
        (
            [member("xgboost-model", tarfile.LNKTYPE, "../../secret")],
            "'xgboost-model' (no regular file)",
        ),
        ([member("xgboost-model", tarfile.FIFOTYPE)], "'xgboost-model' (no regular file)"),
        ([member("xgboost-model"), member("../inference.py")], "'xgboost-model', '../inference.py'"),
        ([member("xgboost-model"), member("xgboost-model")], "'xgboost-model', 'xgboost-model'"),
        (
            [member("..", tarfile.DIRTYPE), member("xgboost-model")],
            "'..' (no regular file), 'xgboost-model'",
        ),
    ],
)
def test_refuses_anything_but_the_one_file(
    tmp_path: Path, model: bytes, members: list[tarfile.TarInfo], found: str
) -> None:
    file = archive(tmp_path, members, model)
    with pytest.raises(StepError) as error:
        read_model(file)
    assert str(error.value) == f"model.tar.gz must have the file xgboost-model and nothing else, it has: {found}"
    assert list(tmp_path.iterdir()) == [file]


def test_refuses_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "model.tar.gz").write_bytes(b"no archive")
    with pytest.raises(StepError, match=r"^model\.tar\.gz cannot be read as tar\.gz: ReadError$"):
        read_model(tmp_path / "model.tar.gz")


def test_refuses_an_archive_that_is_cut_off(tmp_path: Path, model: bytes) -> None:
    file = archive(tmp_path, [member("xgboost-model")], model)
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(StepError, match=r"^model\.tar\.gz cannot be read as tar\.gz: \w+Error$"):
        read_model(file)


@pytest.mark.parametrize("content", [b"", b"no model", b"\x80\x04\x95pickle", b"{", b"{}"])
def test_refuses_what_is_no_model(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(StepError) as error:
        read_model(archive(tmp_path, [member("xgboost-model")], content))
    assert str(error.value) == "xgboost-model in model.tar.gz is no model that XGBoost 3.2.0 can read"
