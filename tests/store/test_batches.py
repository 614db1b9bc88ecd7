"""Batches: one a name and door, which keeps its id and samples when it is newer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.store.made import ENTITY, START, window

from gnomon.profiles.profile import Profile
from gnomon.profiles.volume import RowsSummary
from gnomon.store import batches, samples
from gnomon.store.batches import Batch
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

BATCH = Batch(ENTITY, "source", "data/2013 märz.csv", "120|1356998400|ab", START, 20)
TWO = Profile(RowsSummary(count=2))


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as opened:
        yield opened


def test_a_batch_comes_back_as_it_was_put(tx: Transaction) -> None:
    key = batches.put(tx, BATCH)
    assert batches.find(tx, ENTITY, "source", BATCH.name) == replace(BATCH, id=key)
    assert batches.find(tx, ENTITY, "targets", BATCH.name) is None
    assert batches.find(tx, "nobody", "source", BATCH.name) is None


def test_a_newer_version_keeps_its_id_and_its_samples(tx: Transaction) -> None:
    key = batches.put(tx, BATCH)
    samples.put(tx, ENTITY, window(0), key, {}, TWO)
    newer = replace(BATCH, version="130|1356998401|cd", until=None, rows=25)
    assert batches.put(tx, newer) == key
    assert batches.all(tx, ENTITY, "source") == [replace(newer, id=key)]
    assert samples.profile(tx, ENTITY, window(0)).rows == 2


def test_the_same_name_at_another_door_is_another_batch(tx: Transaction) -> None:
    assert batches.put(tx, BATCH) != batches.put(tx, replace(BATCH, door="targets"))
    assert len(batches.all(tx, ENTITY, "source")) == 1


def test_batches_are_listed_by_the_bytes_of_their_names(tx: Transaction) -> None:
    names = ["b.csv", "a b.csv", "B.csv", "ä.csv", "a-b.csv", "ab.csv"]
    for name in names:
        batches.put(tx, replace(BATCH, name=name))
    assert [batch.name for batch in batches.all(tx, ENTITY, "source")] == sorted(names)


def test_a_batch_that_is_dropped_takes_its_samples_with_it_and_tells_its_windows(tx: Transaction) -> None:
    one, other = (batches.put(tx, replace(BATCH, name=name)) for name in "ab")
    for n in (2, 0):
        for labels in ({}, {"origin": "JFK"}):
            samples.put(tx, ENTITY, window(n), one, labels, TWO)
    samples.put(tx, ENTITY, window(0), other, {}, TWO)
    assert batches.drop(tx, one) == [window(0).start, window(2).start]
    assert batches.drop(tx, one) == []
    assert [batch.id for batch in batches.all(tx, ENTITY, "source")] == [other]
    assert [samples.profile(tx, ENTITY, window(n)).rows for n in (0, 2)] == [2, 0]
    assert samples.label_sets(tx, ENTITY, window(0)) == [{}]


def test_the_id_of_a_batch_that_is_gone_is_no_other_batchs_samples(tx: Transaction) -> None:
    key = batches.put(tx, BATCH)
    samples.put(tx, ENTITY, window(0), key, {}, TWO)
    batches.drop(tx, key)
    batches.put(tx, replace(BATCH, name="another"))
    assert samples.profile(tx, ENTITY, window(0)) == Profile()
