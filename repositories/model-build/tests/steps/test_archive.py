from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
import xgboost as xgb
from conftest import pack
from frameworks import built

from archive import read_folder, read_model
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
def test_reads_a_model_that_lies_alone(tmp_path: Path, model: bytes, members: list[tarfile.TarInfo]) -> None:
    description = read_model(archive(tmp_path, members, model)).description
    assert (description.framework, description.task.problem, description.task.classes) == (
        "xgboost",
        "binary",
        ("0", "1"),
    )
    assert [(feature.name, feature.kind) for feature in description.task.features] == [("age", "number")]


def test_reads_a_model_with_its_description_and_leaves_its_code_alone(tmp_path: Path) -> None:
    build = built("sklearn", "multiclass")
    description = read_model(build.archive()).description
    assert (description.framework, description.task.classes) == ("sklearn", build.columns.classes)
    assert description.task.features == build.columns.features
    # Whatever code/ has.
    folder = build.folder / "model-folder"
    hostile = archive(tmp_path, [], b"")
    with tarfile.open(hostile, "w:gz") as tar:
        for name in ("model.json", "model.skops"):
            tar.add(folder / name, arcname=name)
        bad = b"raise SystemExit('code of an archive was run')"
        for name in ("code/inference.py", "code/framework_sklearn.py"):
            info = tarfile.TarInfo(name)
            info.size = len(bad)
            tar.addfile(info, io.BytesIO(bad))
    assert read_model(hostile).description == description


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ([], "nothing"),
        ([member("../xgboost-model")], "'../xgboost-model'"),
        ([member("/opt/ml/xgboost-model")], "'/opt/ml/xgboost-model'"),
        ([member("code/xgboost-model")], "'code/xgboost-model'"),
        ([member("model.pkl")], "'model.pkl'"),
        ([member("xgboost-model", tarfile.SYMTYPE, "/etc/passwd")], "'xgboost-model' (no regular file)"),
        ([member("xgboost-model", tarfile.LNKTYPE, "../../secret")], "'xgboost-model' (no regular file)"),
        ([member("xgboost-model", tarfile.FIFOTYPE)], "'xgboost-model' (no regular file)"),
        ([member("xgboost-model"), member("../inference.py")], "'../inference.py', 'xgboost-model'"),
        ([member("xgboost-model"), member("xgboost-model")], "'xgboost-model', 'xgboost-model'"),
        ([member("xgboost-model"), member("code/inference.py")], "'xgboost-model', 'code/inference.py'"),
        ([member("..", tarfile.DIRTYPE), member("xgboost-model")], "'..' (no regular file), 'xgboost-model'"),
        (
            [member("model.json"), member("xgboost-model"), member("code/../x.py")],
            "'code/../x.py', 'model.json', 'xgboost-model'",
        ),
        (
            [member("model.json"), member("code/x", tarfile.SYMTYPE, "/etc")],
            "'code/x' (no regular file), 'model.json'",
        ),
        ([member("model.json"), member("data/xgboost-model")], "'model.json', 'data/xgboost-model'"),
    ],
)
def test_refuses_other_members(tmp_path: Path, model: bytes, members: list[tarfile.TarInfo], found: str) -> None:
    file = archive(tmp_path, members, model)
    with pytest.raises(StepError) as error:
        read_model(file)
    assert str(error.value) == (
        "model.tar.gz must have xgboost-model alone, or model.json with the model's files and code/; it has: " + found
    )
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 9}, "model.json has a format that this code does not know; use the code of its build"),
        ({"problem": "ranking"}, "model.json has a format that this code does not know; use the code of its build"),
        ({"features": ["age"]}, "model.json has not the form of a description"),
        ({"encoding": {"categories": {}}}, "model.json has not the form of a description"),
        ({"framework": "xgboost"}, "a model of xgboost has xgboost-model; found model.json, model.skops"),
        ({"framework": "../evil"}, "there is no framework '../evil': "),
    ],
)
def test_refuses_another_description(tmp_path: Path, change: dict, message: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    source = built("sklearn", "binary").folder / "model-folder"
    document = {**json.loads((source / "model.json").read_text()), **change}
    (folder / "model.json").write_text(json.dumps(document))
    (folder / "model.skops").write_bytes((source / "model.skops").read_bytes())
    pack(tmp_path / "model.tar.gz", folder)
    with pytest.raises(StepError) as error:
        read_model(tmp_path / "model.tar.gz")
    assert str(error.value).startswith(f"model.tar.gz: {message}")


def test_a_description_without_the_models_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    source = built("sklearn", "binary").folder / "model-folder" / "model.json"
    (tmp_path / "folder" / "model.json").write_bytes(source.read_bytes())
    with pytest.raises(StepError, match=r"^a model of sklearn has model\.skops; found model\.json$"):
        read_folder(tmp_path / "folder")


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
    assert str(error.value) == "model.tar.gz: xgboost-model is no model that XGBoost 3.2.0 can read"


@pytest.mark.parametrize("objective", ["rank:pairwise", "count:poisson", "binary:hinge"])
def test_refuses_a_plain_model_that_does_something_else(tmp_path: Path, objective: str) -> None:
    rows = xgb.DMatrix(np.array([[0.0], [1.0]]), label=[0, 1], feature_names=["age"])
    content = bytes(xgb.train({"objective": objective}, rows, 1).save_raw("ubj"))
    with pytest.raises(StepError, match=f"has the objective {objective}; train it with train.py"):
        read_model(archive(tmp_path, [member("xgboost-model")], content))
