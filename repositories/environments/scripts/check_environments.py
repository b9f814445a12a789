"""Checks the folders of environments before anything is built. Prints one line for each problem."""

import pathlib
import re
import sys

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SECRET = re.compile(r"AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----|(?i:password|secret|token)\s*=\s*\S")


def problems(folder: pathlib.Path) -> list[str]:
    """What is wrong with one environment; nothing if it may be built."""
    dockerfile = folder / "Dockerfile"
    if not dockerfile.is_file():
        return [f"{folder}: has no Dockerfile"]
    found = [] if NAME.fullmatch(folder.name) else [f"{folder}: write the name in lower case with single hyphens"]
    return found + _dockerfile(dockerfile) + _requirements(folder / "requirements.txt")


def _dockerfile(path: pathlib.Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    stages: set[str] = set()
    user = "root"
    for number, line in enumerate(lines, start=1):
        words = line.split()
        instruction = words[0].upper() if words else ""
        if instruction == "FROM":
            image = next(word for word in words[1:] if not word.startswith("--"))
            if image not in stages and not _pinned(image):
                found.append(f"{path}:{number}: give {image} a version: a tag that is not latest, or a digest")
            if len(words) > 3 and words[-2].upper() == "AS":
                stages.add(words[-1])
            user = "root"
        elif instruction == "USER":
            user = "" if lines[number - 2].startswith("# required: ") else words[1]
        if SECRET.search(line):
            found.append(f"{path}:{number}: this looks like a secret: images keep it for ever")
    if user in ("root", "0", "0:0", "root:root"):
        found.append(f"{path}: ends as root: name a user, or write # required: <reason> above USER root")
    return found


def _pinned(image: str) -> bool:
    if "@sha256:" in image:
        return True
    _, colon, tag = image.rpartition("/")[2].partition(":")
    return bool(colon) and tag not in ("", "latest")


def _requirements(path: pathlib.Path) -> list[str]:
    if not path.is_file():
        return []
    numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [
        f"{path}:{number}: {line.strip()} has no exact version: write name==version"
        for number, line in numbered
        if line.strip() and not line.lstrip().startswith(("#", "--hash")) and "==" not in line
    ]


def main(root: str) -> int:
    """Exit code: 0 if every environment may be built."""
    folders = sorted(path for path in pathlib.Path(root).iterdir() if path.is_dir())
    if not folders:
        print(f"{root}: holds no environment")
        return 1
    found = [problem for folder in folders for problem in problems(folder)]
    for problem in found:
        print(f"##vso[task.logissue type=error]{problem}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
