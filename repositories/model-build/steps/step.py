"""How a step ends: with 0, or with 1 and a reason where SageMaker looks for one."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

# SageMaker keeps the first KB of the file, as FailureReason of a training job or ExitMessage of a processing job.
REASON_BYTES = 1024


class StepError(Exception):
    """Something is wrong with the data or the settings, and the message tells what to do.

    The message reaches people who may not see the data, so it has names and counts and never a value of a row.
    """


def run(step: Callable[[], None], reason_file: Path) -> int:
    """Runs a step and returns the exit code of the process.

    reason_file: where the reason goes if it fails, such as /opt/ml/output/failure. On a machine that has no /opt/ml it
        is printed only.
    """
    try:
        step()
        return 0
    except StepError as error:
        reason = str(error)
    except Exception as error:
        # The text of an unexpected error may hold a value of a row, so it goes to the log alone.
        traceback.print_exc()
        reason = f"unexpected {type(error).__name__}; the log has the details"
    print(f"error: {reason}", file=sys.stderr)
    if reason_file.parents[1].is_dir():
        reason_file.parent.mkdir(exist_ok=True)
        reason_file.write_bytes(reason.encode()[:REASON_BYTES].decode(errors="ignore").encode())
    return 1
