"""Tests of the notation of samples, against what promtool's own manual says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config.sample_values import MOST, samples
from gnomon.errors import UsageError


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("-2+4x3", (-2.0, 2.0, 6.0, 10.0)),
        ("1-2x4", (1.0, -1.0, -3.0, -5.0, -7.0)),
        ("1x4", (1.0, 1.0, 1.0, 1.0, 1.0)),
        ("1 _x3 stale", (1.0, None, None, None, None)),
        ("1+0x2 .5 -1e3", (1.0, 1.0, 1.0, 0.5, -1000.0)),
        ("_", (None,)),
    ],
)
def test_samples_are_those_of_promtool(text: str, found: tuple[float | None, ...]) -> None:
    assert samples(text) == found


@pytest.mark.parametrize("text", ["x3", "1x", "1+2", "a", "1x-2", "1,2", "NaN", "_x", "stalex2"])
def test_a_word_that_is_no_sample_is_named(text: str) -> None:
    with pytest.raises(UsageError, match=rf"'{text.replace('+', '.')}' is no sample"):
        samples(f"1 {text}")


def test_nothing_too_much_and_no_text_are_refused() -> None:
    with pytest.raises(UsageError, match="there are no samples"):
        samples(" ")
    with pytest.raises(UsageError, match=f"more than {MOST}"):
        samples("1x999999999")
    with pytest.raises(UsageError, match="more than"):
        samples(f"1x{MOST - 1} 1")
    with pytest.raises(UsageError, match="3 is no text"):
        samples(3)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.none(), min_size=1, max_size=20))
def test_any_numbers_that_are_written_out_are_read_as_they_are(numbers: list[float | None]) -> None:
    assert samples(" ".join("_" if x is None else repr(x) for x in numbers)) == tuple(numbers)
