"""A table of what goes wrong: a clear status with its reason, other entities go on, and the next run catches up."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import polars as pl
import pytest
from tests.jobs.running import both, filled, once, outcome
from tests.jobs.worlds import World, day, events, labels_of

from gnomon.store import alerts, entities, samples, verdicts

FLOW = ("volume", "freshness")


def _halved(world: World, kind: str, name: str) -> Callable[[], None]:
    """Cut a file in half; gives what makes it whole."""
    path = world.folder / kind / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return lambda: path.write_bytes(whole) and None


def _hidden(world: World, kind: str) -> Callable[[], None]:
    """Take a folder away; gives what brings it back."""
    there, away = world.folder / kind, world.folder / f"_{kind}"
    there.rename(away)
    return lambda: away.rename(there) and None


def _unsaid(world: World) -> list[datetime]:
    """The days of which nothing is said of how many rows there are."""
    with world.store.reading() as tx:
        found = verdicts.newest(tx, world.entity.name)
    days = {name: [row.window.start for row in found if (row.monitor, row.status) == (name, "error")] for name in FLOW}
    assert days["volume"] == days["freshness"]
    return days["volume"]


def _fired(world: World) -> list[tuple[str, datetime]]:
    """Of the entity; what gnomon could not do has tests of its own."""
    with world.store.reading() as tx:
        rows = alerts.all(tx, world.entity.name)
    return [(row.monitor, row.since) for row in rows if row.monitor in world.entity.monitors]


@pytest.mark.parametrize("kind", ["rows", "targets"])
@pytest.mark.parametrize("how", ["gone", "half"])
def test_files_that_cannot_be_read_are_said_and_caught_up_with(make: Callable[..., World], kind: str, how: str) -> None:
    undisturbed, world, other = (filled(make(reference={"first": "3d"}), 6, 99, rows=60) for _ in range(3))
    once(undisturbed, 4.1)
    both(world, other, 4.1)
    mend = _hidden(world, kind) if how == "gone" else _halved(world, kind, "005.parquet")
    said, well = both(world, other, 6.1)
    assert said.status == "error"
    assert (str(world.folder / kind) if how == "gone" else "005.parquet: is cut off or damaged") in said.reason
    assert (well.status, well.windows, well.rows) == ("ok", 2, 114)
    assert _unsaid(world) == ([day(4), day(5)] if kind == "rows" else [])
    assert _fired(world) == []
    mend()
    assert [one.status for one in both(world, other, 6.2)] == ["ok", "ok"]
    once(undisturbed, 6.2)
    assert world.stored() == undisturbed.stored()
    assert outcome(world)["verdicts"] == outcome(undisturbed)["verdicts"]


def test_a_folder_that_is_gone_for_days_is_no_silence_and_an_outage_behind_it_is_told_once_it_is_back(
    make: Callable[..., World],
) -> None:
    world = filled(make(reference={"first": "5d"}), 7, 99)
    once(world, 7.1)
    back = _hidden(world, "rows")
    for n in (8.1, 9.1, 9.6):
        done, _ = once(world, n)
        assert done.status == "error"
    assert (_unsaid(world), _fired(world)) == ([day(7), day(8)], [])
    back()
    done, _ = once(world, 9.7)
    assert (done.status, _unsaid(world)) == ("violation", [])
    assert sorted(_fired(world)) == [("freshness", day(7)), ("volume", day(7))]


def test_a_file_that_is_never_mended_holds_back_the_days_until_it_was_written_and_no_later_ones(
    make: Callable[..., World],
) -> None:
    world = filled(make(reference={"first": "5d"}), 9, 99)
    _halved(world, "rows", "007.parquet")
    written = day(8.01).timestamp()
    os.utime(world.folder / "rows" / "007.parquet", (written, written))
    for n in (8.1, 9.1, 10.1, 11.1, 12.1):
        done, _ = once(world, n)
        assert done.status == "error"
    assert _unsaid(world) == [day(n) for n in range(5, 10)]
    assert sorted(_fired(world)) == [("freshness", day(10)), ("volume", day(10))]


def test_a_locked_database_is_no_silence(make: Callable[..., World]) -> None:
    world = make(reference={"first": "5d"}, targets=None)
    place = world.folder / "rows.db"
    frame = events(0, 9).with_columns(pl.col("ts").dt.strftime("%Y-%m-%d %H:%M:%S"))
    frame.write_database("rows", f"sqlite:///{place}")
    source = {"path": f"sqlite:///{place}?table=rows", "timestamp": "ts", "id": "id"}
    world = World.new(world.store, world.folder, source=source, reference={"first": "5d"}, targets=None)
    once(world, 7.1)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done, _ = once(world, 8.1)
        assert (done.status, _unsaid(world), _fired(world)) == ("error", [day(7)], [])
        assert "locked" in done.reason
    done, _ = once(world, 8.2)
    assert (done.status, _unsaid(world), _fired(world)) == ("ok", [], [])


def test_a_changed_schema_is_an_event_and_an_alert(world: World) -> None:
    filled(world, 9, 99)
    world.rows("009.parquet", events(9, 1, 200).with_columns(pl.col("temp").cast(pl.String) + " C").drop("origin"))
    done, _ = once(world, 10.1)
    assert done.status == "violation"
    assert "column 'origin' is gone." in done.notes
    with world.store.reading() as tx:
        said = [one.text for one in entities.events(tx, world.entity.name) if one.kind == "schema"]
        (fired,) = [row for row in alerts.all(tx, world.entity.name) if row.monitor == "schema"]
    assert said == ["column 'origin' is gone.", "column 'temp' is a category now; it was a number."]
    assert fired.series == ["origin", "temp"]


def test_a_file_of_another_kind_in_the_same_window_is_named_and_the_others_count(world: World) -> None:
    filled(world, 10, 99)
    world.rows("odd.parquet", events(9, 1, 50, seed=3).with_columns(pl.col("temp").cast(pl.String) + " C"))
    done, _ = once(world, 10.1)
    assert done.status == "error"
    assert done.reason.startswith("odd.parquet: column 'temp': a category cannot be added to a number.")
    assert (done.windows, world.counts()[-1]) == (3, 200)


def test_a_file_without_the_time_is_named_and_the_others_count(world: World) -> None:
    filled(world, 10, 99)
    world.rows("odd.parquet", events(9, 1, 50).drop("ts"))
    done, _ = once(world, 10.1)
    assert "odd.parquet: has no column 'ts'. It has 'id'" in done.reason
    assert done.windows == 3


@pytest.mark.parametrize(("until", "is_said"), [(399.99, True), (10.1, False)])
def test_rows_of_a_time_that_has_not_come_wait_and_are_said_in_a_run_of_now(
    make: Callable[..., World], until: float, is_said: bool
) -> None:
    world = make(targets=None)
    first = round(until) - 10
    for n in range(first, first + 10):
        world.rows(f"{n}.parquet", events(n, 1))
    world.rows("ahead.parquet", events(4000, 1, 20))
    done, _ = once(world, until)
    assert done.status == "ok"
    assert max(world.revisions()) < day(until)
    said = ["20 rows are of a time that has not come yet; look at the clock of what writes them."]
    assert [note for note in done.notes if "not come" in note] == (said if is_said else [])


def test_one_moment_in_many_zones_is_one_moment(make: Callable[..., World]) -> None:
    plain, mixed = make(targets=None), make(targets=None)
    hours = [events(0, 3)[first::4] for first in range(4)]
    for n, frame in enumerate(hours):
        plain.rows(f"{n}.parquet", frame)
    zoned = pl.col("ts").dt.convert_time_zone
    mixed.rows("0.parquet", hours[0].with_columns(zoned("America/New_York")))
    mixed.rows("1.parquet", hours[1].with_columns(zoned("Asia/Kolkata").dt.cast_time_unit("ns")))
    mixed.rows("2.csv", hours[2].with_columns(zoned("Australia/Lord_Howe").dt.strftime("%Y-%m-%dT%H:%M:%S%z")))
    mixed.rows("3.parquet", hours[3])
    for world in (plain, mixed):
        once(world, 3.1)
    assert mixed.counts() == plain.counts() == [24, 24, 24]
    assert mixed.stored() == plain.stored()


def test_a_window_without_rows_is_no_data_and_missed(world: World) -> None:
    filled(world, 9, 99)
    world.rows("010.parquet", events(10, 1, 200))
    once(world, 11.1)
    with world.store.reading() as tx:
        found = {row.monitor: row for row in verdicts.newest(tx, world.entity.name, None, day(9), day(10))}
    told = {name for name, row in found.items() if row.status == "violation"}
    assert told == {"volume", "freshness"}
    assert "No rows on 10 Jan; 200 were usual." in found["volume"].reason
    assert {row.status for name, row in found.items() if name not in told} == {"no_data"}


def test_an_id_that_is_there_twice_counts_as_the_rows_that_it_has(world: World) -> None:
    frame = events(0, 1, 20)
    world.rows("a.parquet", pl.concat([frame, frame[:5]]))
    world.targets("a.parquet", pl.concat([labels_of(frame), labels_of(frame)[:7]]))
    once(world, 1.5)
    with world.store.reading() as tx:
        ((_, found),) = samples.outcomes(tx, world.entity.name)
    assert (world.counts(), found.rows, found.targeted) == ([25], 25, 25)


def test_targets_of_an_unknown_id_are_said_and_count_when_their_row_comes(world: World) -> None:
    frame = events(0, 1, 20)
    world.rows("a.parquet", frame[:15])
    world.targets("a.parquet", labels_of(frame))
    done, _ = once(world, 1.5)
    assert "5 targets have an id that no row has yet; they count when their row comes." in done.notes
    world.rows("b.parquet", frame[15:])
    done, _ = once(world, 1.6)
    assert not done.notes
    with world.store.reading() as tx:
        ((_, found),) = samples.outcomes(tx, world.entity.name)
    assert found.targeted == 20


@pytest.mark.parametrize("columns", [{"foo": pl.lit(1.0)}, {}])
def test_a_reference_without_a_column_of_the_rows_is_said(
    make: Callable[..., World], columns: dict[str, pl.Expr]
) -> None:
    world = make()
    path = world.folder / "train.parquet"
    if columns:
        events(-20, 10).select("ts", **columns).write_parquet(path)
    told = {"reference": {"path": str(path), "timestamp": "ts"}}
    world = filled(World.new(world.store, world.folder, **told), 9, 99)
    done, well = both(world, filled(make(), 9, 99), 9.1)
    reason = "the reference train.parquet shares no column with the rows: it has foo" if columns else "no such file"
    assert done.status == "insufficient_data"
    assert reason in done.reason
    assert (well.status, well.windows) == ("ok", 2)
