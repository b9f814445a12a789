"""Reads rows and answers out of the bodies of requests, in the types that endpoints take and give."""

from __future__ import annotations

import base64
import binascii
import csv
import json
import math
from typing import Any

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


def rows_of(text: str, is_json: bool, features: tuple[str, ...]) -> list[list[float]]:
    """The rows of a request, each in the order of the features; nan where a value is missing."""
    if is_json:
        return [_json_row(row, features) for row in _json_rows(text)]
    return [_csv_row(line, features) for line in text.strip().splitlines()]


def answers_of(text: str, is_json: bool, rows: int) -> list[float]:
    """One number for each row of a request."""
    if is_json:
        answers = [_json_answer(each) for each in _flat(_json_rows(text))]
    else:
        answers = [_number(cell, "the answer") for cell in text.replace("\n", ",").strip().strip(",").split(",")]
    if len(answers) != rows:
        raise UnreadableError("the answer has another number of rows than the request")
    if not all(map(math.isfinite, answers)):
        raise UnreadableError("the answer is no number")
    return answers


def _csv_row(line: str, features: tuple[str, ...]) -> list[float]:
    cells = next(csv.reader([line])) if '"' in line else line.split(",")
    if len(cells) != len(features):
        raise UnreadableError(f"has {len(cells)} columns, expected {len(features)}")
    try:
        return [float(cell) if cell else math.nan for cell in cells]
    except ValueError:
        return [_number(cell, name) if cell.strip() else math.nan for cell, name in zip(cells, features, strict=True)]


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


def _json_row(row: Any, features: tuple[str, ...]) -> list[float]:
    if isinstance(row, dict):
        row = next((row[key] for key in ROW if isinstance(row.get(key), (list, dict))), row)
    if isinstance(row, dict):
        if unknown := len(set(row) - set(features)):
            raise UnreadableError(f"has {unknown} unknown columns")
        row = [row.get(name) for name in features]
    if not isinstance(row, list) or len(row) != len(features):
        raise UnreadableError(f"has {len(row) if isinstance(row, list) else 1} columns, expected {len(features)}")
    return [math.nan if cell is None else _number(cell, name) for cell, name in zip(row, features, strict=True)]


def _flat(answers: list[Any]) -> list[Any]:
    """The answers of a document such as [0.1, 0.2], which could be one row as well."""
    return answers[0] if len(answers) == 1 and isinstance(answers[0], list) else answers


def _json_answer(answer: Any) -> float:
    if isinstance(answer, dict):
        answer = next((answer[key] for key in ANSWER if key in answer), None)
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    return _number(answer, "the answer")


def _number(value: object, name: str) -> float:
    try:
        if isinstance(value, (str, int, float)):
            number = float(value)
            if not math.isinf(number):
                return number
    except ValueError:
        pass
    raise UnreadableError(f"{name} is no number")
