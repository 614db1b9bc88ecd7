"""Routes while gnomon runs: who hears of an entity that names no channel, when, and in which groups."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day

from gnomon.alerts import matchers
from gnomon.alerts.silence import Silence
from gnomon.config.channel import Channel
from gnomon.config.hours import Hours
from gnomon.config.maintenance import Maintenance
from gnomon.config.route import Route
from gnomon.config.settings import Settings
from gnomon.jobs import listing, run
from gnomon.jobs.telling import deliver, routes, silences

NOON = datetime.fromisoformat("2026-03-02T12:00+00:00")


def _settings(world: World, *led: Mapping[str, Any], **more: Any) -> Settings:
    channels = {
        name: Channel(name=name, kind="log", path=str(world.folder / f"{name}.jsonl")) for name in ("first", "second")
    }
    entity = world.entity
    found = tuple(Route.model_validate(each) for each in led)
    hours = {"noon": Hours(from_="11:00", to="13:00"), "night": Hours(from_="22:00", to="06:00")}
    return Settings(entities={entity.name: entity}, channels=channels, routes=found, hours=hours, **more)


def _heard(world: World, settings: Settings, clock: Wall, until: float = 16.1) -> list[list[str]]:
    """A run with delivery; what each channel has heard up to now."""
    run.run(settings, world.store, day(until), clock=clock)
    deliver.deliver(settings, world.store, clock=clock)
    paths = [world.folder / f"{name}.jsonl" for name in ("first", "second")]
    texts = [path.read_text("utf-8") if path.exists() else "" for path in paths]
    return [[json.loads(line)["alert"]["event"] for line in text.splitlines()] for text in texts]


def test_the_first_route_that_matches_is_told_and_those_after_it_where_it_continues(world: World) -> None:
    filled(world, 16, 15)
    every = {"notify": ["second"]}
    assert _heard(world, _settings(world, {"match": ["entity=other"], "notify": ["first"]}), Wall(NOON)) == [[], []]
    assert _heard(world, _settings(world, {"notify": ["first"]}, every), Wall(NOON)) == [["firing"], []]
    both = _settings(world, {"notify": ["first"], "continue": True}, every)
    assert _heard(world, both, Wall(NOON)) == [["firing"], ["firing"]]


def test_outside_its_hours_a_route_waits_and_says_so(world: World) -> None:
    filled(world, 16, 15)
    clock = Wall(NOON)
    settings = _settings(
        world,
        {"notify": ["first"], "hours": "night", "continue": True},
        {"notify": ["second"], "mute": "noon"},
    )
    assert _heard(world, settings, clock) == [[], []]
    told = listing.alerts(world.store)[0]["told"]
    assert [one["held_back"] for one in told] == [
        "its route tells in the hours night",
        "its route tells nothing in the hours noon",
    ]
    clock.at += timedelta(hours=11)
    assert _heard(world, settings, clock) == [["firing"], ["firing"]]


def test_during_maintenance_nothing_is_told_of_what_it_matches(world: World) -> None:
    filled(world, 16, 15)
    clock = Wall(NOON)
    settings = _settings(
        world, {"notify": ["first"]}, maintenance=(Maintenance(match=["entity=flights"], hours="noon"),)
    )
    assert _heard(world, settings, clock) == [[], []]
    assert listing.alerts(world.store)[0]["told"][0]["held_back"] == "maintenance in the hours noon"
    clock.at += timedelta(hours=2)
    assert _heard(world, settings, clock) == [["firing"], []]


def test_who_was_told_hears_of_the_end_also_when_nothing_leads_there_any_more(world: World) -> None:
    filled(world, 22, 15, back=16)
    clock = Wall(NOON)
    assert _heard(world, _settings(world, {"notify": ["first"]}), clock, 16.1) == [["firing"], []]
    moved = _settings(world, {"match": ["entity=flights"], "notify": ["second"]})
    assert _heard(world, moved, clock, 16.2) == [["firing"], ["firing"]]
    assert _heard(world, moved, clock, 22.1) == [["firing", "resolved"], ["firing", "resolved"]]


def test_a_monitors_channels_come_before_its_entitys_and_both_before_routes(world: World) -> None:
    settings = _settings(world, {"notify": ["first"]})
    monitor = world.entity.monitors["inputs"]
    assert routes.named(world.entity, monitor) is None
    assert routes.named(world.entity.model_copy(update={"notify": ("second",)}), monitor) == ("second",)
    assert routes.named(world.entity, monitor.model_copy(update={"notify": ()})) == ()
    assert [way.channel for way in routes.ways(settings, {}, None)] == ["first"]
    assert [way.channel for way in routes.ways(settings, {}, ("second", "second"))] == ["second"]


def test_where_alertmanager_decides_it_alone_is_told_whoever_is_named(world: World) -> None:
    made = _settings(world, {"notify": ["first"]})
    via = made.model_copy(update={"deliver_via": "second"})
    assert [way.channel for way in routes.ways(via, {}, ("first",))] == ["second"]
    since = Wall()()
    wanted = Silence((matchers.parse("alertname=x"),), since, since + timedelta(hours=1), "user:ann", "a test")
    silences.add(world.store, wanted, since)
    found = [routes.tested(each, world.store, {"alertname": "x"}, since) for each in (made, via)]
    assert [(one["channel"], one["route"]) for (one,) in found] == [("first", "{}"), ("second", "deliver_via")]
    assert [one["held_back"] for (one,) in found] == ["silence 1 of user:ann until 5 Feb 2014 01:00 UTC: a test", None]
