"""Reads rows and answers out of the bodies of requests, in the types that endpoints take and give."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import math
from typing import Any

from columns import Feature
from features import days

# What stands in JSON documents for the rows, or for one row, or for one answer.
ROWS = ("instances", "inputs", "predictions", "data")
ROW = ("features", "values")
ANSWER = ("score", "prediction", "predicted_value", "probability", "output", "predicted_label")


class UnreadableError(Exception):
    """A record cannot be used; the message says why in few words, without a value of it."""


def text_of(part: dict[str, Any]) -> tuple[str, bool]:
    """Body of a request or an answer, and whether it is JSON rather than CSV; `part` is as SageMaker captures it."""
    data, encoding = part.get("data"), part.get("encoding")
    if not isinstance(data, str):
        raise UnreadableError("the body is missing")
    kind = str(part.get("observedContentType", ""))
    if encoding == "BASE64":
        try:
            data = base64.b64decode(data, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise UnreadableError("the body is no text") from error
    elif encoding not in ("CSV", "JSON"):
        raise UnreadableError("the encoding is none of CSV, JSON, BASE64")
    return data, encoding == "JSON" or (encoding == "BASE64" and "json" in kind)


# A value of a row: numbers, dates as days, categories as text; a number that is missing is nan, a category None.
Cell = float | str | None


def rows_of(text: str, is_json: bool, features: tuple[Feature, ...], only_numbers: bool = False) -> list[list[Cell]]:
    """The rows of a request, each in the order of the features.

    only_numbers: whether all features are numbers, which is quicker.
    """
    if is_json:
        return [_json_row(row, features) for row in _json_rows(text)]
    if only_numbers:
        return [_numbers(line, features) for line in text.strip().splitlines()]
    return [_cells(cells, features) for cells in csv.reader(io.StringIO(text.strip("\r\n"), newline=""))]


def answers_of(text: str, is_json: bool, rows: int, width: int = 1) -> list[float]:
    """So many numbers for each row of a request, one row after the other."""
    if is_json:
        answers = [number for each in _json_rows(text) for number in _json_answer(each, width)]
    else:
        answers = [_number(cell, "the answer") for cell in text.replace("\n", ",").strip().strip(",").split(",")]
    if len(answers) != rows * width:
        several = f", or not {width} numbers for each" if width > 1 else ""
        raise UnreadableError(f"the answer has another number of rows than the request{several}")
    if not all(map(math.isfinite, answers)):
        raise UnreadableError("the answer is no number")
    return answers


def _numbers(line: str, features: tuple[Feature, ...]) -> list[Cell]:
    """A row of numbers only; there are many of them."""
    cells = next(csv.reader([line])) if '"' in line else line.split(",")
    if len(cells) != len(features):
        raise UnreadableError(f"has {len(cells)} columns, expected {len(features)}")
    try:
        return [float(cell) if cell else math.nan for cell in cells]
    except ValueError:
        return _cells(cells, features)


def _cells(cells: list[Any], features: tuple[Feature, ...]) -> list[Cell]:
    """Text, or values of JSON, as the kinds of the features have them."""
    if len(cells) != len(features):
        raise UnreadableError(f"has {len(cells)} columns, expected {len(features)}")
    return [_cell(cell, feature) for cell, feature in zip(cells, features, strict=True)]


def _cell(cell: Any, feature: Feature) -> Cell:
    missing = cell is None or (isinstance(cell, str) and not cell.strip())
    if feature.kind == "number":
        return math.nan if missing else _number(cell, feature.name)
    if feature.kind == "category":
        if not isinstance(cell, (str, int, float, type(None))):
            raise UnreadableError(f"{feature.name} is no text")
        return None if cell is None or cell == "" else str(cell)
    try:
        return math.nan if missing else days(cell)
    except (ValueError, TypeError) as error:
        raise UnreadableError(f"{feature.name} is no date") from error


def _json_rows(text: str) -> list[Any]:
    try:
        document = json.loads(text)
    except ValueError:
        try:
            return [json.loads(line) for line in text.strip().splitlines()]
        except ValueError as error:
            raise UnreadableError("the body is no JSON") from error
    if isinstance(document, dict):
        found = next((document[key] for key in ROWS if isinstance(document.get(key), list)), None)
        return [document] if found is None else found
    is_one_row = isinstance(document, list) and document and not isinstance(document[0], (list, dict))
    return document if isinstance(document, list) and not is_one_row else [document]


def _json_row(row: Any, features: tuple[Feature, ...]) -> list[Cell]:
    if isinstance(row, dict):
        row = next((row[key] for key in ROW if isinstance(row.get(key), (list, dict))), row)
    if isinstance(row, dict):
        if unknown := len(set(row) - {feature.name for feature in features}):
            raise UnreadableError(f"has {unknown} unknown columns")
        row = [row.get(feature.name) for feature in features]
    if not isinstance(row, list):
        raise UnreadableError(f"has 1 columns, expected {len(features)}")
    return _cells(row, features)


def _json_answer(answer: Any, width: int) -> list[float]:
    """Numbers of one answer, or of all answers of a document such as [0.1, 0.2], which could be one row as well."""
    if isinstance(answer, dict):
        keys = ANSWER if width == 1 else ("probabilities", *ANSWER)
        answer = next((answer[key] for key in keys if key in answer), None)
    if isinstance(answer, list):
        return [number for each in answer for number in _json_answer(each, width)]
    return [_number(answer, "the answer")]


def _number(value: object, name: str) -> float:
    try:
        if isinstance(value, (str, int, float)):
            number = float(value)
            if not math.isinf(number):
                return number
    except ValueError:
        pass
    raise UnreadableError(f"{name} is no number")
