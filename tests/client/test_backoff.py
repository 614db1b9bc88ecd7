"""How long the client waits between tries."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gnomon.client.backoff import LONGEST_ASKED_S, Backoff, asked_s
from gnomon.client.pace import Pace


@given(failures=st.integers(1, 2000), chance=st.floats(0, 1, exclude_max=True))
def test_no_wait_is_longer_than_the_longest_or_shorter_than_half_the_first(failures: int, chance: float) -> None:
    backoff = Backoff(Pace(first_wait_s=0.5, longest_wait_s=30), lambda: chance, failures - 1)
    assert 0.25 <= backoff.failed() <= 30


def test_a_success_begins_anew() -> None:
    backoff = Backoff(Pace(first_wait_s=1), lambda: 0.0)
    first = backoff.failed()
    assert backoff.failed() > first
    backoff.worked()
    assert backoff.failed() == first


@given(st.text() | st.none())
def test_whatever_the_header_says_the_wait_is_bounded(text: str | None) -> None:
    assert 0 <= asked_s(text, datetime(2026, 1, 1, tzinfo=UTC)) <= LONGEST_ASKED_S


def test_a_date_without_a_zone_is_meant_in_utc() -> None:
    assert asked_s("Thu, 1 Jan 2026 00:01:00", datetime(2026, 1, 1, tzinfo=UTC)) == 60
