from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.notify import backoff

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@given(st.integers(1, 2**40), st.integers(0, 2**32 - 1), st.integers(0, 4000))
def test_a_wait_is_half_of_its_cap_to_the_whole_or_what_was_asked(tries: int, seed: int, asked: int) -> None:
    wait, cap = backoff.wait(tries, np.random.default_rng(seed), asked * SECOND), backoff.cap(tries)
    if asked * SECOND > cap:
        assert wait == asked * SECOND
    else:
        assert max(asked * SECOND, cap / 2) <= wait <= cap <= backoff.LONGEST


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        (" 30 ", 30),
        ("3601", 3600),
        ("9" * 400, 3600),
        ("Sun, 01 Mar 2026 00:02:00 GMT", 120),
        ("Sun, 01 Mar 2026 01:02:00 +0100", 120),
        ("Sun, 01 Mar 2026 00:02:00", 120),
        ("Mon, 02 Mar 2026 00:00:00 GMT", 3600),
        ("Sat, 28 Feb 2026 00:00:00 GMT", 0),
        ("Sun, 31 Feb 2026 00:00:00 GMT", 0),
        ("1.5", 0),
        ("١٢", 0),
        ("", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_at_most_an_hour(header: str, seconds: int) -> None:
    assert backoff.asked(header, NOW) == seconds * SECOND


@given(st.text(max_size=40))
def test_no_header_raises(header: str) -> None:
    assert timedelta(0) <= backoff.asked(header, NOW) <= backoff.LONGEST_ASKED


def test_it_gives_up_when_the_time_is_over() -> None:
    day = timedelta(days=1)
    assert not backoff.is_over(NOW, NOW + day - SECOND, day)
    assert backoff.is_over(NOW, NOW + day, day)
    assert backoff.is_over(NOW + 365 * day, NOW, day)  # first tried by a clock that was ahead
