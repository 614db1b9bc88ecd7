"""Targets find their rows, whatever order they come in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.jobs.worlds import DAY, HOUR, World, day, events, labels_of

from gnomon.jobs.rows.joined import Targeted
from gnomon.jobs.rows.profile import bring_up_to_date
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.jobs.rows.targets import bring_targets
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.store import samples
from gnomon.store.open import open_store

SEGMENTS = SegmentSet({"origin": ("JFK",)})


def bring(world: World, until: float) -> Targeted:
    bring_up_to_date(world.store, world.entity, day(until), segments=SEGMENTS)
    return bring_targets(world.store, world.entity, day(until), segments=SEGMENTS)


def outcome(world: World, n: int) -> Outcome:
    with world.store.reading() as tx:
        found = dict((w.start, o) for w, o in samples.outcomes(tx, "flights"))
    return found[day(n)]


def test_the_outcome_of_a_window_is_that_of_its_rows_with_their_targets(world: World) -> None:
    rows, targets = events(0, 2), labels_of(events(0, 2))
    world.rows("a.parquet", rows)
    world.targets("t.parquet", targets)
    done = bring(world, 3)
    assert world.entity.outcome is not None
    joined = rows.join(targets, on="id", how="left")
    expected = observe(joined.filter(pl.col.ts < day(1)), world.entity.outcome)
    assert outcome(world, 0) == expected
    assert (done.known, done.unknown, len(done.windows)) == (48, 0, 2)


def test_a_target_is_known_only_after_its_time(world: World) -> None:
    world.rows("a.parquet", events(0, 2))
    world.targets("t.parquet", labels_of(events(0, 2), delay=DAY))
    assert bring(world, 1.5).known == 12
    assert outcome(world, 0).targeted == 12
    assert bring(world, 2).known == 24
    assert outcome(world, 0).targeted == 24


def test_rows_without_targets_have_an_outcome_too(world: World) -> None:
    world.rows("a.parquet", events(0, 1))
    world.targets("t.parquet", labels_of(events(5, 1)))
    done = bring(world, 1)
    assert (outcome(world, 0).rows, outcome(world, 0).targeted) == (24, 0)
    assert len(done.windows) == 1


def test_doing_it_twice_changes_nothing(world: World) -> None:
    world.rows("a.parquet", events(0, 3))
    world.targets("t.parquet", labels_of(events(0, 3)))
    bring(world, 3)
    before, revisions = world.stored(), world.revisions()
    assert bring(world, 3).windows == ()
    assert (world.stored(), world.revisions()) == (before, revisions)


def test_late_targets_revise_their_window_and_no_other(world: World) -> None:
    rows = events(0, 3)
    world.rows("a.parquet", rows)
    world.targets("a.parquet", labels_of(rows).filter(pl.col.id != rows["id"][5]))
    bring(world, 4)
    world.targets("b.parquet", labels_of(rows).filter(pl.col.id == rows["id"][5]).with_columns(known=pl.lit(day(6))))
    assert [window.start for window in bring(world, 7).windows] == [day(0)]
    assert list(world.revisions().values()) == [2, 1, 1]


def test_of_several_targets_the_newest_counts_and_corrections_are_counted(world: World) -> None:
    rows = events(0, 1)
    world.rows("a.parquet", rows)
    first = labels_of(rows).with_columns(label=pl.lit(0, pl.Int8))
    again = first.head(5).with_columns(pl.col.known + HOUR)
    other = first.head(3).with_columns(pl.col.known + 2 * HOUR, label=pl.lit(1, pl.Int8))
    world.targets("a.parquet", pl.concat([other, first, again]))
    done = bring(world, 2)
    # Three ids were given another value; the five that were said again as they were are repeats.
    assert (done.known, done.corrected, done.repeated) == (24, 3, 5)
    assert outcome(world, 0).positives.rows == 3  # type: ignore[union-attr]
    assert "3 ids were given another target later; the newest counts." in done.notes


def test_targets_of_one_time_go_by_the_order_of_their_rows(world: World) -> None:
    rows = events(0, 1, 1)
    world.rows("a.parquet", rows)
    twice = pl.concat([labels_of(rows).with_columns(label=pl.lit(value, pl.Int8)) for value in (0, 1)])
    world.targets("a.parquet", twice)
    bring(world, 2)
    assert outcome(world, 0).positives.rows == 1  # type: ignore[union-attr]


def test_targets_of_unknown_ids_wait_for_their_rows(world: World) -> None:
    world.targets("t.parquet", labels_of(events(0, 1), delay=timedelta(minutes=1)))
    world.rows("b.parquet", events(1, 1))
    done = bring(world, 1)
    assert (done.known, done.unknown) == (24, 24)
    assert done.notes == ("24 targets have an id that no row has yet; they count when their row comes.",)
    world.rows("a.parquet", events(0, 1))
    assert bring(world, 1).unknown == 0
    assert outcome(world, 0).targeted == 24


def test_targets_without_id_value_or_time_are_counted_and_passed_over(world: World) -> None:
    rows = events(0, 1, 6)
    world.rows("a.parquet", rows)
    targets = labels_of(rows)
    at = pl.int_range(pl.len())
    world.targets("t.parquet", targets.with_columns(
        id=pl.when(at != 0).then("id"), label=pl.when(at != 1).then("label"), known=pl.when(at != 2).then("known"),
    ))  # fmt: skip
    done = bring(world, 2)
    assert (done.empty, done.known) == (3, 3)


def test_ids_match_whatever_type_they_come_in(world: World) -> None:
    rows = events(0, 1).with_columns(id=pl.int_range(24))
    world.rows("a.parquet", rows)
    world.targets("t.parquet", labels_of(rows).with_columns(pl.col.id.cast(pl.String)))
    assert bring(world, 2).unknown == 0


def test_changed_scores_are_observed_anew_although_targets_are_as_they_were(world: World) -> None:
    rows = events(0, 2)
    world.rows("a.parquet", rows)
    world.targets("t.parquet", labels_of(rows))
    bring(world, 3)
    world.rows("a.parquet", rows.with_columns(score=pl.when(pl.col.ts < day(1)).then(0.9).otherwise("score")))
    done = bring(world, 3)
    assert [window.start for window in done.windows] == [day(0)]


def test_targets_whose_file_is_gone_or_unreadable_are_not_taken_back(world: World) -> None:
    rows = events(0, 3)
    world.rows("a.parquet", rows)
    targets = labels_of(rows)
    paths = [world.targets(f"{n}.parquet", targets[n * 24 : (n + 1) * 24]) for n in range(3)]
    bring(world, 4)
    before = world.stored()
    paths[0].unlink()
    paths[1].write_bytes(paths[1].read_bytes()[:50])
    done = bring(world, 4)
    assert done.windows == ()
    assert len(done.problems) == 2
    assert "0.parquet: is gone; the targets that it had stay." in done.problems
    assert world.stored() == before


def test_a_file_without_the_score_does_not_stop_the_others_and_is_tried_again(world: World) -> None:
    rows = events(0, 2)
    world.targets("t.parquet", labels_of(rows))
    world.rows("a.parquet", rows.head(24))
    world.rows("b.parquet", rows.tail(24).drop("score"))
    done = bring(world, 3)
    assert "'score'" in done.problems[0]
    assert outcome(world, 0).targeted == 24
    world.rows("b.parquet", rows.tail(24))
    assert bring(world, 3).problems == ()
    assert outcome(world, 1).targeted == 24


def test_targets_may_stand_in_the_rows(make: Callable[..., World]) -> None:
    world = make(score=None, prediction="guess")
    path = world.rows("a.parquet", events(0, 2).with_columns(guess=pl.col.temp + 1.0))
    beside = {"path": str(path), "id": "id", "timestamp": "ts", "target": "temp"}
    world = World.new(world.store, world.folder, score=None, prediction="guess", targets=beside)
    bring(world, 2)
    found = outcome(world, 0)
    assert (found.kind, found.targeted) == ("regression", 24)


def test_without_targets_the_rows_have_an_outcome_all_the_same(make: Callable[..., World]) -> None:
    world = make(targets=None)
    world.rows("a.parquet", events(0, 1))
    assert bring(world, 1).windows
    assert (outcome(world, 0).rows, outcome(world, 0).targeted) == (24, 0)
    assert bring(world, 1).windows == ()


def test_without_predictions_there_is_no_outcome(make: Callable[..., World]) -> None:
    world = make(targets=None, score=None, prediction=None)
    world.rows("a.parquet", events(0, 1))
    assert bring(world, 1) == Targeted()


def test_no_targets_at_all_is_a_problem_and_no_end(world: World) -> None:
    world.rows("a.parquet", events(0, 1))
    assert "holds no Parquet" in bring(world, 1).problems[0]


def test_a_killed_run_is_made_good(world: World, other: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (world, other):
        each.rows("a.parquet", events(0, 3))
        each.targets("t.parquet", labels_of(events(0, 3)))
    with monkeypatch.context() as patched:
        patched.setattr("gnomon.jobs.rows.targets._write", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bring(world, 4)
    bring(world, 4)
    bring(other, 4)
    assert world.stored() == other.stored()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_order_rows_targets_and_runs_come_in_the_bytes_are_those_of_one_run(data: st.DataObject) -> None:
    rows = events(0, 3, 8)
    said = pl.concat([labels_of(rows), labels_of(rows, seed=1, delay=30 * HOUR).head(9)])
    pieces = data.draw(st.integers(1, 4), label="files of targets")
    owner = data.draw(st.lists(st.integers(0, pieces - 1), min_size=said.height, max_size=said.height), label="owners")
    steps = data.draw(st.lists(st.floats(0.1, 4.9), max_size=4, unique=True), label="steps")
    shown = data.draw(st.lists(st.integers(0, 4), min_size=pieces, max_size=pieces), label="when each file is there")
    with tempfile.TemporaryDirectory() as folder:
        one, many = (Path(folder) / name for name in ("one", "many"))
        for each in (one, many):
            each.mkdir()
        with open_store(f"sqlite:///{one}/g.db") as a, open_store(f"sqlite:///{many}/g.db") as b:
            whole, stepped = World.new(a, one), World.new(b, many)
            files = {n: said.filter(pl.Series(owner) == n) for n in range(pieces)}
            for at, until in enumerate([*sorted(steps), 5.0]):
                stepped.rows("r.parquet", rows.filter(pl.col.ts < day(until)).sample(fraction=1, shuffle=True, seed=at))
                for n, frame in files.items():
                    if shown[n] <= at or until == 5.0:
                        stepped.targets(f"{n}.parquet", frame)
                bring(stepped, until)
            whole.rows("r.parquet", rows)
            for n, frame in files.items():
                whole.targets(f"{n}.parquet", frame)
            bring(whole, 5)
            assert stepped.stored() == whole.stored()
