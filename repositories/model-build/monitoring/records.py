"""Reads what SageMaker captured: files of JSON lines of endpoints, and the inputs and outputs of transform jobs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from captured_rows import CapturedRows
from payloads import UnreadableError, answers_of, rows_of, text_of

# Fields that a transform job adds to each answer where it makes inference ids.
BATCH_ID, BATCH_TIME = "SageMakerInferenceId", "SageMakerInferenceTime"

Fetch = Callable[[str], str]


def read_endpoint_file(content: str, into: CapturedRows, fetch: Fetch) -> None:
    """Reads a file that an endpoint captured, realtime or asynchronous.

    fetch: gives the text behind an S3 URI. Where an asynchronous endpoint captures the address of a body in place of
        the body, the row is behind it.
    """
    for line in content.splitlines():
        if line.strip():
            try:
                _read_record(line, into, fetch)
            except UnreadableError as reason:
                into.set_aside(reason)


def _read_record(line: str, into: CapturedRows, fetch: Fetch) -> None:
    try:
        record = json.loads(line)
        captured, event = record["captureData"], record["eventMetadata"]
        identity = event.get("inferenceId") or event["eventId"]
        time = milliseconds(event["inferenceTime"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError("the record has not the form of captured data") from error
    request = _body(captured.get("endpointInput"), "request", fetch)
    answer = _body(captured.get("endpointOutput"), "answer", fetch)
    rows = rows_of(*request, into.features, into.only_numbers)
    into.add(identity, time, rows, answers_of(*answer, len(rows), into.width))


def _body(part: dict[str, Any] | None, name: str, fetch: Fetch) -> tuple[str, bool]:
    if not isinstance(part, dict):
        raise UnreadableError(f"the {name} was not captured")
    text, is_json = text_of(part)
    if text.startswith("s3://"):
        return fetch(text.strip()), is_json
    return text, is_json


def milliseconds(time: str) -> int:
    """Raises ValueError if a text is no ISO 8601 time with an offset."""
    parsed = datetime.fromisoformat(time)
    if parsed.tzinfo is None:
        raise ValueError(time)
    return int(parsed.astimezone(UTC).timestamp() * 1000)


def read_batch_pair(source: str, answers: str, name: str, time: int, into: CapturedRows) -> None:
    """Reads an input of a transform job and the output that belongs to it, line by line.

    name: what rows are identified by where the job made no inference ids, as `<name>/<number of the line, from 0>`.
    time: of the rows, in milliseconds, where the job added none.
    """
    requests, outputs = source.strip().splitlines(), answers.strip().splitlines()
    if len(requests) != len(outputs):
        into.set_aside(UnreadableError("the output has another number of lines than the input"))
        return
    for number, (request, output) in enumerate(zip(requests, outputs, strict=True)):
        try:
            answer, identity, at = _batch_answer(output)
            rows = rows_of(request, request.lstrip().startswith(("{", "[")), into.features, into.only_numbers)
            numbers = answers_of(answer, answer.startswith(("{", "[")), len(rows), into.width)
            into.add(identity or f"{name}/{number}", time if at is None else at, rows, numbers)
        except UnreadableError as reason:
            into.set_aside(reason)


def _batch_answer(line: str) -> tuple[str, str | None, int | None]:
    """The answer of a line, and the inference id and time that the job added to it."""
    text = line.strip()
    try:
        if text.startswith("{"):
            document = json.loads(text)
            identity = document.pop(BATCH_ID, None)
            at = document.pop(BATCH_TIME, None)
            return json.dumps(document), identity, None if at is None else milliseconds(at)
        cells = [cell.strip() for cell in text.split(",")]
        if len(cells) >= 3 and "T" in cells[-1]:
            return ",".join(cells[:-2]), cells[-2], milliseconds(cells[-1])
    except ValueError as error:
        raise UnreadableError("the output of the job is none that can be read") from error
    return text, None, None
