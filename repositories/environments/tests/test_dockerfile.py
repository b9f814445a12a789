import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "scripts"))

from dockerfile import DockerfileError, images, registries  # noqa: E402

OWN = "222222222222.dkr.ecr.eu-west-1.amazonaws.com"
AWS = "763104351884.dkr.ecr.eu-west-1.amazonaws.com"

FILE = f"""\
# syntax=docker/dockerfile:1
ARG REGION=eu-west-1
ARG TAG="1" OTHER
from --platform=linux/amd64 763104351884.dkr.ecr.${{REGION}}.amazonaws.com/x:$TAG as build
ARG TAG=2
RUN echo one \\
  # in between
  && echo FROM nothing:1
RUN <<END
FROM inside:1
END
FROM build AS second
COPY --from=0 /a /b
COPY --from={OWN}/y@sha256:0 /a /b
RUN --mount=type=bind,from=111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/z:1,target=/z true
FROM ${{BASE:-public.ecr.aws/docker/library/python:3.12.11}}
FROM scratch
"""


class Dockerfile(unittest.TestCase):
    def test_finds_every_image_but_its_own_stages(self) -> None:
        self.assertEqual(
            images(FILE),
            [
                (4, f"{AWS}/x:1"),
                (14, f"{OWN}/y@sha256:0"),
                (15, "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/z:1"),
                (16, "public.ecr.aws/docker/library/python:3.12.11"),
            ],
        )

    def test_finds_the_private_registries(self) -> None:
        self.assertEqual(registries(FILE), ["111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn", OWN, AWS])

    def test_names_what_it_does_not_understand(self) -> None:
        for text, message in {
            "ARG TAG\nFROM a:${TAG}\n": "line 2: argument TAG has no default; give it one above the first FROM",
            "FROM --platform=linux/amd64\n": "line 1: FROM names no image",
            "FROM\n": "line 1: FROM names nothing",
            "# escape=`\nFROM a:1\n": "line 1: use the backslash as escape",
        }.items():
            with self.subTest(text), self.assertRaises(DockerfileError) as error:
                images(text)
            self.assertEqual(str(error.exception), message)

    def test_reads_windows_line_ends_and_nothing(self) -> None:
        self.assertEqual(images(f"FROM {AWS}/x:1\r\nUSER job\r\n"), [(1, f"{AWS}/x:1")])
        self.assertEqual(images(""), [])


if __name__ == "__main__":
    unittest.main()
