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
                "requirements.txt:1: pandas has no exact version: write name==version",
                "requirements.txt:2: numpy has no exact version: write name==version",
            ],
        )

    def test_refuses_versions_that_are_not_exact(self) -> None:
        lines = ["numpy==1.*", "numpy===1", "numpy~=1.2", "numpy @ https://example.com/numpy.whl", "./numpy", "numpy==1,<2"]
        found = self.environment(requirements="\n".join([*lines, "scipy[test]==1.15.0 ; python_version > '3' # why"]))
        self.assertEqual([problem.split(": ")[0] for problem in found], [f"requirements.txt:{n}" for n in range(1, 7)])

    def test_never_shows_what_may_be_a_secret(self) -> None:
        secrets = [
            "--extra-index-url https://build:ghp_abcdefghijklmnopqrstuvwxyz0123@pkgs.dev.azure.com/o/_packaging/f/pypi/simple/",
            "--index-url https://:hunter2hunter2@example.com/simple/",
            "token=abc",
        ]
        found = self.environment(requirements="\n".join(secrets))
        text = "this looks like a secret: images keep it for ever"
        self.assertEqual(found, [f"requirements.txt:{number}: {text}" for number in (1, 2, 3)])

    def test_allows_another_index_alone(self) -> None:
        self.assertEqual(self.environment(requirements="--index-url https://example.com/simple/\nnumpy==2.1.0\n"), [])
        (found,) = self.environment(requirements="--extra-index-url https://example.com/simple/\n", name="two")
        self.assertTrue(found.startswith("requirements.txt:1: only --index-url may be named"), found)

    def test_names_files_that_it_cannot_read(self) -> None:
        folder = pathlib.Path(self.root.name) / "other"
        folder.mkdir()
        (folder / "Dockerfile").write_text(DOCKERFILE)
        (folder / "requirements.txt").write_bytes("numpy==2.1.0\n".encode("utf-16"))
        self.assertEqual(problems(folder), [f"{folder}/requirements.txt: is not text in UTF-8"])

    def test_names_instructions_without_a_rest(self) -> None:
        self.assertEqual(self.environment("FROM\n"), ["Dockerfile: line 1: FROM names nothing"])
        self.assertEqual(self.environment("FROM a:1\n\nUSER\n", name="two"), ["Dockerfile: line 3: USER names nothing"])

    def test_refuses_names_that_no_repository_can_have(self) -> None:
        self.assertEqual(
            self.environment(name="My_Env"), ["My_Env: write the name in lower case with single hyphens"]
        )

    def test_fails_without_any_environment(self) -> None:
        self.assertEqual(main(self.root.name), 1)


if __name__ == "__main__":
    unittest.main()
