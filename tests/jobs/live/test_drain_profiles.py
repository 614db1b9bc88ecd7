"""Finished profiles are added to their windows, each once, whoever is killed when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import event, func, select
from tests.jobs.live import senders
from tests.jobs.live.senders import NOW
from tests.jobs.worlds import events

import gnomon as gn
from gnomon.config.entity import Entity
from gnomon.jobs.live.accept_profiles import accept_profiles
from gnomon.jobs.live.drain import Drained
from gnomon.jobs.live.drain_profiles import drain_profiles
from gnomon.store import entities, inbox, samples, windows
from gnomon.store.open import Store, open_inbox, open_store
from gnomon.store.tables import sample
from gnomon.store.transaction import Transaction

FRAME = events(0, 2)
SCHEMA = gn.Schema(roles={"id": "id", "score": "score", "prediction": "prediction"})


@dataclass
class Place:
    """A store with its inbox, and an entity."""

    store: Store
    inbox: Store
    entity: Entity

    def send(self, name: str, frame: pl.DataFrame) -> bool:
        """Whether the batch is new."""
        arrived = accept_profiles(self.entity, _series(frame).to_bytes(), NOW, batch_id=name)
        with self.inbox.transaction() as tx:
            return inbox.put(tx, [arrived])[0]

    def drain(self) -> Drained:
        return drain_profiles(self.store, self.inbox, "flights")

    def kept(self) -> gn.ProfileSeries:
        with self.store.reading() as tx:
            return samples.series(tx, "flights")

    def rows(self) -> list[tuple[int, int]]:
        """Revision and rows of each window."""
        with self.store.reading() as tx:
            return [(row.revision, row.rows) for row in windows.all(tx, "flights")]


def _series(frame: pl.DataFrame) -> gn.ProfileSeries:
    return gn.profile_series(frame, every="1d", timestamp="ts", schema=SCHEMA)


@pytest.fixture
def place(address: str, tmp_path: Path) -> Iterator[Place]:
    entity = senders.settings(f"{tmp_path}/log", targets=None).entities["flights"]
    with open_store(address) as store, open_inbox(address) as opened:
        with store.transaction() as tx:
            entities.put(tx, "flights", {}, (), every="1d", zone="UTC")
        yield Place(store, opened, entity)


def test_many_profiles_of_a_window_are_kept_as_one(place: Place) -> None:
    parts = [FRAME.gather_every(5, offset) for offset in range(5)]
    assert [place.send(str(n), part) for n, part in enumerate(parts[:3])] == [True] * 3
    assert place.drain() == Drained(sum(part.height for part in parts[:3]))
    assert [place.send(str(n), part) for n, part in enumerate(parts)] == [False] * 3 + [True] * 2
    assert place.drain().rows == sum(part.height for part in parts[3:])
    assert place.drain() == Drained()
    assert place.kept() == _series(FRAME)
    assert place.rows() == [(2, 24), (2, 24)]
    with place.store.reading() as tx:
        assert tx.run(select(func.count()).select_from(sample).where(sample.c.part == "rows")).scalar_one() == 2


def test_a_drain_that_is_killed_anywhere_neither_loses_nor_doubles_a_row(place: Place) -> None:
    class Killed(BaseException):
        pass

    deaths = 0
    for name, part in (("a", FRAME.head(10)), ("b", FRAME.tail(38))):
        place.send(name, part)
    for statements in range(1, 100):
        left = [statements]

        def die(*_: object, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise Killed

        for each in (place.store.engine, place.inbox.engine):
            event.listen(each, "before_cursor_execute", die)
        try:
            place.drain()
        except Killed:
            deaths += 1
        finally:
            for each in (place.store.engine, place.inbox.engine):
                event.remove(each, "before_cursor_execute", die)
        if left[0] > 0:
            break
    assert deaths > 10
    assert place.kept() == _series(FRAME)


def test_what_another_drain_was_quicker_to_add_is_not_added_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.send("a", FRAME)
    real = Store.transaction

    def slow(store: Store) -> AbstractContextManager[Transaction]:
        if store is place.store:
            monkeypatch.setattr(Store, "transaction", real)
            assert place.drain() == Drained(48)
        return real(store)

    monkeypatch.setattr(Store, "transaction", slow)
    assert place.drain() == Drained()
    assert place.kept() == _series(FRAME)


def test_a_profile_that_does_not_fit_is_refused_and_its_neighbours_are_added(place: Place) -> None:
    place.send("a", FRAME)
    place.send("b", FRAME.head(24).with_columns(temp=pl.lit("warm")))
    place.send("c", FRAME.head(3))
    assert place.drain() == Drained(51, 24)
    assert place.rows() == [(1, 27), (1, 24)]
    place.send("d", FRAME.head(24).with_columns(temp=pl.lit("warm")))
    assert place.drain() == Drained(0, 24)
    assert place.rows() == [(1, 27), (1, 24)]
    with place.inbox.reading() as tx:
        found = inbox.refusals(tx, "flights", 10)
    assert [(one.door, one.batch_id) for one in found] == [("profiles", "d"), ("profiles", "b")]
    assert "'temp'" in found[0].refused.reason
