"""Hyperparameters of a job, checked against hyperparameters.json: the single place with names, ranges and defaults, for
Python and for TypeScript."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from step import StepError

# Beside this file wherever the code lies: in the repository, or as the input `code` of a job.
KNOWN = Path(__file__).with_name("hyperparameters.json")

Value = int | float | bool | str

WORDS = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}


def known(framework: str) -> dict[str, dict[str, Any]]:
    """What the framework's hyperparameters may be, by name.

    Raises StepError if there is no such framework.
    """
    document = json.loads(KNOWN.read_text(encoding="utf-8"))
    if framework not in document:
        raise StepError(f"there is no framework {framework!r}; there are {', '.join(document)}")
    return document[framework]


def defaults(framework: str) -> dict[str, Value]:
    """The values of a job that sets none."""
    return {name: rule["default"] for name, rule in known(framework).items()}


def read_hyperparameters(file: Path, framework: str) -> dict[str, Value]:
    """Hyperparameters of the job, which SageMaker passes as strings, over the defaults.

    Raises StepError with every unknown name and every value that is not allowed.
    """
    texts: Mapping[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    rules, values, problems = known(framework), defaults(framework), []
    for name, text in texts.items():
        if name not in rules:
            problems.append(f"{name} is unknown")
            continue
        value = _parse(str(text), rules[name]["type"])
        if value is None or not _is_allowed(value, rules[name]):
            problems.append(f"{name} is {text!r}, expected {_expected(rules[name])}")
        else:
            values[name] = value
    if problems:
        raise StepError(f"hyperparameters: {'; '.join(problems)}; {framework} has {', '.join(rules)}")
    return values


def _parse(text: str, kind: str) -> Value | None:
    """The value of this kind that a text stands for; None if it does not."""
    if kind == "text":
        return text
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower())
    try:
        value = (int if kind == "integer" else float)(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _is_allowed(value: Value, rule: Mapping[str, Any]) -> bool:
    if "values" in rule:
        return value in rule["values"]
    return (
        rule.get("minimum", -math.inf) <= value <= rule.get("maximum", math.inf)
        and value > rule.get("exclusiveMinimum", -math.inf)
        and value < rule.get("exclusiveMaximum", math.inf)
    )


def _expected(rule: Mapping[str, Any]) -> str:
    if "values" in rule:
        return f"one of {', '.join(rule['values'])}"
    bounds = (
        ("minimum", "from {} on"),
        ("exclusiveMinimum", "above {}"),
        ("maximum", "up to {}"),
        ("exclusiveMaximum", "below {}"),
    )
    return " ".join([WORDS[rule["type"]], *(text.format(rule[key]) for key, text in bounds if key in rule)])
