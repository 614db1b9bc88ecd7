"""What channels know: one record a group and channel, found while it is open."""

from __future__ import annotations

from tests.store.made import ENTITY

from gnomon.store import notify_log
from gnomon.store.open import Store

RECORD = {"firing": ["a1-1"], "over": {"a1-2": None}}


def test_a_record_comes_back_and_the_next_takes_its_place(store: Store) -> None:
    with store.transaction() as tx:
        assert notify_log.get(tx, "group", "hook") is None
        notify_log.put(tx, ENTITY, "group", "hook", RECORD, is_open=True)
        assert notify_log.get(tx, "group", "hook") == RECORD
        notify_log.put(tx, ENTITY, "group", "hook", {}, is_open=False)
        assert notify_log.get(tx, "group", "hook") == {}


def test_each_channel_knows_its_own(store: Store) -> None:
    with store.transaction() as tx:
        notify_log.put(tx, ENTITY, "group", "hook", RECORD, is_open=True)
        assert notify_log.get(tx, "group", "slack") is None
        assert notify_log.get(tx, "other", "hook") is None


def test_only_open_groups_of_the_entity_are_listed(store: Store) -> None:
    with store.transaction() as tx:
        notify_log.put(tx, ENTITY, "b", "hook", {"n": 1}, is_open=True)
        notify_log.put(tx, ENTITY, "b", "slack", {"n": 2}, is_open=True)
        notify_log.put(tx, ENTITY, "a", "hook", {"n": 3}, is_open=False)
        notify_log.put(tx, "other", "c", "hook", {"n": 4}, is_open=True)
        assert notify_log.open_groups(tx, ENTITY) == {("b", "hook"): {"n": 1}, ("b", "slack"): {"n": 2}}
        assert notify_log.open_groups(tx, ENTITY, "slack") == {("b", "slack"): {"n": 2}}


def test_a_record_that_is_replaced_is_looked_at_again(store: Store) -> None:
    with store.transaction() as tx:
        notify_log.put(tx, ENTITY, "group", "hook", RECORD, is_open=False)
        notify_log.replace(tx, "group", "hook", {"n": 2})
        assert notify_log.open_groups(tx, ENTITY) == {("group", "hook"): {"n": 2}}


def test_a_group_that_nobody_knows_cannot_be_replaced(store: Store) -> None:
    with store.transaction() as tx:
        notify_log.replace(tx, "group", "hook", RECORD)
        assert notify_log.get(tx, "group", "hook") is None
