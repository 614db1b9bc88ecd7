"""A channel takes 30 messages a minute and 300 an hour; the rest waits, and one message says so (ALERTS 8.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.running import Wall
from tests.notify import facts
from tests.notify.receiver import Receiver

from gnomon.alerts.policy import Severity
from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.jobs.telling.deliver import deliver
from gnomon.jobs.telling.pace import Full, Pace
from gnomon.notify import held
from gnomon.notify.deliver import Report
from gnomon.notify.group import flush
from gnomon.notify.registry import find
from gnomon.store import outbox
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Scene:
    """A store with one channel, a webhook that is taken by a receiver, and a clock."""

    def __init__(self, store: Store, receiver: Receiver, folder: Path) -> None:
        self.store, self.receiver, self.clock, self.count = store, receiver, Wall(), 0
        hook = Channel(name="ml", kind="webhook", url=receiver.url())
        log = Channel(name="log", kind="log", path=str(folder / "log.jsonl"))
        self.settings = Settings(channels={"ml": hook, "log": log})

    def fire(self, count: int, severity: Severity = "high", channel: str = "ml") -> None:
        """Put so many alerts into the outbox."""
        manner = find("webhook").manner()
        with self.store.transaction() as tx:
            for _ in range(count):
                self.count += 1
                episode = facts.firing("temp", severity=severity)
                told = facts.told("firing", episode, entity=f"entity-{self.count}")
                (made,) = flush([told], channel, manner, {}, now=self.clock())
                row = made.row
                assert row is not None
                kept = (row.key, channel, row.alert_key, row.group_key, row.kind, row.payload)
                outbox.put(tx, OutboxRow(*kept, self.clock(), severity=row.severity))

    def run(self, later: timedelta = timedelta()) -> Report:
        self.clock.at += later
        return deliver(self.settings, self.store, clock=self.clock)

    @property
    def heard(self) -> Counter[str]:
        """How many of each: `held` for notices, else the severity."""
        said = [got.json for got in self.receiver.got]
        return Counter("held" if one["type"] == "gnomon.held" else one["data"]["severity"] for one in said)

    @property
    def notices(self) -> Sequence[dict[str, Any]]:
        return [got.json["data"] for got in self.receiver.got if got.json["type"] == "gnomon.held"]


@pytest.fixture
def scene(store: Store, tmp_path: Path) -> Iterator[Scene]:
    with Receiver() as receiver:
        yield Scene(store, receiver, tmp_path)


def test_a_hundred_alerts_at_once_come_in_four_minutes_and_one_message_says_so(scene: Scene) -> None:
    scene.fire(100)
    assert (scene.run().held, scene.heard) == ({"ml": 70}, {"high": 30, "held": 1})
    assert scene.notices[0]["title"] == "[HELD] gnomon: 70 more messages wait for ml"
    assert len(scene.notices[0]["lines"]) == 1 + held.MOST + 1
    assert scene.run(30 * timedelta(seconds=1)).delivered == []
    found = [(len(report.delivered), report.held) for report in (scene.run(MINUTE) for _ in range(4))]
    assert found == [(30, {"ml": 40}), (30, {"ml": 10}), (10, {}), (0, {})]
    assert scene.heard == {"high": 100, "held": 1}


def test_thirty_are_no_news_and_the_thirty_first_waits(scene: Scene) -> None:
    scene.fire(30)
    assert (scene.run().held, scene.heard) == ({}, {"high": 30})
    scene.fire(1)
    assert (scene.run().held, scene.heard) == ({"ml": 1}, {"high": 30, "held": 1})


def test_an_hour_has_three_hundred_and_one_notice(scene: Scene) -> None:
    scene.fire(330)
    for _ in range(12):
        scene.run(MINUTE)
    assert scene.heard == {"high": 300, "held": 1}
    assert scene.run(HOUR - 12 * MINUTE).held == {"ml": 30}
    assert scene.run(2 * MINUTE).held == {}
    assert scene.heard == {"high": 330, "held": 1}


def test_sixty_critical_ones_an_hour_do_not_wait(scene: Scene) -> None:
    scene.fire(40, "high")
    scene.fire(100, "critical")
    report = scene.run()
    assert (report.held, scene.heard) == ({"ml": 50}, {"high": 30, "critical": 60, "held": 1})
    assert "critical" in scene.notices[0]["lines"][1]["text"]
    scene.run(MINUTE)
    assert scene.heard["high"] + scene.heard["critical"] == 120


def test_a_log_and_another_channel_are_told_all_the_same(scene: Scene, tmp_path: Path) -> None:
    scene.fire(40)
    scene.fire(50, channel="log")
    scene.run()
    assert len((tmp_path / "log.jsonl").read_text("utf-8").splitlines()) == 50


def test_what_is_over_while_it_waits_is_not_told(scene: Scene) -> None:
    scene.fire(31)
    scene.run()
    with scene.store.transaction() as tx:
        (row,) = outbox.pending(tx)
        assert outbox.supersede(tx, row.group_key, row.channel, scene.clock()) == 1
    assert (scene.run(MINUTE).held, scene.heard) == ({}, {"high": 30, "held": 1})


def test_a_channel_of_events_gets_no_notice(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGES", "R0")
    pages = Channel.model_validate(
        {"name": "ml", "kind": "pagerduty", "routing_key": "env:PAGES", "url": scene.receiver.url()}
    )
    scene.settings = Settings(channels={"ml": pages})
    scene.fire(32)
    assert scene.run().held == {"ml": 2}
    assert len(scene.receiver.got) == 30


def test_a_channel_that_stopped_gets_no_notice_and_one_that_is_gone_has_no_limit(scene: Scene) -> None:
    scene.fire(31)
    with scene.store.transaction() as tx:
        pace = Pace(scene.settings)
        assert pace.noted(tx, Full(("ml",)), ["ml"], scene.clock()) == 0
        assert pace.noted(tx, Full(("ml",)), [], scene.clock()) == 1
        assert pace.held == {"ml": 31}
    scene.run()
    gone = scene.settings.model_copy(update={"channels": {"log": scene.settings.channels["log"]}})
    with scene.store.transaction() as tx:
        assert Pace(scene.settings).full(tx, scene.clock()).channels == ("ml",)
        assert Pace(gone).full(tx, scene.clock()) == Full()


def test_what_a_clock_that_was_ahead_sent_holds_nothing_back(scene: Scene) -> None:
    scene.clock.at += timedelta(days=365)
    scene.fire(30)
    scene.run()
    scene.clock.at -= timedelta(days=365)
    scene.fire(5)
    assert (scene.run().held, scene.heard) == ({}, {"high": 35})
