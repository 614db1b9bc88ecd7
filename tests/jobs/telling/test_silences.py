"""Silences while gnomon runs: what they hold back, what is told all the same, and when they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day

from gnomon.alerts.matchers import parse
from gnomon.alerts.silence import Silence
from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import listing, run
from gnomon.jobs.telling import deliver, silences
from gnomon.store import audit

HOUR = timedelta(hours=1)


def _settings(world: World) -> Settings:
    channel = Channel(name="a", kind="log", path=str(world.folder / "a.jsonl"))
    entity = world.entity.model_copy(update={"notify": ("a",)})
    return Settings(entities={entity.name: entity}, channels={"a": channel})


def _run(world: World, until: float, clock: Wall) -> list[str]:
    """A run with delivery; what was heard up to now."""
    settings = _settings(world)
    run.run(settings, world.store, day(until), clock=clock)
    deliver.deliver(settings, world.store, clock=clock)
    path = world.folder / "a.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line)["alert"]["event"] for line in lines]


def _wanted(clock: Wall, text: str = "entity=flights", **more: bool) -> Silence:
    return Silence((parse(text),), clock.at, clock.at + HOUR, "user:ann", "upgrade", **more)


def test_what_is_silenced_is_listed_with_the_reason_and_told_when_the_silence_ends(world: World) -> None:
    filled(world, 16, 15)
    clock = Wall()
    kept, matched = silences.add(world.store, _wanted(clock), clock.at)
    assert matched == []
    assert _run(world, 16.1, clock) == []
    (alert,) = listing.alerts(world.store)
    (told,) = alert["told"]
    assert (told["channel"], told["rule"], told["held_back"]) == ("a", "N2", kept.reason)
    assert [one["alerts"] for one in silences.listed(world.store, clock.at)] == [[alert["id"]]]
    clock.at += HOUR
    assert _run(world, 16.1, clock) == ["firing"]
    (told,) = listing.alerts(world.store)[0]["told"]
    assert (told["rule"], told["held_back"]) == ("N1", None)


def test_a_silence_of_others_holds_nothing_back(world: World) -> None:
    filled(world, 16, 15)
    clock = Wall()
    silences.add(world.store, _wanted(clock, "entity=other"), clock.at)
    assert _run(world, 16.1, clock) == ["firing"]


def test_the_end_of_what_was_told_is_told_also_while_it_is_silenced(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "5d"}), 13, 6, back=7)
    clock = Wall()
    assert _run(world, 7.1, clock) == ["firing"]
    silences.add(world.store, _wanted(clock), clock.at)
    assert _run(world, 13.1, clock) == ["firing", "resolved"]


def test_what_was_told_is_not_told_again_while_it_is_silenced(world: World) -> None:
    filled(world, 16, 15)
    clock = Wall()
    assert _run(world, 16.1, clock) == ["firing"]
    clock.at += timedelta(days=8)
    silences.add(world.store, _wanted(clock), clock.at)
    assert _run(world, 16.1, clock) == ["firing"]
    clock.at += HOUR
    assert _run(world, 16.1, clock) == ["firing", "firing"]


def test_a_silence_ends_with_the_last_alert_that_it_matches(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "5d"}), 13, 6, back=7)
    clock = Wall()
    _run(world, 7.1, clock)
    kept, matched = silences.add(world.store, _wanted(clock, until_resolved=True), clock.at)
    assert len(matched) == 1
    _run(world, 7.2, clock)
    assert [one["state"] for one in silences.listed(world.store, clock.at)] == ["active"]
    _run(world, 13.1, clock)
    assert silences.listed(world.store, clock.at) == []
    (one,) = silences.listed(world.store, clock.at, everything=True)
    assert (one["id"], one["state"]) == (kept.id, "expired")
    with world.store.reading() as tx:
        assert [(row.actor, row.action) for row in audit.all(tx) if row.action.startswith("silence")] == [
            ("user:ann", "silence.add"),
            ("system", "silence.expire"),
        ]


def test_a_silence_that_waits_for_nothing_or_is_over_is_refused(world: World) -> None:
    clock = Wall()
    with pytest.raises(UsageError, match="Leave out --until-resolved"):
        silences.add(world.store, _wanted(clock, until_resolved=True), clock.at)
    with pytest.raises(UsageError, match="over before now"):
        silences.add(world.store, _wanted(clock), clock.at + 2 * HOUR)


def test_a_silence_is_ended_by_a_person_once(world: World) -> None:
    clock = Wall()
    kept, _ = silences.add(world.store, _wanted(clock), clock.at)
    assert silences.expire(world.store, kept.id, clock.at, "user:bob") == kept
    with pytest.raises(UsageError, match="silence 1 is over since"):
        silences.expire(world.store, kept.id, clock.at, "user:bob")
    with pytest.raises(UsageError, match="there is no silence 7"):
        silences.expire(world.store, 7, clock.at, "user:bob")
