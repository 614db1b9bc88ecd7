"""The counts of windows under a reference: one a window and segment, gone with their reference."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.store.made import ENTITY, START, window

from gnomon.store import references, tallies
from gnomon.store.open import Store
from gnomon.store.references import Reference
from gnomon.store.transaction import Transaction

SEGMENT = {"origin": "JFK", "carrier": "ü"}


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as opened:
        yield opened


@pytest.fixture
def reference(tx: Transaction) -> int:
    return references.put(tx, Reference(ENTITY, "reference", START, "ab", b"series"))


def test_counts_are_read_oldest_first_whatever_the_order_in_which_they_came(tx: Transaction, reference: int) -> None:
    for n in (3, 0, 2, 1):
        tallies.put(tx, reference, window(n).start, {}, bytes([n]))
    assert tallies.between(tx, reference) == [(window(n).start, bytes([n])) for n in range(4)]


def test_a_stretch_has_its_first_window_and_not_its_last(tx: Transaction, reference: int) -> None:
    for n in range(4):
        tallies.put(tx, reference, window(n).start, {}, bytes([n]))
    found = tallies.between(tx, reference, window(1).start, window(3).start)
    assert [blob for _, blob in found] == [b"\1", b"\2"]


def test_counts_that_are_put_again_replace_those_before(tx: Transaction, reference: int) -> None:
    for blob in (b"one", b"two\0\xff"):
        tallies.put(tx, reference, START, {}, blob)
    assert tallies.between(tx, reference) == [(START, b"two\0\xff")]


def test_segments_are_found_by_their_labels_in_any_order(tx: Transaction, reference: int) -> None:
    tallies.put(tx, reference, START, SEGMENT, b"segment")
    tallies.put(tx, reference, START, {}, b"all")
    tallies.put(tx, reference, START, dict(reversed(SEGMENT.items())), b"again")
    assert tallies.between(tx, reference, labels=SEGMENT) == [(START, b"again")]
    assert tallies.between(tx, reference) == [(START, b"all")]
    assert tallies.between(tx, reference, labels={"origin": "JFK"}) == []


def test_counts_under_one_reference_are_forgotten_alone(tx: Transaction, reference: int) -> None:
    other = references.put(tx, Reference(ENTITY, "other", START, "cd", b"series"))
    for each in (reference, other):
        tallies.put(tx, each, START, {}, b"x")
    tallies.drop(tx, reference)
    assert tallies.between(tx, reference) == []
    assert tallies.between(tx, other) == [(START, b"x")]
