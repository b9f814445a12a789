"""The arguments that every step of a monitoring pipeline takes."""

from __future__ import annotations

import argparse
from pathlib import Path


def step_parser(description: str) -> argparse.ArgumentParser:
    """A parser of `settings`, `output`, where the step writes to, and `message`, the file that tells why it failed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--settings", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--message", type=Path, default=Path("/opt/ml/output/message"))
    return parser
