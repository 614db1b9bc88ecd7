"""The alert as a value."""

from __future__ import annotations

import pytest
from tests.alerts.notation import at, columns, hourly, run

from gnomon.alerts import alert as alerts
from gnomon.alerts.alert import Alert
from gnomon.alerts.verdict import WHOLE, Part
from gnomon.errors import GnomonError


def test_an_alert_is_as_urgent_as_its_most_urgent_episode() -> None:
    folded = run(columns(a="VVkVVVVVkk", b="kkkkkkkVkk"), hourly(pending_for=1))
    assert [state.state for state in folded.states] == [
        "pending",
        "firing",
        "inactive",
        "pending",
        "firing",
        "firing",
        "firing",
        "firing",
        "inactive",
        "none",
    ]


def test_an_episode_says_its_times() -> None:
    (pending,) = run("V", hourly(pending_for=1)).alert.episodes
    assert (pending.started_at, pending.fired_at, pending.ended_at) == (at(1), None, None)
    assert (pending.is_live, pending.has_fired, pending.name) == (True, False, "pending")
    (firing,) = run("VV", hourly(pending_for=1)).alert.episodes
    assert (firing.started_at, firing.fired_at, firing.ended_at) == (at(1), at(2), None)
    assert (firing.is_live, firing.has_fired, firing.name) == (True, True, "firing")
    (over,) = run("VVk", hourly(pending_for=1)).alert.episodes
    assert (over.started_at, over.fired_at, over.ended_at) == (at(1), at(2), at(3))
    assert (over.is_live, over.has_fired, over.name) == (False, True, "inactive")


def test_only_what_fires_leaves_the_family_of_tests() -> None:
    pending = run(columns(a="V"), hourly(pending_for=1)).alert
    assert (pending.standing, alerts.reported(pending)) == ({Part("a")}, frozenset())
    firing = run(columns(a="VV", a_missing="Vk"), hourly(pending_for=1, keep_firing_for=3)).alert
    assert alerts.reported(firing) == {Part("a")}
    kept = run("Vk", hourly(keep_firing_for=3)).alert
    assert (kept.standing, alerts.reported(kept)) == ({WHOLE}, frozenset())


def test_a_removed_alert_tells_of_what_fires_only() -> None:
    before = run(columns(a="VVVVVk", b="kkkkkV"), hourly(pending_for=1, keep_firing_for=5)).alert
    assert [one.name for one in before.episodes] == ["firing", "pending"]
    after, events = alerts.remove(before, at(7))
    assert after == Alert((), last_number=1, evaluated_at=at(7))
    assert [(one.episode.number, one.event.reason) for one in events] == [(1, "monitor_removed")]


def test_windows_come_in_order_each_once() -> None:
    before = run("V", hourly()).alert
    for hour in (0, 1):
        with pytest.raises(GnomonError, match="comes after one that ends at 2013-12-31 01:00"):
            alerts.check(before, at(hour))
        with pytest.raises(GnomonError):
            alerts.remove(before, at(hour))
    alerts.check(before, at(2))
    alerts.check(Alert(), at(0))
