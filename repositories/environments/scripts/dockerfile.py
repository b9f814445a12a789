"""Reads Dockerfiles, with the standard library alone: it runs where no package can be installed.

python3 dockerfile.py FILE...    prints the registries of Amazon ECR that the files need images of, one a line
"""

import pathlib
import re
import sys

CONTINUED = re.compile(r"\\[ \t]*$")
NAMED = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))")
HEREDOC = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")
ECR = re.compile(r"\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")


class DockerfileError(Exception):
    """A line is not understood; the message has its number, and never its text."""


def read_text(path: pathlib.Path) -> str:
    """Text of a file. Raises DockerfileError if it is none in UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DockerfileError("is not text in UTF-8") from error


def instructions(text: str) -> list[tuple[int, str, str]]:
    """Line, name in capital letters and rest of each instruction; lines that go on are joined, comments are left out.

    Raises DockerfileError if an instruction has no rest, or the file has another sign for going on.
    """
    found: list[tuple[int, str, str]] = []
    lines = text.splitlines()
    if lines and re.match(r"#\s*escape\s*=\s*[^\\\s]", lines[0], re.IGNORECASE):
        raise DockerfileError("line 1: use the backslash as escape")
    place = 0
    while place < len(lines):
        first, joined = place + 1, ""
        while place < len(lines):
            line = lines[place].strip()
            place += 1
            if line.startswith("#") or (joined and not line):
                first = first if joined else place + 1
                continue
            joined += CONTINUED.sub("", line) + " "
            if not CONTINUED.search(line):
                break
        name, _, rest = joined.strip().partition(" ")
        if not name:
            continue
        if not rest.strip():
            raise DockerfileError(f"line {first}: {name.upper()} names nothing")
        found.append((first, name.upper(), rest.strip()))
        for end in HEREDOC.findall(rest) if name.upper() in ("RUN", "COPY", "ADD") else ():
            while place < len(lines) and lines[place].strip() != end:
                place += 1
            place += 1
    return found


def images(text: str) -> list[tuple[int, str]]:
    """Line and name of every image that a Dockerfile needs, without its own stages; arguments have their defaults.

    Raises DockerfileError if a line is not understood, such as an image whose argument has no default.
    """
    found: list[tuple[int, str]] = []
    arguments: dict[str, str] = {}
    stages: set[str] = set()
    count = 0
    for line, name, rest in instructions(text):
        if name == "ARG" and not stages and not count:
            for word in rest.split():
                key, given, value = word.partition("=")
                if given:
                    arguments[key] = replaced(value.strip("\"'"), arguments, line)
        elif name == "FROM":
            words = [word for word in rest.split() if not word.startswith("--")]
            if not words:
                raise DockerfileError(f"line {line}: FROM names no image")
            image = replaced(words[0], arguments, line)
            if image != "scratch" and image.lower() not in stages:
                found.append((line, image))
            if len(words) == 3 and words[1].upper() == "AS":
                stages.add(words[2].lower())
            count += 1
        else:
            for image in re.findall(r"--from=(\S+)|--mount=\S*\bfrom=([^,\s]+)", rest):
                source = image[0] or image[1]
                if source.lower() not in stages and not source.isdigit():
                    found.append((line, replaced(source, arguments, line)))
    return found


def replaced(text: str, arguments: dict[str, str], line: int) -> str:
    def value(match: re.Match[str]) -> str:
        key = match[1] or match[3]
        known = arguments.get(key) or match[2]
        if not known:
            raise DockerfileError(f"line {line}: argument {key} has no default; give it one above the first FROM")
        return known

    return NAMED.sub(value, text)


def registries(text: str) -> list[str]:
    """Hosts of Amazon ECR that a Dockerfile needs images of."""
    hosts = {image.split("/")[0] for _, image in images(text)}
    return sorted(host for host in hosts if ECR.fullmatch(host))


def main(files: list[str]) -> int:
    found: set[str] = set()
    for file in files:
        try:
            found.update(registries(read_text(pathlib.Path(file))))
        except DockerfileError as error:
            print(f"##vso[task.logissue type=error]{file}: {error}", file=sys.stderr)
            return 1
    print("\n".join(sorted(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
