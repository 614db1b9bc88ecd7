"""Episodes as they are now, newest first, and events once each, in the order in which they were kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.store.made import DAY, ENTITY, START

from gnomon.store import alerts
from gnomon.store.alerts import AlertEventRow, EpisodeRow
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

EPISODE = EpisodeRow(
    entity=ENTITY,
    monitor="inputs",
    alert_id="a1",
    number=1,
    labels={"kind": "drift", "über": "ü"},
    severity="info",
    state="firing",
    since=START,
    started_at=START + DAY,
    fired_at=START + DAY,
    ended_at=None,
    series=["temp", "a\nb"],
    summary="Moved.",
    record={"n": 1, "p": None},
    observed_at=START + 2 * DAY,
)
EVENT = AlertEventRow("a1:1:firing:1", ENTITY, "inputs", "a1", 1, "firing", START, START + DAY, {"reason": None})


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as opened:
        yield opened


def test_an_episode_comes_back_as_it_was_put(tx: Transaction) -> None:
    alerts.put(tx, EPISODE)
    assert alerts.all(tx) == [EPISODE]
    assert EPISODE.id == "a1-1"


def test_an_episode_that_is_put_again_is_as_it_is_now(tx: Transaction) -> None:
    after = replace(EPISODE, state="resolved", ended_at=START + 3 * DAY, series=(), fired_at=None)
    for row in (EPISODE, after, after):
        alerts.put(tx, row)
    assert alerts.all(tx, ENTITY) == [replace(after, series=[])]


def test_episodes_are_listed_newest_first(tx: Transaction) -> None:
    rows = [
        replace(EPISODE, number=2, started_at=START + 5 * DAY),
        replace(EPISODE, entity="b", alert_id="b1"),
        replace(EPISODE, entity="B", alert_id="B1"),
        replace(EPISODE, alert_id="a2", monitor="Outputs"),
        EPISODE,
    ]
    for row in rows:
        alerts.put(tx, row)
    assert [row.id for row in alerts.all(tx)] == ["a1-2", "B1-1", "b1-1", "a2-1", "a1-1"]


def test_episodes_are_found_by_state_entity_and_monitor(tx: Transaction) -> None:
    for number, state in enumerate(("pending", "firing", "resolved", "retracted"), 1):
        alerts.put(tx, replace(EPISODE, number=number, state=state))
    alerts.put(tx, replace(EPISODE, alert_id="o1", monitor="outputs"))
    alerts.put(tx, replace(EPISODE, alert_id="b1", entity="other"))
    assert {row.id for row in alerts.all(tx, ENTITY)} == {"a1-2", "a1-3", "o1-1"}
    assert {row.id for row in alerts.all(tx, ENTITY, ("pending", "retracted"))} == {"a1-1", "a1-4"}
    assert {row.id for row in alerts.all(tx, monitor="outputs")} == {"o1-1"}
    assert alerts.all(tx, states=()) == []


def test_an_episode_that_never_fired_is_forgotten_alone(tx: Transaction) -> None:
    for number in (1, 2):
        alerts.put(tx, replace(EPISODE, number=number))
    alerts.drop(tx, "a1", 2)
    assert alerts.all(tx) == [EPISODE]


def test_an_event_is_kept_once_and_the_first_stays(tx: Transaction) -> None:
    assert [alerts.event(tx, row) for row in (EVENT, EVENT, replace(EVENT, kind="resolved"))] == [True, False, False]
    assert alerts.events(tx, ENTITY, "a1") == [EVENT]


def test_events_are_read_in_the_order_in_which_they_were_kept(tx: Transaction) -> None:
    rows = [
        replace(EVENT, key="z", at=START + DAY),
        EVENT,
        replace(EVENT, key="b", entity="other"),
        replace(EVENT, key="c", alert_id="a2", at=START + 2 * DAY),
    ]
    for row in rows:
        alerts.event(tx, row)
    assert alerts.events(tx) == rows
    assert alerts.events(tx, "other") == [rows[2]]
    assert alerts.events(tx, alert_id="a1") == rows[:3]
    assert alerts.events(tx, since=START + DAY) == [rows[0], rows[3]]
