import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "scripts"))

from check_environments import main, problems  # noqa: E402

DOCKERFILE = "FROM python:3.12.11-slim\nCOPY requirements.txt .\nUSER job\n"


class CheckEnvironments(unittest.TestCase):
    def setUp(self) -> None:
        self.root = tempfile.TemporaryDirectory()
        self.addCleanup(self.root.cleanup)

    def environment(self, dockerfile: str = DOCKERFILE, requirements: str = "", name: str = "training") -> list[str]:
        folder = pathlib.Path(self.root.name) / name
        folder.mkdir()
        (folder / "Dockerfile").write_text(dockerfile)
        (folder / "requirements.txt").write_text(requirements)
        return [problem.replace(f"{folder}/", "").replace(str(folder), name) for problem in problems(folder)]

    def test_accepts_pinned_versions_and_a_user(self) -> None:
        self.assertEqual(self.environment(requirements="# libraries\npandas==2.3.3\n\nnumpy==2.3.4 \\\n"), [])

    def test_accepts_a_digest_and_earlier_stages(self) -> None:
        stages = f"FROM --platform=linux/amd64 base@sha256:{'0' * 64} AS build\nFROM build\nUSER job\n"
        self.assertEqual(self.environment(stages), [])

    def test_accepts_root_with_a_reason(self) -> None:
        self.assertEqual(self.environment("FROM python:3.12.11\n# required: writes to mounts\nUSER root\n"), [])

    def test_refuses_images_without_version(self) -> None:
        for image in ("python", "python:latest", "registry.example:5000/python"):
            with self.subTest(image):
                self.assertEqual(
                    self.environment(f"FROM {image}\nUSER job\n", name=f"e{len(image)}"),
                    [f"Dockerfile:1: give {image} a version: a tag that is not latest, or a digest"],
                )

    def test_refuses_root(self) -> None:
        message = "Dockerfile: ends as root: name a user, or write # required: <reason> above USER root"
        self.assertEqual(self.environment("FROM python:3.12.11\n"), [message])
        self.assertEqual(self.environment("FROM python:3.12.11\nUSER job\nUSER 0\n", name="zero"), [message])

    def test_refuses_secrets(self) -> None:
        found = self.environment("FROM python:3.12.11\nENV PIP_PASSWORD=hunter2\nUSER job\n")
        self.assertEqual(found, ["Dockerfile:2: this looks like a secret: images keep it for ever"])

    def test_refuses_libraries_without_exact_version(self) -> None:
        self.assertEqual(
            self.environment(requirements="pandas>=2\nnumpy\n"),
            [
                "requirements.txt:1: pandas>=2 has no exact version: write name==version",
                "requirements.txt:2: numpy has no exact version: write name==version",
            ],
        )

    def test_refuses_names_that_no_repository_can_have(self) -> None:
        self.assertEqual(
            self.environment(name="My_Env"), ["My_Env: write the name in lower case with single hyphens"]
        )

    def test_fails_without_any_environment(self) -> None:
        self.assertEqual(main(self.root.name), 1)


if __name__ == "__main__":
    unittest.main()
