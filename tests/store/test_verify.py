"""What is stored is read whole: what cannot be read or does not fit is told, and nothing else."""

from __future__ import annotations

import polars as pl
import pytest
from sqlalchemy import text, update
from tests.store.made import ENTITY, window

import gnomon as gn
from gnomon.store import batches, samples, windows
from gnomon.store.batches import Batch
from gnomon.store.open import Store, open_store
from gnomon.store.tables import entity_window, sample
from gnomon.store.verify import Problem, problems
from gnomon.store.windows import WindowRow


def wrong(store: Store) -> list[Problem]:
    with store.reading() as tx:
        return list(problems(tx, lambda _: None))


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two windows of two rows."""
    profile = gn.profile(pl.DataFrame({"x": [1.0, 2.0]}))
    with store.transaction() as tx:
        for n in range(2):
            batch = batches.put(tx, Batch(ENTITY, "source", f"{n}.csv", "1"))
            samples.put(tx, ENTITY, window(n), batch, {}, profile, None)
            samples.put(tx, ENTITY, window(n), batch, {"origin": "JFK"}, profile, None)
            windows.put(tx, ENTITY, WindowRow(window(n), 1, 2))
    return store


def test_of_a_store_that_is_whole_nothing_is_told(filled: Store) -> None:
    assert wrong(filled) == []


def test_bytes_that_cannot_be_read_are_told_with_their_row(filled: Store) -> None:
    with filled.transaction() as tx:
        tx.run(update(sample).where(sample.c.series == "x", sample.c.labels == {}).values(blob=b"\x00"))
    found = wrong(filled)
    assert [one.table for one in found] == ["sample", "sample"]
    assert "series x" in found[0].row
    assert found[0].what.startswith("cannot be read: ")


def test_a_window_that_says_another_number_of_rows_is_told(filled: Store) -> None:
    with filled.transaction() as tx:
        tx.run(update(entity_window).where(entity_window.c.window_start == window(1).start).values(rows=7))
        tx.run(update(sample).where(sample.c.part == "rows", sample.c.window_start == window(0).start).values(blob=b""))
    assert [(one.table, one.what) for one in wrong(filled) if one.table == "entity_window"] == [
        ("entity_window", "says 2 rows, its samples have 0"),
        ("entity_window", "says 7 rows, its samples have 2"),
    ]


def test_what_sqlite_says_of_its_file_is_told(tmp_path: object) -> None:
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        with store.transaction() as tx:
            tx.run(text("PRAGMA defer_foreign_keys = ON"))
        with store.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute(
                "INSERT INTO sample (entity, window_start, window_end, labels, part, series, batch_id, blob) "
                "VALUES ('flights', 0, 1, '{}', 'rows', '', 99, x'00')"
            )
            raw.commit()
        found = wrong(store)
    assert ("sample", "the batch that it belongs to is gone") in {(one.table, one.what) for one in found}
