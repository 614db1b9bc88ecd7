"""Whom else an alert is told: reminders when nobody answers, and channels that stand in for others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.jobs.running import SECRET, filled
from tests.jobs.telling.stage import NOWHERE, Stage
from tests.jobs.worlds import World

from gnomon.alerts.matchers import parse
from gnomon.alerts.silence import Silence
from gnomon.config.channel import Channel
from gnomon.jobs import listing
from gnomon.jobs.telling import silences

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REMIND = {"after": "30m", "notify": ["lead"]}


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


@pytest.fixture
def severe(make: Callable[..., World]) -> World:
    """A world whose inputs drift on the fifteenth day, which opens an incident."""
    return filled(make(monitors={"inputs": {"name": "inputs", "severity": "high"}}), 16, 15)


def test_who_is_reminded_hears_once_half_an_hour_after_the_message_was_taken_and_of_the_end(
    make: Callable[..., World],
) -> None:  # W6
    tuned = {"inputs": {"name": "inputs", "severity": "high"}}
    stage = Stage(
        filled(make(monitors=tuned, reference={"first": "5d"}), 13, 6, back=7), ml={"remind": REMIND}, lead={}
    )
    stage.run(until=7.1)
    stage.run(29 * MINUTE, until=7.1)
    assert (stage.heard("ml"), stage.heard("lead")) == (["firing"], [])
    stage.run(2 * MINUTE, until=7.1)
    assert stage.heard("lead") == ["firing"]
    assert stage.line("lead").startswith("Nobody has acknowledged it since ml was told, ")
    assert stage.line("ml") == ""
    stage.run(72 * HOUR, until=7.1)
    assert (stage.heard("ml"), stage.heard("lead")) == (["firing", "firing"], ["firing"])
    assert {one["channel"]: one["rule"] for one in listing.alerts(stage.world.store)[0]["told"]} == {
        "ml": "N8",
        "lead": "once",
    }
    stage.run(until=13.1)
    assert (stage.heard("ml")[-1], stage.heard("lead")) == ("resolved", ["firing", "resolved"])


def test_nobody_is_reminded_of_what_was_acknowledged_and_it_is_not_told_again(severe: World) -> None:  # W6
    stage = Stage(severe, ml={"remind": REMIND}, lead={})
    stage.run()
    stage.clock.at += 20 * MINUTE
    stage.people.acknowledge(1)
    stage.run(72 * HOUR)
    assert (stage.heard("ml"), stage.heard("lead")) == (["firing"], [])
    (told,) = listing.alerts(severe.store)[0]["told"]
    assert (told["rule"], told["held_back"]) == ("once", None)


def test_what_is_acknowledged_after_the_reminder_still_leads_to_who_was_reminded(severe: World) -> None:
    stage = Stage(severe, ml={"remind": REMIND}, lead={})
    stage.run()
    stage.run(HOUR)
    stage.people.acknowledge(1)
    stage.run(HOUR)
    assert stage.heard("lead") == ["firing"]
    assert [one["held_back"] for one in listing.alerts(severe.store)[0]["told"]] == [None, None]


def test_a_monitors_reminder_is_in_place_of_its_channels(severe: World) -> None:
    own = Channel.model_validate({"kind": "log", "remind": {"after": "1h", "notify": ["boss"]}}).remind
    stage = Stage(severe, {"remind": own}, ml={"remind": REMIND}, lead={}, boss={})
    stage.run()
    stage.run(31 * MINUTE)
    assert (stage.heard("lead"), stage.heard("boss")) == ([], [])
    stage.run(HOUR)
    assert (stage.heard("lead"), stage.heard("boss")) == ([], ["firing"])


def test_what_is_silenced_or_opens_no_incident_is_not_reminded_of(severe: World, make: Callable[..., World]) -> None:
    stage = Stage(severe, ml={"remind": REMIND}, lead={})
    stage.run()
    wanted = Silence((parse("entity=flights"),), stage.clock.at, stage.clock.at + 2 * HOUR, "user:ann", "upgrade")
    silences.add(severe.store, wanted, stage.clock.at)
    stage.run(HOUR)
    assert stage.heard("lead") == []
    stage.run(2 * HOUR)
    assert stage.heard("lead") == ["firing"]
    mild = Stage(filled(make(), 16, 15), ml={"remind": REMIND}, lead={})
    mild.run()
    mild.run(HOUR)
    assert (mild.heard("ml"), mild.heard("lead")) == (["firing"], [])


def test_each_alert_has_its_own_clock(make: Callable[..., World]) -> None:
    warm = {"name": "warm", "expect": "mean(temp) < 24", "severity": "high"}
    world = filled(make(monitors={"inputs": {"name": "inputs", "severity": "high"}, "warm": warm}), 16, 15)
    stage = Stage(world, ml={"remind": REMIND}, lead={})
    stage.run()
    stage.run(HOUR)
    assert [one["monitor"] for one in stage.alerts("lead")] == [one["monitor"] for one in stage.alerts("ml")]
    assert len(stage.alerts("lead")) == 2


def test_the_clock_starts_when_a_receiver_takes_the_message(severe: World) -> None:
    stage = Stage(severe, ml={"url": NOWHERE, "secret": "env:HOOK_SECRET", "remind": REMIND}, lead={})
    stage.run()
    stage.run(HOUR)
    assert stage.heard("lead") == []


@pytest.mark.parametrize(("severity", "heard"), [("high", ["firing"]), ("warning", [])])
def test_while_a_channel_is_down_only_what_is_urgent_is_told_elsewhere(
    make: Callable[..., World], severity: str, heard: list[str]
) -> None:
    world = filled(make(monitors={"inputs": {"name": "inputs", "severity": severity}}), 16, 15)
    stage = Stage(world, ml={"url": NOWHERE, "secret": "env:HOOK_SECRET", "fallback": "post"}, post={})
    report = stage.run()
    assert (len(report.put_off), stage.heard("post")) == (1, heard)
    stage.run(MINUTE)
    assert stage.heard("post") == heard


def test_who_stands_in_may_fail_and_be_stood_in_for(severe: World) -> None:
    down = {"url": NOWHERE, "secret": "env:HOOK_SECRET"}
    stage = Stage(severe, ml={**down, "fallback": "b"}, b={**down, "fallback": "c"}, c={"fallback": "ml"})
    stage.run()
    stage.run(MINUTE)
    assert stage.heard("c") == ["firing"]


def test_a_drill_tells_nobody_else(severe: World) -> None:
    down = {"url": NOWHERE, "secret": "env:HOOK_SECRET"}
    stage = Stage(severe, ml={**down, "fallback": "lead"}, other={"remind": REMIND}, lead={})
    (entity,) = stage.settings.entities.values()
    told = entity.model_copy(update={"notify": ("ml", "other")})
    channels = {name: stage.settings.channels[name] for name in ("ml", "other")}  # as a drill leaves them
    stage.settings = stage.settings.model_copy(update={"entities": {"flights": told}, "channels": channels})
    assert len(stage.run().put_off) == 1
    stage.run(HOUR)
    assert (stage.heard("other"), stage.heard("lead")) == (["firing"], [])
