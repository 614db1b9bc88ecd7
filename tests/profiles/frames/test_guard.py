"""One line for whatever a library raises."""

from __future__ import annotations

import polars as pl
import pytest

from gnomon.errors import DataError
from gnomon.profiles.frames.guard import column, first_line, quoted, reading


@pytest.mark.parametrize(
    "error",
    [
        pl.exceptions.ComputeError("bad\nworse"),
        pl.exceptions.PanicException("bad\nworse"),
        OSError("bad"),
        KeyError("bad"),
    ],
)
def test_one_line_is_left(error: BaseException) -> None:
    with (
        pytest.raises(DataError, match=r"^a: cannot be read \('?bad'?\). Mend it.$"),
        reading("a", "Mend it.", KeyError),
    ):
        raise error


def test_a_bug_of_ours_stays_one() -> None:
    with pytest.raises(ZeroDivisionError), reading("a", "Mend it."):
        _ = 1 / 0


def test_long_words_are_cut_and_silent_errors_named() -> None:
    assert len(first_line(ValueError("x" * 1000))) == 200
    assert first_line(EOFError()) == "EOFError"


def test_names_from_the_data_cannot_command_a_terminal() -> None:
    assert "\x1b" not in column("\x1b[31mred\n")
    assert quoted("it's") == '"it\'s"'
