"""When a digest is due, and what is wrong with one."""

from __future__ import annotations

from datetime import datetime

import pytest

from gnomon.config.channel import Channel
from gnomon.config.digest import Digest
from gnomon.config.read import settings_of
from gnomon.errors import UsageError

WORK = Digest(at="09:00", days="mon-fri", tz="Europe/Berlin")


@pytest.mark.parametrize(
    ("digest", "now", "due"),
    [
        (WORK, "2026-03-02T08:00+00:00", "2026-03-02T09:00+01:00"),
        (WORK, "2026-03-02T07:59+00:00", "2026-02-27T09:00+01:00"),
        (WORK, "2026-03-02T23:30+00:00", "2026-03-02T09:00+01:00"),
        (WORK, "2026-03-30T07:00+00:00", "2026-03-30T09:00+02:00"),  # the clock went forward the day before
        (Digest(days="mon"), "2026-03-01T12:00+00:00", "2026-02-23T09:00+00:00"),
    ],
)
def test_it_is_due_at_the_last_of_its_times(digest: Digest, now: str, due: str) -> None:
    assert digest.due(datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_who_is_told_of_each_alert_has_no_digest() -> None:
    with pytest.raises(UsageError, match=r"digest: a pagerduty channel has an event for each alert\. Leave it out"):
        Channel(kind="pagerduty", routing_key="env:KEY", digest={"at": "09:00"})
    with pytest.raises(UsageError, match=r"digest\.at: '9' is no time of the day"):
        Channel(kind="log", digest={"at": "9"})


def test_who_must_hear_at_once_has_no_digest() -> None:
    text = "channels: {a: {kind: log, KEY}, b: {kind: log, digest: {}}, c: {kind: log}}"
    for key in ("fallback: b", "remind: {after: 1h, notify: [c, b]}"):
        with pytest.raises(
            UsageError, match=r"'b' is told once a day, in a digest\. Name a channel that is told at once"
        ):
            settings_of(text.replace("KEY", key))
    assert settings_of(text.replace("KEY", "fallback: c")).channels["b"].digest == Digest()
