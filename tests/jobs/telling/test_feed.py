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

from gnomon.alerts import matchers
from gnomon.alerts.silence import Silence
from gnomon.config.channel import Channel
from gnomon.config.hours import Hours
from gnomon.config.monitor import Monitor
from gnomon.config.route import Route
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.telling import deliver, silences
from gnomon.notify.deliver import Report

SECOND = timedelta(seconds=1)


def told(url: str, world: World, **given: Any) -> Settings:
    made = settings(world)
    entity = world.entity.model_copy(update={"notify": ("am",)})
    channels = {"am": Channel(name="am", kind="alertmanager", url=url)}
    return made.model_copy(update={"channels": channels, "entities": {entity.name: entity}, **given})


def via(url: str, world: World) -> Settings:
    """Alertmanager decides who is told."""
    return told(url, world, entities={"flights": world.entity}, deliver_via="am")


def silenced(world: World, clock: Wall) -> None:
    since = clock()
    wanted = Silence((matchers.parse("entity=flights"),), since, since + timedelta(hours=2), "user:ann", "a test")
    silences.add(world.store, wanted, since)


def posted(receiver: Receiver) -> list[dict[str, bool]]:
    """Of each post, which alerts fire, by their names and severities, and which are over."""
    found = []
    for got in receiver.got:
        said = {}
        for one in got.json:
            name = f"{one['labels']['alertname']} {one['labels']['severity']}"
            said[name] = datetime.fromisoformat(one["endsAt"]) > day(400) + timedelta(hours=10)
        found.append(said)
    return found


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


def test_what_did_not_change_is_not_said_again_within_seconds(world: World) -> None:
    filled(world, 24, 20)
    clock = Wall()
    with Receiver() as receiver:
        configured = told(receiver.url(""), world)
        once(configured, world, 22, clock)
        for seconds in (5, 40, 5):
            clock.at += timedelta(seconds=seconds)
            deliver.deliver(configured, world.store, clock=clock)
    assert posted(receiver) == [{"inputs info": True}] * 2


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


def test_what_is_held_back_is_not_said_until_the_reason_is_gone(world: World) -> None:
    filled(world, 24, 20)
    clock = Wall()
    with Receiver() as receiver:
        configured = told(receiver.url(""), world)
        silenced(world, clock)
        once(configured, world, 22, clock)
        assert receiver.got == []
        clock.at += timedelta(hours=3)
        once(configured, world, 22, clock)
        (first,) = receiver.got
        clock.at -= timedelta(hours=2)
        once(configured, world, 23, clock)
    fired = datetime.fromisoformat(first.json[0]["startsAt"])
    assert fired < day(400) + timedelta(minutes=1)
    assert posted(receiver) == [{"inputs info": True}] * 2  # it is known, so that it goes on though it is held back


def test_in_the_hours_in_which_its_route_is_mute_nothing_new_is_said(world: World) -> None:
    filled(world, 24, 20)
    hours = {"all": Hours.model_validate({"from": "00:00", "to": "24:00"})}
    route = Route.model_validate({"notify": ["am"], "mute": "all"})
    with Receiver() as receiver:
        routed = told(receiver.url(""), world, entities={"flights": world.entity}, routes=(route,), hours=hours)
        once(routed, world, 24, Wall())
        assert receiver.got == []
        again = routed.model_copy(update={"routes": (Route.model_validate({"notify": ["am"]}),)})
        once(again, world, 24, Wall())
    assert posted(receiver) == [{"inputs info": True}]


def test_where_alertmanager_decides_silences_are_its_own(world: World) -> None:
    filled(world, 24, 20)
    clock = Wall()
    with Receiver() as receiver:
        silenced(world, clock)
        once(via(receiver.url(""), world), world, 22, clock)
    assert posted(receiver) == [{"inputs info": True}]


def test_an_end_that_was_not_heard_is_said_however_late(world: World) -> None:
    filled(world, 30, 20, back=24)
    clock = Wall()
    with Receiver([200, 503]) as receiver:
        configured = told(receiver.url(""), world)
        once(configured, world, 22, clock)
        assert once(configured, world, 30, clock).put_off
        ended = clock.at
        clock.at += timedelta(days=1)
        assert not deliver.deliver(configured, world.store, clock=clock).put_off
    assert posted(receiver) == [{"inputs info": True}, {"inputs info": False}, {"inputs info": False}]
    assert datetime.fromisoformat(receiver.got[-1].json[0]["endsAt"]) < ended


def test_another_severity_is_another_alert_and_ends_the_one_before(world: World) -> None:
    filled(world, 24, 20)
    clock = Wall()
    with Receiver() as receiver:
        configured = told(receiver.url(""), world)
        once(configured, world, 22, clock)
        inputs = Monitor(name="inputs", severity="high")
        entity = configured.entities["flights"]
        raised = entity.model_copy(update={"monitors": {**entity.monitors, "inputs": inputs}})
        once(configured.model_copy(update={"entities": {"flights": raised}}), world, 23, clock)
    assert posted(receiver) == [{"inputs info": True}, {"inputs high": True, "inputs info": False}]


def test_of_an_entity_that_is_gone_or_told_elsewhere_all_is_over(world: World) -> None:
    filled(world, 24, 20)
    clock = Wall()
    with Receiver() as receiver:
        configured = told(receiver.url(""), world)
        once(configured, world, 22, clock)
        elsewhere = configured.entities["flights"].model_copy(update={"notify": ()})
        once(configured.model_copy(update={"entities": {"flights": elsewhere}}), world, 22, clock)
        once(configured, world, 22, clock)
        once(configured.model_copy(update={"entities": {}}), world, 22, clock)
    fires, over = {"inputs info": True}, {"inputs info": False}
    assert posted(receiver) == [fires, over, fires, over]


def test_alertmanager_decides_from_the_first_word_to_the_last(world: World, tmp_path: Path) -> None:
    filled(world, 30, 20, back=24)
    clock = Wall(datetime.now(UTC))  # noqa: TID251 - Alertmanager's clock is that of the wall
    with running(tmp_path, SECOND / 10, SECOND / 10, timedelta(hours=1)) as am:
        configured = via(am.url, world)
        silenced(world, clock)
        assert not once(configured, world, 22, clock).put_off
        assert am.told("inputs", is_firing=True)
        now = clock()
        theirs = {
            "matchers": [{"name": "entity", "value": "flights", "isRegex": False}],
            "startsAt": now.isoformat(),
            "endsAt": (now + timedelta(hours=1)).isoformat(),
            "createdBy": "ann",
            "comment": "a test",
        }
        id = httpx.post(f"{am.url}/api/v2/silences", json=theirs, timeout=5).raise_for_status().json()["silenceID"]
        once(configured, world, 23, clock)
        assert [one["status"]["silencedBy"] for one in alerts(am.url)] == [[id]]
        httpx.delete(f"{am.url}/api/v2/silence/{id}", timeout=5).raise_for_status()
        clock.at = datetime.now(UTC)  # noqa: TID251
        once(configured, world, 30, clock)
        assert am.told("inputs", is_firing=False)
