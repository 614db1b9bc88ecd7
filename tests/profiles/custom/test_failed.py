"""What is kept of a function that failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gnomon.profiles.custom.failed import MOST, Failed, place


def fails() -> None:
    int("x")  # the line that is told


def caught() -> Exception:
    with pytest.raises(ValueError, match="invalid") as found:
        fails()
    return found.value


def test_type_message_and_line_of_the_users_file_are_told() -> None:
    failed = Failed.of(caught(), fails)
    line = fails.__code__.co_firstlineno + 1
    assert failed.reason == f"ValueError: invalid literal for int() with base 10: 'x' (test_failed.py, line {line})"
    assert "Traceback" in failed.trace


def test_an_error_of_elsewhere_is_told_where_the_function_begins() -> None:
    failed = Failed.of(ValueError(), fails)
    assert failed.reason == f"ValueError (test_failed.py, line {fails.__code__.co_firstlineno})"


def test_a_function_without_a_file_is_named() -> None:
    assert Failed.of(ValueError("no"), len).reason == "ValueError: no (<built-in function len>)"


def test_a_long_message_is_cut_and_takes_one_line() -> None:
    reason = Failed.of(ValueError("a\nb" + "c" * 1000), len).reason
    assert "\n" not in reason
    assert len(reason) < MOST + 60


def test_the_line_of_a_file_that_cannot_be_parsed(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    path.write_text("x = 1\ny = (\n")
    with pytest.raises(SyntaxError) as found:
        compile(path.read_text(), str(path), "exec")
    assert place(found.value, str(path)) == "checks.py, line 2"


def test_the_traceback_is_no_part_of_the_value() -> None:
    assert Failed("a", "one") == Failed("a", "two")
    assert Failed("a") - Failed("b") == Failed("a")
