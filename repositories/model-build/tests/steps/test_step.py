from __future__ import annotations

from pathlib import Path

import pytest

from step import StepError, run


def fail(error: Exception) -> None:
    raise error


def test_succeeds_without_a_reason(tmp_path: Path) -> None:
    assert run(lambda: None, tmp_path / "failure") == 0
    assert list(tmp_path.iterdir()) == []


def test_gives_the_reason_to_sagemaker_and_to_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: fail(StepError("the column age is missing")), tmp_path / "failure") == 1
    assert (tmp_path / "failure").read_text() == "the column age is missing"
    assert capsys.readouterr().err == "error: the column age is missing\n"


def test_keeps_what_an_unexpected_error_says_in_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: fail(ValueError("Jane Doe, 44")), tmp_path / "failure") == 1
    assert (tmp_path / "failure").read_text() == "unexpected ValueError; the log has the details"
    assert "ValueError: Jane Doe, 44" in capsys.readouterr().err


def test_shortens_a_reason_to_what_sagemaker_keeps_and_cuts_no_letter(tmp_path: Path) -> None:
    run(lambda: fail(StepError("x" * 1023 + "é")), tmp_path / "failure")
    assert (tmp_path / "failure").read_bytes() == b"x" * 1023


def test_makes_the_folder_in_a_container_that_has_none_yet(tmp_path: Path) -> None:
    (tmp_path / "ml").mkdir()
    assert run(lambda: fail(StepError("no")), tmp_path / "ml" / "output" / "message") == 1
    assert (tmp_path / "ml" / "output" / "message").read_text() == "no"


def test_leaves_a_machine_that_is_no_container_as_it_is(tmp_path: Path) -> None:
    assert run(lambda: fail(StepError("no")), tmp_path / "ml" / "output" / "message") == 1
    assert list(tmp_path.iterdir()) == []
