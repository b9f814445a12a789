"""Writes what training leaves: the model's files, and code/ beside them where the image cannot serve it by itself."""

from __future__ import annotations

import ast
from pathlib import Path

from archive import CODE, DESCRIPTION, described, is_plain
from framework import Model, framework_of
from vendor import files_of

STEPS = Path(__file__).parent

# `requires` is empty because the image has no network.
PROJECT = """[build-system]
requires = []
build-backend = "build_backend"
backend-path = ["."]
"""


def save(model: Model, folder: Path) -> None:
    """Writes the folder of which SageMaker makes model.tar.gz."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in model.files().items():
        (folder / name).write_bytes(content)
    if is_plain(model.description):
        return
    (folder / DESCRIPTION).write_text(described(model.description), encoding="utf-8")
    for path, content in code_of(model.description.framework).items():
        file = folder / CODE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def code_of(framework: str) -> dict[str, bytes]:
    """Files of code/: inference.py with the modules of the steps that it needs, and packages that the image lacks."""
    names = modules_of("inference", f"framework_{framework}", "build_backend")
    code = {f"{name}.py": (STEPS / f"{name}.py").read_bytes() for name in names}
    for package in framework_of(framework).PACKAGES:
        code |= files_of(package)
    return {**code, "pyproject.toml": PROJECT.encode()}


def modules_of(*names: str) -> list[str]:
    """The modules, and those of the steps that they import, each once."""
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or not (STEPS / f"{name}.py").is_file():
            continue
        found.append(name)
        for node in ast.walk(ast.parse((STEPS / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                waiting.append(node.module)
            elif isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
    return sorted(found)
