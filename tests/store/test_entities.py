"""Entities: what is configured, what happened and how they are; the newest of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.store.made import DAY, ENTITY, START

from gnomon.errors import UsageError
from gnomon.profiles.windows import Window
from gnomon.store import entities
from gnomon.store.column_types import to_micros
from gnomon.store.entities import Calendar, EntityEvent, EntityStatus
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as opened:
        yield opened


def test_an_entity_that_is_put_again_is_as_it_was_put_last(tx: Transaction) -> None:
    entities.put(tx, "a", {"every": "1d", "of": [1, None]}, ["upstream"], zone="America/New_York")
    assert entities.settings(tx, "a") == {"every": "1d", "of": [1, None]}
    assert entities.upstream(tx, "a") == ("upstream",)
    entities.put(tx, "a", {})
    assert (entities.settings(tx, "a"), entities.upstream(tx, "a")) == ({}, ())


def test_names_are_in_order(tx: Transaction) -> None:
    for name in ("b", "B", "ä", "a"):
        entities.put(tx, name, {})
    assert entities.names(tx) == sorted(["b", "B", "ä", "a", ENTITY])


def test_a_calendar_is_that_of_the_last_put_also_in_the_same_transaction(tx: Transaction) -> None:
    assert entities.calendar(tx, ENTITY) == Calendar("1d", "UTC")
    entities.put(tx, ENTITY, {}, every="1h", zone="America/New_York")
    assert entities.calendar(tx, ENTITY) == Calendar("1h", "America/New_York")


def test_a_calendar_gives_windows_in_the_entitys_zone() -> None:
    start, end = datetime(2013, 3, 10, 5, tzinfo=UTC), datetime(2013, 3, 11, 4, tzinfo=UTC)  # the short day
    calendar = Calendar("1d", "America/New_York")
    assert calendar.window(start, end) == Window(start, end, "America/New_York")
    assert calendar.window_of_micros(to_micros(start), to_micros(end)) == calendar.window(start, end)


@pytest.mark.parametrize("asked", [entities.settings, entities.upstream, entities.calendar])
def test_what_nobody_configured_is_refused(tx: Transaction, asked: Callable[[Transaction, str], Any]) -> None:
    with pytest.raises(UsageError, match=r"'flihgts'.*Run gnomon"):
        asked(tx, "flihgts")


def test_an_event_is_kept_once(tx: Transaction) -> None:
    assert entities.event(tx, ENTITY, START, "deployment", "v2")
    assert not entities.event(tx, ENTITY, START, "deployment", "v2")
    assert entities.event(tx, ENTITY, START, "deployment", "v3")
    assert entities.event(tx, ENTITY, START, "schema", "v2")
    assert entities.event(tx, "other", START, "deployment", "v2")
    assert len(entities.events(tx, ENTITY)) == 3


def test_events_are_read_oldest_first_and_those_of_a_moment_as_they_came(tx: Transaction) -> None:
    for at, text in ((START + DAY, "later"), (START, "z"), (START, "a")):
        entities.event(tx, ENTITY, at, "note", text)
    assert [event.text for event in entities.events(tx, ENTITY)] == ["z", "a", "later"]
    assert entities.events(tx, ENTITY, since=START + DAY) == [EntityEvent(ENTITY, START + DAY, "note", "later")]


def test_an_event_may_tell_a_long_story(tx: Transaction) -> None:
    story = "".join(chr(33 + n * n % 90) + str(n * 7919) for n in range(5000))
    assert entities.event(tx, ENTITY, START, "schema", story)
    assert not entities.event(tx, ENTITY, START, "schema", story)
    assert entities.event(tx, ENTITY, START, "schema", story + ".")
    assert entities.events(tx, ENTITY)[0].text == story


def test_a_status_takes_the_place_of_the_one_before(tx: Transaction) -> None:
    entities.status_put(tx, "b", "ok", "Calm.", START)
    entities.status_put(tx, "a", "no_data", "Too little.", START)
    entities.status_put(tx, "b", "violation", "Moved.", START + DAY)
    assert entities.statuses(tx) == [
        EntityStatus("a", "no_data", "Too little.", START),
        EntityStatus("b", "violation", "Moved.", START + DAY),
    ]
