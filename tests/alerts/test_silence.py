"""Silences: their states, and those that nobody can have meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gnomon.alerts import silence
from gnomon.alerts.matchers import parse
from gnomon.alerts.silence import Silence
from gnomon.errors import UsageError

NOON, HOUR = datetime(2026, 3, 1, 12, tzinfo=UTC), timedelta(hours=1)
ONE = Silence((parse("team=risk"),), NOON, NOON + HOUR, "user:ann", "upgrade", id=3)


@pytest.mark.parametrize(("after", "state"), [(-1, "pending"), (0, "active"), (59, "active"), (60, "expired")])
def test_a_silence_is_pending_active_and_expired_by_time(after: int, state: str) -> None:
    now = NOON + timedelta(minutes=after)
    assert ONE.state(now) == state
    assert ONE.mutes({"team": "risk"}, now) is (state == "active")
    assert not ONE.mutes({"team": "fraud"}, now)


def test_its_reason_says_who_until_when_and_why() -> None:
    assert ONE.reason == "silence 3 of user:ann until 1 Mar 2026 13:00 UTC: upgrade"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"matchers": (parse("team=~.*"),)}, "matches every alert"),
        ({"matchers": ()}, "matches every alert"),
        ({"ends_at": NOON}, "ends after it begins"),
        ({"ends_at": NOON + timedelta(days=30, seconds=1)}, "30 days at most"),
        ({"comment": " a "}, "says why"),
    ],
)
def test_a_silence_that_nobody_can_have_meant_is_refused(change: dict[str, Any], told: str) -> None:
    silence.check(ONE)
    with pytest.raises(UsageError, match=told):
        silence.check(replace(ONE, **change))
