"""The audit: what was written first is read first, and nothing is ever taken back."""

from __future__ import annotations

from dataclasses import replace

from tests.store.made import DAY, ENTITY, START

from gnomon.store import audit
from gnomon.store.audit import AuditRow
from gnomon.store.open import Store

ROW = AuditRow(START, "user:ann", "reference.made", ENTITY, {"digest": "ab", "of": [1, None, "ü"]})


def test_what_was_done_is_read_in_the_order_in_which_it_was_written(store: Store) -> None:
    rows = [ROW, replace(ROW, at=START - DAY, actor="system"), replace(ROW, entity="")]
    for row in rows:
        with store.transaction() as tx:
            audit.put(tx, row)
    with store.reading() as tx:
        assert audit.all(tx) == rows
        assert audit.all(tx, ENTITY) == rows[:2]
        assert audit.all(tx, "nobody") == []


def test_the_same_thing_done_twice_was_done_twice(store: Store) -> None:
    with store.transaction() as tx:
        audit.put(tx, ROW)
        audit.put(tx, ROW)
        assert audit.all(tx) == [ROW, ROW]
