"""The sizes of the store's tables, on each of the databases."""

from __future__ import annotations

import polars as pl
import pytest
from tests.store.made import ENTITY, window

import gnomon as gn
from gnomon.errors import UsageError
from gnomon.store import batches, samples, sizes
from gnomon.store.batches import Batch
from gnomon.store.open import Store, open_store
from gnomon.store.tables import metadata


def test_every_table_has_a_size_and_a_layer(store: Store) -> None:
    with store.reading() as tx:
        found = {one.table: one for one in sizes.of_tables(tx)}
    assert set(found) == set(metadata.tables)
    assert all(one.bytes > 0 for one in found.values())
    assert (found["entity"].rows, found["entity"].layer, found["tally"].layer) == (1, "work", "references")
    assert {table for tables in sizes.LAYERS.values() for table in tables} <= set(metadata.tables)


def test_a_column_of_a_window_counts_once_however_many_segments_and_batches_it_has(store: Store) -> None:
    profile = gn.profile(pl.DataFrame({"x": [1.0], "y": [2.0]}))
    with store.transaction() as tx:
        assert sizes.column_windows(tx) == 0
        for name in ("a", "b"):
            batch = batches.put(tx, Batch(ENTITY, "source", name, "1"))
            for labels in ({}, {"origin": "JFK"}):
                samples.put(tx, ENTITY, window(0), batch, labels, profile, None)
        samples.put(tx, ENTITY, window(1), batch, {}, profile, None)
        assert sizes.column_windows(tx) == 4


def test_a_sqlite_that_does_not_know_says_so(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "CAN_TELL", "SELECT 1 WHERE 0")
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store, store.reading() as tx:
        with pytest.raises(UsageError, match="does not know how large a table is"):
            sizes.of_tables(tx)
