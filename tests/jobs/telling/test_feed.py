"""Tests of the state of alerts, as a real Alertmanager takes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.jobs.running import Wall, filled, settings
from tests.jobs.worlds import World, day
from tests.notify.alertmanager import running
from tests.notify.receiver import Receiver

from gnomon.config.channel import Channel
from gnomon.config.route import Route
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.telling import deliver
from gnomon.notify.deliver import Report

SECOND = timedelta(seconds=1)


def told(url: str, world: World) -> Settings:
    made = settings(world)
    entity = world.entity.model_copy(update={"notify": ("am",)})
    channels = {"am": Channel(name="am", kind="alertmanager", url=url)}
    return made.model_copy(update={"channels": channels, "entities": {entity.name: entity}})


def once(configured: Settings, world: World, until: float, clock: Wall) -> Report:
    run.run(configured, world.store, day(until), clock=clock)
    return deliver.deliver(configured, world.store, clock=clock)


def alerts(url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.get(f"{url}/api/v2/alerts", timeout=5).json()
    return found


def test_alertmanager_knows_what_fires_and_when_it_is_over(world: World, tmp_path: Path) -> None:
    filled(world, 30, 20, back=24)
    now = datetime.now(UTC)  # noqa: TID251 - Alertmanager's clock is that of the wall
    clock = Wall(now)
    with running(tmp_path, SECOND, SECOND, timedelta(hours=1)) as am:
        configured = told(am.url, world)
        report = once(configured, world, 22, clock)
        firing = {one["labels"]["alertname"]: one for one in alerts(am.url)}
        assert not report.put_off and not report.stopped
        assert "inputs" in firing
        one = firing["inputs"]
        assert one["labels"]["entity"] == "flights" and one["status"]["state"] in ("active", "unprocessed")
        assert one["annotations"]["since"] == "2013-01-21T00:00:00Z"
        ends = datetime.fromisoformat(one["endsAt"])
        assert timedelta(days=3.9) < ends - now < timedelta(days=4.1)
        clock.at = datetime.now(UTC)  # noqa: TID251
        once(configured, world, 30, clock)
        assert "inputs" not in {one["labels"]["alertname"] for one in alerts(am.url)}


def test_an_end_is_said_for_fifteen_minutes_and_no_longer(world: World) -> None:
    filled(world, 30, 20, back=24)
    clock = Wall()
    with Receiver() as receiver:
        configured = told(receiver.url(""), world)
        once(configured, world, 22, clock)
        once(configured, world, 30, clock)
        clock.at += timedelta(minutes=14)
        deliver.deliver(configured, world.store, clock=clock)
        said = len(receiver.got)
        clock.at += timedelta(minutes=2)
        deliver.deliver(configured, world.store, clock=clock)
        assert (said, len(receiver.got)) == (3, 3)
        first, end, again = (
            next(one for one in got.json if one["labels"]["alertname"] == "inputs") for got in receiver.got
        )
    assert receiver.got[0].path == "/api/v2/alerts"
    assert first["startsAt"] == end["startsAt"] == again["startsAt"]
    assert end["endsAt"] == again["endsAt"] < first["endsAt"]


@pytest.mark.parametrize(("status", "where"), [(503, "put_off"), (400, "put_off"), (401, "stopped")])
def test_what_fails_is_told_and_said_again_by_the_next_run(world: World, status: int, where: str) -> None:
    filled(world, 24, 20)
    clock = Wall()
    with Receiver([status]) as receiver:
        configured = told(receiver.url(""), world)
        report = once(configured, world, 24, clock)
        assert len(getattr(report, where)) == 1
        again = deliver.deliver(configured, world.store, clock=clock)
        assert not again.put_off and not again.stopped
        assert len(receiver.got) == 2


def test_routes_lead_to_it_where_nothing_names_a_channel(world: World) -> None:
    filled(world, 24, 20)
    with Receiver() as receiver:
        configured = told(receiver.url(""), world)
        entity = configured.entities["flights"].model_copy(update={"notify": ()})
        routed = configured.model_copy(update={"entities": {"flights": entity}})
        for severity, count in (("critical", 0), ("info", 1)):
            route = Route.model_validate({"match": [f"severity={severity}"], "notify": ["am"]})
            once(routed.model_copy(update={"routes": (route,)}), world, 24, Wall())
            assert len(receiver.got) == count


def test_who_is_not_to_hear_of_it_does_not(world: World) -> None:
    filled(world, 24, 20)
    with Receiver() as receiver:
        configured = told(receiver.url(""), world)
        entity = configured.entities["flights"].model_copy(update={"notify": ()})
        once(configured.model_copy(update={"entities": {"flights": entity}}), world, 24, Wall())
        assert receiver.got == []
