"""Tests of telling: which channels hear what of an entity, once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day

from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.jobs import monitors, run
from gnomon.jobs.lease import held
from gnomon.jobs.telling import deliver, tell
from gnomon.store import outbox

DAY = timedelta(days=1)


def _settings(world: World, **channels: Mapping[str, Any]) -> Settings:
    """A configuration whose channels are files; the entity notifies all that start with `a`."""
    found = {
        name: Channel(name=name, kind="log", path=str(world.folder / f"{name}.jsonl"), **given)
        for name, given in channels.items()
    }
    entity = world.entity.model_copy(update={"notify": tuple(name for name in channels if name.startswith("a"))})
    return Settings(entities={entity.name: entity}, channels=found)


def _run(world: World, settings: Settings, until: float, clock: Wall, *, sending: bool = True) -> None:
    run.run(settings, world.store, day(until), clock=clock)
    if sending:
        deliver.deliver(settings, world.store, clock=clock)


def _heard(world: World, channel: str) -> list[str]:
    path = world.folder / f"{channel}.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line)["alert"]["event"] for line in lines]


def test_each_channel_of_the_entity_hears_once_and_others_nothing(world: World) -> None:
    filled(world, 17, 15)
    settings, clock = _settings(world, a1={}, a2={}, other={}), Wall()
    for until in (16.1, 17.1, 17.2):
        _run(world, settings, until, clock)
    assert [_heard(world, name) for name in ("a1", "a2", "other")] == [["firing"], ["firing"], []]


def test_a_monitors_own_channels_are_in_place_of_the_entitys(make: Callable[..., World]) -> None:
    world = filled(make(monitors={"inputs": {"name": "inputs", "notify": ["other"]}}), 16, 15)
    _run(world, _settings(world, a1={}, other={}), 16.1, Wall())
    assert [_heard(world, name) for name in ("a1", "other")] == [[], ["firing"]]


def test_a_channel_that_wants_no_ends_hears_none(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "5d"}), 13, 6, back=7)
    settings, clock = _settings(world, a1={}, a2={"send_resolved": False}), Wall()
    for until in (7.1, 13.1):
        _run(world, settings, until, clock)
    assert _heard(world, "a1") == ["firing", "resolved"]
    assert _heard(world, "a2") == ["firing"]


def test_what_was_over_before_it_was_sent_is_not_told(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "5d"}), 13, 6, back=7)
    settings, clock = _settings(world, a1={}), Wall()
    _run(world, settings, 7.1, clock, sending=False)
    _run(world, settings, 13.1, clock)
    assert _heard(world, "a1") == []


def test_what_goes_on_is_told_again_after_the_repeat_interval(world: World) -> None:
    filled(world, 16, 15)
    settings, clock = _settings(world, a1={}), Wall()
    for later in (timedelta(0), 3 * DAY, 4 * DAY, timedelta(minutes=1)):
        clock.at += later
        _run(world, settings, 16.1, clock)
    assert _heard(world, "a1") == ["firing", "firing"]
    told = (world.folder / "a1.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["alert"]["title"].partition("]")[0] for line in told] == [
        "[FIRING info",
        "[STILL FIRING info",
    ]


def test_a_run_a_day_repeats_after_a_week_though_none_comes_to_the_second(world: World) -> None:
    filled(world, 16, 15)
    settings, clock = _settings(world, a1={"repeat_interval": "7d"}), Wall()
    begin, heard = clock.at, []
    for day_, early in enumerate((0, 40, 5, 60, 2, 31, 17, 90, 50)):
        clock.at = begin + day_ * DAY - timedelta(seconds=early)
        _run(world, settings, 16.1, clock)
        heard.append(len(_heard(world, "a1")))
    assert heard == [1, 1, 1, 1, 1, 1, 1, 2, 2]


def test_a_clock_that_was_a_year_ahead_holds_back_no_repeat(world: World) -> None:
    filled(world, 16, 15)
    settings, clock = _settings(world, a1={}), Wall()
    begin, heard = clock.at, []
    for at in (365 * DAY, timedelta(), timedelta(minutes=1), 7 * DAY):
        clock.at = begin + at
        _run(world, settings, 16.1, clock)
        heard.append(len(_heard(world, "a1")))
    assert heard == [1, 2, 2, 3]


def test_telling_twice_makes_one_message(world: World) -> None:
    filled(world, 16, 15)
    settings, clock = _settings(world, a1={}), Wall()
    _run(world, settings, 16.1, clock, sending=False)
    (entity,) = settings.entities.values()
    with held(world.store, "entity/flights", clock) as lease:
        assert lease is not None
        assert tell.tell(settings, entity, monitors.plans(entity), lease) == 0
    with world.store.reading() as tx:
        assert len(outbox.pending(tx)) == 1


@pytest.mark.parametrize("summary", [None, "{{ entity }}: look at {{ monitor }}"])
def test_the_first_line_is_the_monitors_or_the_verdicts(make: Callable[..., World], summary: str | None) -> None:
    tuned = {"name": "inputs", "severity": "high", "owner": "ann", "runbook": "https://example.com/book"}
    world = filled(make(monitors={"inputs": {**tuned, "summary": summary}}), 16, 15)
    _run(world, _settings(world, a1={}), 16.1, Wall())
    told = json.loads((world.folder / "a1.jsonl").read_text("utf-8"))["alert"]
    assert (told["severity"], told["owner"], told["runbook"]) == ("high", "ann", "https://example.com/book")
    assert (told["series"], told["since"]) == (["temp"], "2013-01-16T00:00:00Z")
    assert ("flights: look at inputs" in told["summary"]) is (summary is not None)
    assert told["title"].startswith("[FIRING high] flights: inputs drifted, 1 of 2 columns, temp")
