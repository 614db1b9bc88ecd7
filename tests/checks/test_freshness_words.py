"""The sentence of silence reads in the entity's own zone."""

from __future__ import annotations

from datetime import UTC, datetime

from gnomon.checks import freshness_words
from gnomon.checks.numbers import plain


def test_times_are_told_in_the_zone_in_which_people_read_them() -> None:
    newest = datetime(2013, 12, 31, 4, tzinfo=UTC)
    said = plain(freshness_words.silent(90_000, 600, newest, "America/New_York"))
    assert said.startswith("No rows for 25 h: the newest event is of 30 Dec 23:00 EST; usually it is 10 min old.")
