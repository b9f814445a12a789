"""Writes a model's folder, and reads a model out of the archive that SageMaker makes of it.

A model of XGBoost whose features are all numbers and that answers with one number is the file xgboost-model alone: the
image of AWS serves it without a script. Every other model has model.json, which describes it, its framework's files,
and code/ with what serves it. Who reads an archive reads data; nothing of code/ is run or even read.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from columns import Feature
from encoding import Encoding
from framework import PROBLEMS, Description, Model, Task, framework_of
from step import StepError

ARCHIVE = "model.tar.gz"

# Of a model that has no description: the name by which the image of AWS loads it.
PLAIN = "xgboost-model"

DESCRIPTION = "model.json"
CODE = "code"
FORMAT = 1


def is_plain(description: Description) -> bool:
    """Whether the model needs nothing beside itself."""
    task = description.task
    numbers = all(feature.kind == "number" for feature in task.features)
    return description.framework == "xgboost" and task.problem != "multiclass" and numbers


def described(description: Description) -> str:
    """Content of model.json."""
    task = description.task
    document = {
        "format": FORMAT,
        "framework": description.framework,
        "problem": task.problem,
        **({} if task.problem == "regression" else {"classes": list(task.classes)}),
        "features": [{"name": feature.name, "kind": feature.kind} for feature in task.features],
        "encoding": description.encoding.to_json(),
        "own": dict(description.own),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def description_of(content: bytes) -> Description:
    """Raises StepError if the content is no description that this code knows."""
    try:
        document: dict[str, Any] = json.loads(content)
        if document["format"] != FORMAT or document["problem"] not in PROBLEMS:
            raise StepError(f"{DESCRIPTION} has a format that this code does not know; use the code of its build")
        features = tuple(Feature(each["name"], each["kind"]) for each in document["features"])
        task = Task(document["problem"], tuple(document.get("classes", ())), features)
        encoding = Encoding.from_json(features, document["encoding"])
        return Description(str(document["framework"]), task, encoding, document["own"])
    except (ValueError, KeyError, TypeError) as error:
        raise StepError(f"{DESCRIPTION} has not the form of a description") from error


def model_of(files: Mapping[str, bytes]) -> Model:
    """The model in the files of its folder, code/ left out.

    Raises StepError if they hold none.
    """
    if DESCRIPTION not in files:
        return framework_of("xgboost").load_plain(files[PLAIN])  # type: ignore[attr-defined]
    description = description_of(files[DESCRIPTION])
    framework = framework_of(description.framework)
    if sorted(files) != sorted([DESCRIPTION, *framework.FILES]):
        raise StepError(f"a model of {description.framework} has {', '.join(framework.FILES)}; found {_listed(files)}")
    return framework.load(files, description)


def read_folder(folder: Path) -> Model:
    """The model of an unpacked archive.

    Raises StepError if there is none.
    """
    names = [file.name for file in folder.iterdir() if file.is_file()]
    description = folder / DESCRIPTION
    if description.is_file():
        framework = framework_of(description_of(description.read_bytes()).framework)
        names = [name for name in names if name in (DESCRIPTION, *framework.FILES)]
    return model_of({name: (folder / name).read_bytes() for name in names})


def read_model(archive: Path) -> Model:
    """The model in a model.tar.gz.

    Nothing is unpacked onto the disk, so no name of a member leads anywhere, and the model cannot bring code.

    Raises StepError if the archive cannot be read, has other members than a model has, or they are no model.
    """
    try:
        with tarfile.open(archive, "r:gz") as tar:
            files = read_files(tar)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise StepError(f"{archive.name} cannot be read as tar.gz: {type(error).__name__}") from error
    try:
        return model_of(files)
    except StepError as error:
        raise StepError(f"{archive.name}: {error}") from error


def read_files(tar: tarfile.TarFile) -> dict[str, bytes]:
    """Contents of the members outside of code/, by their names.

    Raises StepError if there are others than a model has, or one is no regular file, such as a link.
    """
    members: dict[str, tarfile.TarInfo] = {}
    unfit = []
    for member in tar.getmembers():
        path = member.name.removeprefix("./").rstrip("/")
        parts = path.split("/")
        if member.isdir() and (path in (".", "", CODE) or (parts[0] == CODE and ".." not in parts)):
            continue
        if not member.isreg() or ".." in parts or "" in parts or path in members:
            unfit.append(f"{member.name!r}{'' if member.isreg() else ' (no regular file)'}")
        else:
            members[path] = member
    data = {name: member for name, member in members.items() if not name.startswith(f"{CODE}/")}
    foreign = [name for name in data if "/" in name]
    plain = list(members) == [PLAIN]
    if unfit or foreign or not (plain or DESCRIPTION in data):
        found = [*unfit, *(repr(member.name) for member in members.values())]
        raise StepError(
            f"{ARCHIVE} must have {PLAIN} alone, or {DESCRIPTION} with the model's files and {CODE}/; it has: "
            f"{', '.join(found) or 'nothing'}"
        )
    contents = {}
    for name, member in data.items():
        stream = tar.extractfile(member)
        contents[name] = b"" if stream is None else stream.read()
    return contents


def _listed(names: Mapping[str, bytes]) -> str:
    return ", ".join(sorted(names)) or "nothing"
