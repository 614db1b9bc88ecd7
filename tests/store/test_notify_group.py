"""What became of groups: the last time holds, by entity."""

from __future__ import annotations

from dataclasses import replace

from tests.store.made import DAY, ENTITY, START

from gnomon.store import notify_group
from gnomon.store.notify_group import GroupRow
from gnomon.store.open import Store

ROW = GroupRow("a", "hook", ENTITY, START, "N1", {"a1-1": "", "a2-1": "silence 3"})


def test_the_last_time_takes_the_place_of_the_one_before(store: Store) -> None:
    later = replace(ROW, flushed_at=START + DAY, rule="N9", alerts={})
    with store.transaction() as tx:
        for row in (ROW, replace(ROW, channel="slack"), replace(ROW, group_key="b", entity="other"), later):
            notify_group.put(tx, row)
        assert notify_group.of_entity(tx, ENTITY) == [later, replace(ROW, channel="slack")]


def test_what_fires_is_forgotten_of_one_channel(store: Store) -> None:
    with store.transaction() as tx:
        for row in (ROW, replace(ROW, channel="slack")):
            notify_group.put(tx, row)
        notify_group.clear(tx, ENTITY, "hook")
        assert [row.alerts for row in notify_group.of_entity(tx, ENTITY)] == [{}, ROW.alerts]
