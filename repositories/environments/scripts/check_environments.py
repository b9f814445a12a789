"""Checks the folders of environments before anything is built. Prints one line for each problem."""

import pathlib
import re
import sys

from dockerfile import DockerfileError, images, instructions, read_text

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Words that may hold something secret, in any line.
SECRET = re.compile(
    r"A(?:KIA|SIA)[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}"
    r"|eyJ[\w-]{10,}\.[\w-]{10,}|://[^/\s:@]*:[^/\s@]+@|(?i:password|passwd|secret|token|api_?key)\s*=\s*\S"
)
# A name, maybe with extras, and one exact version; maybe a marker and hashes.
PINNED = re.compile(
    r"[A-Za-z0-9][\w.-]*(\[[\w.,\s-]+\])?\s*==\s*[0-9][\w.!+-]*\s*(;[^#]*)?(\s--hash=\S+)*\s*\\?\s*(\s#.*)?", re.ASCII
)
INDEX = re.compile(r"--index-url[=\s]\s*https://\S+")
SECRET_TEXT = "this looks like a secret: images keep it for ever"


def problems(folder: pathlib.Path) -> list[str]:
    """What is wrong with one environment; nothing if it may be built."""
    dockerfile = folder / "Dockerfile"
    if not dockerfile.is_file():
        return [f"{folder}: has no Dockerfile"]
    found = [] if NAME.fullmatch(folder.name) else [f"{folder}: write the name in lower case with single hyphens"]
    for path, check in ((dockerfile, _dockerfile), (folder / "requirements.txt", _requirements)):
        if path.is_file():
            try:
                found += check(path, read_text(path))
            except DockerfileError as error:
                found.append(f"{path}: {error}")
    return found


def _dockerfile(path: pathlib.Path, text: str) -> list[str]:
    lines = text.splitlines()
    # No message quotes a line that may hold a secret.
    secret = [number for number, line in enumerate(lines, start=1) if SECRET.search(line)]
    found = [f"{path}:{number}: {SECRET_TEXT}" for number in secret]
    found += [
        f"{path}:{number}: give {image} a version: a tag that is not latest, or a digest"
        for number, image in images(text)
        if number not in secret and not _pinned(image)
    ]
    user = "root"
    for number, name, rest in instructions(text):
        if name == "FROM":
            user = "root"
        elif name == "USER":
            user = "" if number > 1 and lines[number - 2].startswith("# required: ") else rest.split()[0]
    if user in ("root", "0", "0:0", "root:root"):
        found.append(f"{path}: ends as root: name a user, or write # required: <reason> above USER root")
    return found


def _pinned(image: str) -> bool:
    if "@sha256:" in image:
        return True
    _, colon, tag = image.rpartition("/")[2].partition(":")
    return bool(colon) and tag not in ("", "latest")


def _requirements(path: pathlib.Path, text: str) -> list[str]:
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip()
        if not words or words.startswith(("#", "--hash")):
            continue
        if SECRET.search(words):
            found.append(f"{path}:{number}: {SECRET_TEXT}")
        elif words.startswith("-") and not INDEX.fullmatch(words):
            found.append(
                f"{path}:{number}: only --index-url may be named: another index beside it could bring another package "
                "of the same name, and other files are not checked"
            )
        elif not words.startswith("-") and not PINNED.fullmatch(words):
            name = re.split(r"[^\w.-]", words)[0]
            found.append(f"{path}:{number}: {name or 'the line'} has no exact version: write name==version")
    return found


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
