"""The sign of life: heard after every run after which nothing waits to be told, and by a real Alertmanager."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.jobs.running import SECRET, Wall, filled, settings
from tests.jobs.worlds import World, day
from tests.notify.alertmanager import running
from tests.notify.receiver import Receiver, Reply

from gnomon.config.channel import Channel
from gnomon.config.heartbeat import Heartbeat
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.telling import deliver
from gnomon.jobs.telling.heartbeat import NAME
from gnomon.notify.deliver import Report

SECOND = timedelta(seconds=1)


def once(configured: Settings, world: World, until: float, clock: Wall) -> Report:
    run.run(configured, world.store, day(until), clock=clock)
    return deliver.deliver(configured, world.store, clock=clock)


def beating(world: World, url: str, hook: str = "") -> Settings:
    return settings(world, hook, heartbeat=Heartbeat(url=url))


def test_the_address_is_asked_after_every_run_also_where_something_is_wrong(world: World) -> None:
    filled(world, 24, 20)
    clock = Wall()
    with Receiver() as receiver:
        configured = beating(world, receiver.url("/ping/abc"))
        for until in (5, 24):  # before there is a reference, and while an alert fires
            assert not once(configured, world, until, clock).unheard
            clock.at += timedelta(minutes=1)
        (world.folder / "rows" / "bad.parquet").write_bytes(b"PAR1")  # an alert of its own says so
        assert not once(configured, world, 24.5, clock).unheard
    assert [(got.method, got.path, got.body) for got in receiver.got] == [("GET", "/ping/abc", b"")] * 3


def test_runs_that_follow_each_other_within_seconds_are_one_to_it(world: World) -> None:
    clock = Wall()
    with Receiver() as receiver:
        configured = beating(world, receiver.url())
        for _ in range(3):
            clock.at += timedelta(seconds=25)
            deliver.deliver(configured, world.store, clock=clock)
    assert len(receiver.got) == 2


@pytest.mark.parametrize("status", [404, 503, 401])
def test_it_stays_away_while_a_message_is_not_delivered(
    world: World, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    filled(world, 24, 20)
    clock = Wall()
    with Receiver() as beats, Receiver([status]) as hook:
        configured = beating(world, beats.url(), hook.url())
        once(configured, world, 24, clock)
        assert (len(hook.got), beats.got) == (1, [])
        clock.at += timedelta(minutes=1)
        deliver.deliver(configured, world.store, clock=clock)
        assert len(beats.got) == (0 if status == 404 else 1)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(404, b"no such check"), "404 no such check. Check heartbeat.url"),
        (Reply(302, headers={"location": "http://169.254.169.254/"}), "302"),
        (Reply(how="drop"), "the connection broke"),
    ],
)
def test_what_its_receiver_answers_is_said_and_changes_nothing_else(world: World, reply: Reply, says: str) -> None:
    with Receiver([reply]) as receiver:
        report = once(beating(world, receiver.url("/secret")), world, 5, Wall())
    assert says in report.unheard and "secret" not in report.unheard
    assert not (report.dead or report.put_off or report.stopped)


def test_an_address_that_cannot_be_read_is_said(world: World) -> None:
    report = once(beating(world, "env:GNOMON_NO_SUCH_VARIABLE"), world, 5, Wall())
    assert report.unheard == (
        "env:GNOMON_NO_SUCH_VARIABLE: the environment variable GNOMON_NO_SUCH_VARIABLE is not set. "
        "Set it where gnomon runs. Mend that in heartbeat.url."
    )


def _fires(url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.get(f"{url}/api/v2/alerts", timeout=5).json()
    return [one for one in found if one["labels"]["alertname"] == NAME]


def test_in_alertmanager_it_fires_as_long_as_runs_come(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    filled(world, 24, 20)
    now = datetime.now(UTC)  # noqa: TID251 - Alertmanager's clock is that of the wall
    clock = Wall(now)
    with running(tmp_path, SECOND / 10, SECOND / 10, timedelta(hours=1)) as am, Receiver([503]) as hook:
        channels = {"am": Channel(name="am", kind="alertmanager", url=am.url)}
        configured = settings(world, hook.url())
        configured = configured.model_copy(
            update={"channels": {**configured.channels, **channels}, "heartbeat": Heartbeat(via="am")}
        )
        once(configured, world, 5, clock)
        (first,) = _fires(am.url)
        assert first["labels"] == {"alertname": NAME, "instance": "gnomon", "kind": "self", "severity": "info"}
        assert am.told(NAME, is_firing=True)
        clock.at += timedelta(hours=1)
        once(configured, world, 24, clock)  # the hook is down, so that the alert is not told
        assert _fires(am.url) == [first]
        clock.at += timedelta(hours=1)
        deliver.deliver(configured, world.store, clock=clock)
        (again,) = _fires(am.url)
    assert again["endsAt"] > first["endsAt"] and again["startsAt"] == first["startsAt"]
    assert timedelta(days=4) <= datetime.fromisoformat(first["endsAt"]) - now < timedelta(days=4.1)
