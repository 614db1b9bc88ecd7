"""Silences in the store: kept, found while they last, ended once."""

from __future__ import annotations

from dataclasses import replace

from tests.store.made import DAY, START

from gnomon.alerts.matchers import parse
from gnomon.alerts.silence import Silence
from gnomon.store import silences
from gnomon.store.open import Store

ONE = Silence((parse('team=~"risk|fraud"'), parse("env!=dev")), START, START + DAY, "user:ann", "upgrade")


def test_a_silence_comes_back_with_a_number(store: Store) -> None:
    with store.transaction() as tx:
        first, second = silences.add(tx, ONE), silences.add(tx, replace(ONE, until_resolved=True))
        assert silences.find(tx, first.id) == replace(ONE, id=first.id)
        assert silences.all(tx) == [first, second]
        assert silences.find(tx, 99) is None


def test_only_what_is_not_over_is_found_by_time(store: Store) -> None:
    with store.transaction() as tx:
        one = silences.add(tx, ONE)
        for at in (START - DAY, START, START + DAY / 2):
            assert silences.unexpired(tx, at) == [one]
        assert silences.unexpired(tx, START + DAY) == []


def test_a_silence_is_ended_once(store: Store) -> None:
    with store.transaction() as tx:
        one = silences.add(tx, ONE)
        assert silences.expire(tx, one.id, START + DAY / 2)
        assert not silences.expire(tx, one.id, START + DAY / 2)
        assert not silences.expire(tx, 99, START)
        assert silences.all(tx) == [replace(one, ends_at=START + DAY / 2)]
