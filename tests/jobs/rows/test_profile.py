"""Rows of a source become samples."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest
from tests.jobs.worlds import DAY, START, World, day, events

from gnomon.jobs.rows import index
from gnomon.jobs.rows.profile import Brought, bring_up_to_date
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema
from gnomon.store import entities, samples

NONE = SegmentSet()


def bring(world: World, until: float, segments: SegmentSet = NONE) -> Brought:
    return bring_up_to_date(world.store, world.entity, day(until), segments=segments)


def test_the_same_batch_again_changes_nothing(world: World) -> None:
    world.rows("a.parquet", events(0, 3))
    first = bring(world, 3)
    before, revisions = world.stored(), world.revisions()
    again = bring(world, 3)
    assert (first.rows, len(first.windows)) == (72, 3)
    assert (again.rows, again.windows) == (0, ())
    assert world.stored() == before
    assert world.revisions() == revisions == {day(n): 1 for n in range(3)}


def test_a_window_holds_the_profile_of_its_rows(world: World) -> None:
    frame = events(0, 2)
    world.rows("a.parquet", frame)
    done = bring(world, 2)
    known = Schema(
        world.entity.schema.kinds, {"score": "score", "prediction": "prediction", "id": "id", "ts": "timestamp"}
    )
    with world.store.reading() as tx:
        stored = samples.profile(tx, "flights", done.windows[1])
    assert stored == profile_frame(frame.tail(24), known)


@pytest.mark.parametrize("step", [0.25, 0.7, 1.0, 2.0])
def test_steps_end_in_the_bytes_of_one_run(world: World, other: World, step: float) -> None:
    for each in (world, other):
        each.rows("b.parquet", events(2, 3, seed=2).sample(fraction=1, shuffle=True, seed=3))
        each.rows("a.csv", events(0, 3, seed=1))
    at = 0.0
    while at < 5:
        at = min(at + step, 5)
        bring(world, at, SegmentSet({"origin": ("JFK",)}))
    bring(other, 5, SegmentSet({"origin": ("JFK",)}))
    assert world.stored() == other.stored()
    assert world.counts() == [24, 24, 48, 24, 24]


def test_a_second_pass_adds_only_the_rows_that_are_new(world: World) -> None:
    world.rows("a.parquet", events(0, 4))
    done = [bring(world, until) for until in (1.5, 2.5, 4)]
    assert [each.rows for each in done] == [36, 24, 36]
    assert [each.later for each in done] == [60, 36, 0]
    assert [[w.start for w in each.windows] for each in done] == [[day(0), day(1)], [day(1), day(2)], [day(2), day(3)]]


def test_a_new_version_of_a_file_replaces_the_old_and_only_changed_windows_are_revised(world: World) -> None:
    frame = events(0, 4)
    world.rows("a.parquet", frame)
    bring(world, 4)
    mended = frame.filter(pl.col.ts != frame["ts"][30]).with_columns(
        temp=pl.when(pl.col.ts < day(3)).then("temp").otherwise(-1.0)
    )
    world.rows("a.parquet", mended)
    done = bring(world, 4)
    assert [window.start for window in done.windows] == [day(1), day(3)]
    assert list(world.revisions().values()) == [1, 2, 1, 2]
    assert world.counts() == [24, 23, 24, 24]


def test_windows_that_a_new_version_does_not_have_are_emptied(world: World) -> None:
    frame = events(0, 3)
    world.rows("a.parquet", frame)
    bring(world, 3)
    world.rows("a.parquet", frame.head(48))
    done = bring(world, 3)
    assert [window.start for window in done.windows] == [day(2)]
    assert world.counts() == [24, 24, 0]


def test_what_was_profiled_of_a_file_that_is_gone_stays_and_it_says_so(world: World) -> None:
    world.rows("b.parquet", events(1, 1))
    path = world.rows("a.parquet", events(0, 1))
    bring(world, 2)
    before = world.stored()
    path.unlink()
    done = bring(world, 2)
    assert done.notes == ("a.parquet: is gone; what was profiled of it stays.",)
    assert world.stored() == before


def test_a_file_that_is_half_written_waits_while_others_go_on(world: World) -> None:
    whole = world.rows("a.parquet", events(0, 1)).read_bytes()
    (world.folder / "rows" / "a.parquet").write_bytes(whole[: len(whole) // 2])
    world.rows("b.parquet", events(1, 1))
    done = bring(world, 2)
    assert len(done.problems) == 1
    assert "a.parquet" in done.problems[0]
    assert world.counts() == [24]
    (world.folder / "rows" / "a.parquet").write_bytes(whole)
    assert bring(world, 2).problems == ()
    assert world.counts() == [24, 24]


def test_no_files_at_all_is_a_problem_and_no_end(world: World) -> None:
    assert "holds no Parquet" in bring(world, 1).problems[0]


def test_a_changed_schema_is_an_event_of_the_entity(world: World) -> None:
    world.rows("a.parquet", events(0, 1))
    world.rows("b.parquet", events(1, 1).drop("temp").with_columns(humid=1.0, origin=pl.lit(7)))
    done = bring(world, 2)
    expected = {
        "column 'humid' is new.",
        "column 'temp' is gone.",
        "column 'origin' is a number now; it was a category.",
    }
    with world.store.reading() as tx:
        told = {(event.kind, event.at, event.text) for event in entities.events(tx, "flights")}
    assert set(done.notes) == expected
    assert told == {("schema", day(1), text) for text in expected}


def test_kinds_that_do_not_agree_within_a_window_are_a_problem_of_the_later_file(world: World) -> None:
    world.rows("a.parquet", events(0, 1))
    world.rows("b.parquet", events(0, 1, seed=1).with_columns(temp=pl.lit("warm")))
    done = bring(world, 1)
    assert len(done.problems) == 1
    assert "'temp'" in done.problems[0]
    assert world.counts() == [24]


def test_rows_of_the_future_and_rows_without_a_time_are_counted_and_left(world: World) -> None:
    frame = events(0, 2).with_columns(ts=pl.when(pl.col.id == "0-0-3").then(None).otherwise("ts"))
    world.rows("a.parquet", frame)
    done = bring(world, 1)
    assert (done.rows, done.later, done.untimed) == (23, 24, 1)


def test_times_of_several_zones_are_one_time(world: World) -> None:
    times = ["2013-01-01T23:30:00Z", "2013-01-01T19:00:00-05:00", "2013-01-02T00:10:00+00:00"]
    frame = events(0, 1, 3).with_columns(ts=pl.Series(times))
    world.rows("a.csv", frame)
    bring(world, 3)
    assert world.counts() == [1, 2]


def test_a_run_that_is_killed_between_slices_goes_on_where_it_was(
    world: World, other: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "SLICE_WINDOWS", 2)
    for each in (world, other):
        each.rows("a.parquet", events(0, 5))
    seen = []

    def killed(rows: int) -> None:
        seen.append(rows)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(world.store, world.entity, day(5), segments=NONE, progress=killed)
    assert world.counts() == [24, 24]
    assert bring(world, 5).rows == 72
    bring(other, 5)
    assert world.stored() == other.stored()


def test_segments_hold_the_output_of_the_frozen_values_and_of_all_others(world: World) -> None:
    frame = events(0, 1)
    world.rows("a.parquet", frame)
    done = bring(world, 1, SegmentSet({"origin": ("JFK", "SFO")}))
    with world.store.reading() as tx:
        sets = samples.label_sets(tx, "flights", done.windows[0])
        jfk, other = (samples.profile(tx, "flights", done.windows[0], {"origin": v}) for v in ("JFK", "other"))
    assert sets == [{}, {"origin": "JFK"}, {"origin": "other"}]
    assert jfk.rows == frame.filter(origin="JFK").height
    assert jfk.rows + other.rows == 24
    assert jfk.columns == ("prediction", "score")


def test_another_segment_set_cuts_all_rows_anew_and_revises_none(world: World) -> None:
    world.rows("a.parquet", events(0, 2))
    bring(world, 2, SegmentSet({"origin": ("JFK",)}))
    done = bring(world, 2, SegmentSet({"origin": ("EWR", "LGA")}))
    assert done.windows == ()
    assert {labels for _, labels in world.stored()} == {(), *((("origin", v),) for v in ("EWR", "LGA", "other"))}


def test_widened_segments_hold_every_column(make: Callable[..., World]) -> None:
    wide = make(segments={"origin": "all"})
    wide.rows("a.parquet", events(0, 1))
    done = bring(wide, 1, SegmentSet({"origin": ("JFK",)}))
    with wide.store.reading() as tx:
        assert "temp" in samples.profile(tx, "flights", done.windows[0], {"origin": "JFK"}).columns


def test_a_table_is_read_again_from_its_lateness_on(make: Callable[..., World], tmp_path: Path) -> None:
    path = tmp_path / "rows.db"
    frame = events(0, 3).with_columns(ts=pl.col.ts.dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    insert = "INSERT INTO flights VALUES (?, ?, ?, ?, ?, ?)"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE flights (id TEXT, ts TEXT, temp REAL, origin TEXT, score REAL, prediction INT)")
        database.executemany(insert, frame.head(48).rows())
    table = make(source={"sql": f"sqlite:///{path}?table=flights", "timestamp": "ts", "id": "id"})
    assert bring(table, 2).rows == 48
    with closing(sqlite3.connect(path)) as database, database:
        # One row late by less than the lateness of two hours, and one by a day: it comes too late.
        late = ("late", "2013-01-02T23:30:00Z", 1.0, "JFK", 0.5, 1)
        lost = ("lost", "2013-01-01T01:00:00Z", 1.0, "JFK", 0.5, 1)
        database.executemany(insert, [late, lost, *frame.tail(24).rows()])
    done = bring(table, 3)
    assert [window.start for window in done.windows] == [day(1), day(2)]
    assert table.counts() == [24, 25, 24]


def test_progress_tells_the_rows_of_each_batch(world: World) -> None:
    world.rows("a.parquet", events(0, 2))
    told: list[int] = []
    bring_up_to_date(world.store, world.entity, START + 2 * DAY, segments=NONE, progress=told.append)
    assert sum(told) == 48
