"""Reminders: what is wrong with one is said."""

from __future__ import annotations

import pytest

from gnomon.config.channel import Channel
from gnomon.config.read import settings_of
from gnomon.config.remind import Remind
from gnomon.errors import UsageError


def test_a_channel_and_a_monitor_may_say_who_is_reminded() -> None:
    text = (
        "channels: {ml: {kind: log, remind: {after: 30m, notify: [lead]}}, lead: {kind: log}}\n"
        "entities: {f: {source: {path: f.csv, timestamp: ts}, "
        "monitors: {inputs: {remind: {after: 1h, notify: [lead]}}}}}"
    )
    found = settings_of(text)
    assert found.channels["ml"].remind == Remind(after="30m", notify=("lead",))
    assert found.entities["f"].monitors["inputs"].remind == Remind(after="1h", notify=("lead",))
    assert found.channels["lead"].remind is None


def test_a_reminder_says_when_and_whom() -> None:
    with pytest.raises(UsageError, match=r"after: is missing\. Write after: 30m\."):
        Remind(notify=("lead",))
    with pytest.raises(UsageError, match=r"notify: is missing\. Write notify: \[lead\]\."):
        Remind(after="30m")


def test_alertmanager_reminds_by_itself() -> None:
    with pytest.raises(UsageError, match="Alertmanager knows by itself whom else to tell"):
        Channel(kind="alertmanager", url="http://am", remind={"after": "30m", "notify": ["lead"]})
