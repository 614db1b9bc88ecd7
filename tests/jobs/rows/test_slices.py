"""What of a part is read: all of it, or only windows of a day of the log that have more rows than before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from tests.jobs.live.senders import settings

from gnomon.config.entity import Entity
from gnomon.jobs.rows.profile import bring_up_to_date
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.log.table import BATCH, DAY, Snapshot, snapshot
from gnomon.store import entities, samples, windows
from gnomon.store.open import Store, open_store

UNTIL = datetime(2013, 1, 3, tzinfo=UTC)
SEGMENTS = SegmentSet({"origin": ("JFK",)})


def hour(n: int) -> datetime:
    return datetime(2013, 1, 1, n, tzinfo=UTC)


@pytest.fixture
def entity(tmp_path: Path) -> Entity:
    return settings(str(tmp_path / "log"), segments=["origin"], every="1h").entities["flights"]


@pytest.fixture
def table(tmp_path: Path) -> Snapshot:
    return snapshot(str(tmp_path / "log" / "flights" / "events"))


def logged(table: Snapshot, batch: int, *hours: int) -> Snapshot:
    """A batch with a row at each hour."""
    rows = pl.DataFrame(
        {"ts": [hour(n) for n in hours], "x": [float(n) for n in hours], "origin": ["JFK", "EWR"] * (len(hours) // 2)},
        schema_overrides={"ts": pl.Datetime("us", "UTC")},
    )
    own = [pl.lit(batch, pl.Int64).alias(BATCH), pl.col("ts").dt.date().alias(DAY)]
    return table.append(rows.with_columns(own), "a", batch)


def known(store: Store) -> Store:
    with store.transaction() as tx:
        entities.put(tx, "flights", {}, every="1h", zone="UTC")
    return store


def state(store: Store) -> dict[object, bytes]:
    """The bytes of every sample."""
    with store.reading() as tx:
        return {
            (row.window, *labels.items()): samples.profile(tx, "flights", row.window, labels).to_bytes()
            for row in windows.all(tx, "flights")
            for labels in samples.label_sets(tx, "flights", row.window)
        }


def anew(entity: Entity, folder: Path) -> dict[object, bytes]:
    """What the log comes to where nothing was profiled before."""
    with TemporaryDirectory(dir=folder) as empty, open_store(f"sqlite:///{empty}/anew.db") as store:
        bring_up_to_date(known(store), entity, UNTIL, segments=SEGMENTS)
        return state(store)


def test_only_windows_that_grew_are_profiled_again(
    entity: Entity, table: Snapshot, tmp_path: Path, address: str
) -> None:
    table = logged(table, 1, 0, 1, 2, 3, 9, 9)
    with open_store(address) as store:
        first = bring_up_to_date(known(store), entity, UNTIL, segments=SEGMENTS)
        with store.transaction() as tx:
            for row in windows.all(tx, "flights"):
                windows.put(tx, "flights", replace(row, target_digest=b"observed"))
        logged(table, 2, 9, 1, 12, 9)
        again = bring_up_to_date(store, entity, UNTIL, segments=SEGMENTS)
        assert (first.rows, again.rows, again.later) == (6, 4, 0)
        assert [one.start for one in again.windows] == [hour(1), hour(9), hour(12)]
        with store.reading() as tx:
            observed = [row.window.start for row in windows.all(tx, "flights") if row.target_digest == b"observed"]
        assert observed == [hour(0), hour(2), hour(3)]  # their targets are not looked for again
        assert state(store) == anew(entity, tmp_path)
        assert bring_up_to_date(store, entity, UNTIL, segments=SEGMENTS).rows == 0


def test_rows_of_a_time_to_come_wait_for_it(entity: Entity, table: Snapshot, tmp_path: Path) -> None:
    table = logged(table, 1, 0, 1)
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        bring_up_to_date(known(store), entity, hour(5), segments=SEGMENTS)
        logged(table, 2, 9, 9)
        early = bring_up_to_date(store, entity, hour(5), segments=SEGMENTS)
        assert (early.rows, early.later, early.windows) == (0, 2, ())
        assert bring_up_to_date(store, entity, UNTIL, segments=SEGMENTS).rows == 2
        assert state(store) == anew(entity, tmp_path)


def test_a_run_that_was_killed_between_two_windows_that_grew_is_made_good(
    entity: Entity, table: Snapshot, tmp_path: Path
) -> None:
    table = logged(table, 1, 0, 1, 2, 3)
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        bring_up_to_date(known(store), entity, UNTIL, segments=SEGMENTS)
        table = logged(table, 2, 0, 3)
        seen: list[int] = []

        def killed(rows: int) -> None:
            seen.append(rows)
            if len(seen) == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(store, entity, UNTIL, segments=SEGMENTS, progress=killed)
        assert state(store) != anew(entity, tmp_path)
        bring_up_to_date(store, entity, UNTIL, segments=SEGMENTS)
        assert state(store) == anew(entity, tmp_path)


def test_a_log_that_has_less_of_a_window_is_read_anew(entity: Entity, table: Snapshot, tmp_path: Path) -> None:
    """Somebody took a person's rows out of it."""
    table = logged(table, 1, 0, 1, 2, 3)
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        bring_up_to_date(known(store), entity, UNTIL, segments=SEGMENTS)
        assert table.table is not None
        table.table.delete("x = 1.0")
        logged(snapshot(table.place), 2, 9, 9)
        bring_up_to_date(store, entity, UNTIL, segments=SEGMENTS)
        assert state(store) == anew(entity, tmp_path)
