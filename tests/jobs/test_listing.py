"""Tests of what is and was wrong, as plain values."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.jobs.running import SECRET, filled, once
from tests.jobs.worlds import World, day, events
from tests.notify.receiver import Receiver, Reply

from gnomon.alerts.alert import Alert
from gnomon.alerts.episodes import step
from gnomon.alerts.policy import Policy, Severity
from gnomon.alerts.record import episode_to_record
from gnomon.alerts.verdict import Verdict
from gnomon.jobs import listing
from gnomon.notify import mending
from gnomon.store import alerts
from gnomon.store.alerts import EpisodeRow, EpisodeState

KEYS = "id entity monitor severity state since started_at ended_at series summary labels told".split()


def _row(number: int, state: EpisodeState, severity: Severity = "warning", start: float = 5) -> EpisodeRow:
    _, (opened,) = step(Alert(), Verdict("violation"), day(start), Policy(timedelta(days=1)))
    return EpisodeRow(
        "flights", "volume", "0123456789abcdef", number, {"alertname": "volume"}, severity, state,
        day(start - 1), day(start), None if state == "pending" else day(start), None if state != "resolved" else day(9),
        ["temp"], "So.", episode_to_record(opened.episode), datetime(2014, 1, 1, 1, 2, 3, 450_000, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def told(world: World) -> World:
    """A world with an alert in every state."""
    with world.store.transaction() as tx:
        states: tuple[EpisodeState, ...] = ("resolved", "retracted", "firing", "pending")
        for number, state in enumerate(states, 1):
            alerts.put(tx, _row(number, state, start=4 + number))
    return world


def test_alerts_are_the_newest_first_and_what_was_never_told_is_left_out(told: World) -> None:
    found = listing.alerts(told.store)
    assert [one["state"] for one in found] == ["firing", "resolved"]
    assert [one["state"] for one in listing.alerts(told.store, states=listing.ALL)] == [
        "pending",
        "firing",
        "retracted",
        "resolved",
    ]
    assert listing.alerts(told.store, "nobody") == []


def test_an_alert_has_the_keys_that_are_promised_and_times_of_rfc_3339(told: World) -> None:
    found = json.loads(json.dumps(listing.alerts(told.store, "flights"), allow_nan=False))
    assert [list(one) for one in found] == [KEYS] * 2
    firing, resolved = found
    assert firing["id"] == "0123456789abcdef-3"
    assert (firing["since"], firing["started_at"], firing["ended_at"]) == (
        "2013-01-07T00:00:00Z",
        "2013-01-08T00:00:00Z",
        None,
    )
    assert resolved["ended_at"] == "2013-01-10T00:00:00Z"
    assert firing["labels"] == {"alertname": "volume"}


def test_the_most_severe_come_first_then_the_oldest() -> None:
    rows = [
        _row(1, "firing", "info", 3),
        _row(2, "firing", "high", 8),
        _row(3, "firing", "critical", 9),
        _row(4, "firing", "high", 7),
    ]
    assert [row.number for row in listing.urgent(rows)] == [3, 4, 2, 1]


def test_the_status_of_an_entity_that_was_never_run_says_so(world: World) -> None:
    (found,) = listing.status(world.store, ["flights"])
    assert (found["status"], found["reason"], found["at"], found["judged_until"]) == (
        "no_data",
        "It was never run.",
        None,
        None,
    )
    assert listing.since(found) is None


def test_the_status_says_what_fires_and_since_when_and_how_far_it_was_judged(world: World) -> None:
    filled(world, 16, 15)
    once(world, 16.1)
    found, never = listing.status(world.store, ["flights", "other"])
    assert (found["status"], found["judged_until"]) == ("violation", "2013-01-17T00:00:00Z")
    assert [one["monitor"] for one in found["alerts"]] == ["inputs"]
    assert listing.since(found) == day(15)
    assert (never["status"], never["alerts"], never["unsent"]) == ("no_data", [], 0)
    json.dumps(found, allow_nan=False)


def test_an_entity_that_cannot_be_judged_yet_says_until_when(world: World) -> None:
    world.rows("a.parquet", events(0, 3))
    world.targets("a.parquet", events(0, 3).select("id", known="ts", label="prediction"))
    once(world, 3.1)
    (found,) = listing.status(world.store, ["flights"])
    assert found["status"] == "insufficient_data"
    assert "the reference is complete on 08 Jan 2013 02:00 UTC" in found["reason"]


@pytest.mark.parametrize(("answer", "state"), [(404, "refused"), (503, "waiting")])
def test_a_channel_that_does_not_deliver_is_shown_with_its_answer_and_how_to_mend_it(
    world: World, monkeypatch: pytest.MonkeyPatch, answer: int, state: str
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    filled(world, 40, 35)
    with Receiver([Reply(answer, b"no such hook")]) as receiver:
        once(world, 40, receiver.url())
    (one,) = listing.channels(world.store)
    assert (one["channel"], one["answer"], one["status"]) == ("hook", f"{answer} no such hook", answer)
    assert {name: one[name] for name in ("refused", "waiting")} == {"refused": 0, "waiting": 0} | {state: 1}
    assert one["mend"] == mending.mend("hook", "dead" if state == "refused" else "retrying", answer)
    json.dumps(one)


def test_channels_that_deliver_are_not_listed(world: World) -> None:
    assert listing.channels(world.store) == []
