"""What the image calls to serve a model that needs more than its own file. It lies in code/ of the model's archive.

A request is CSV without header, the features in the order of columns.json, empty where a value is missing. The answer
is CSV: a line for each row; the probabilities of several classes are separated by commas. A request with a row that
does not fit is refused as a whole.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

from archive import read_folder
from features import frame_of
from framework import Model
from step import StepError

CSV = "text/csv"

try:
    from sagemaker_inference.errors import GenericInferenceToolkitError as _Refused
except ImportError:

    class _Refused(Exception):  # type: ignore[no-redef] # noqa: N818
        """As the image's own, which answers with the code in place of 500."""

        def __init__(self, status_code: int, message: str) -> None:
            super().__init__(message)
            self.status_code = status_code
            self.message = message


def model_fn(model_dir: str) -> Model:
    """The model in the folder of the unpacked archive."""
    return read_folder(Path(model_dir))


def input_fn(body: str | bytes, content_type: str) -> list[list[str]]:
    """The cells of each row of a request."""
    if content_type.split(";")[0].strip().lower() != CSV:
        raise _Refused(415, f"a request is {CSV}")
    try:
        text = body.decode() if isinstance(body, (bytes, bytearray)) else body
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _Refused(400, f"the request is no {CSV} in UTF-8") from error
    if not rows:
        raise _Refused(400, "the request has no row")
    return rows


def predict_fn(rows: list[list[str]], model: Model) -> np.ndarray:
    """The answer to each row."""
    try:
        return model.predict(frame_of(rows, model.description.task.features))
    except StepError as error:
        raise _Refused(400, str(error)) from error


def output_fn(answers: np.ndarray, accept: str) -> tuple[str, str]:
    """The answers as text, and its type. What is accepted does not matter: the image says JSON where the caller says
    nothing."""
    lines = [",".join(map(repr, row)) for row in answers.reshape(len(answers), -1).tolist()]
    return "\n".join([*lines, ""]), CSV
