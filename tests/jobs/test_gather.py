"""Rows, targets, reference and measurements in one call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.jobs.worlds import World, day, events, labels_of

from gnomon.jobs.gather import gather
from gnomon.store import measurements


def test_doing_it_twice_changes_nothing(make: Callable[..., World]) -> None:
    world = make(segments=["origin"], reference={"first": "3d"})
    world.rows("a.parquet", events(0, 6))
    world.targets("t.parquet", labels_of(events(0, 6)))
    first = gather(world.store, world.entity, day(7))
    held, revisions = world.stored(), world.revisions()
    again = gather(world.store, world.entity, day(7))
    assert len(first.windows) == 6
    assert (again.windows, again.brought.rows, again.is_new) == ((), 0, False)
    assert (world.stored(), world.revisions()) == (held, revisions)


def test_only_windows_that_changed_are_told(make: Callable[..., World]) -> None:
    world = make(reference={"first": "3d"})
    world.rows("a.parquet", events(0, 6))
    world.targets("t.parquet", labels_of(events(0, 6)))
    gather(world.store, world.entity, day(4))
    done = gather(world.store, world.entity, day(5))
    assert [window.start for window in done.windows] == [day(3), day(4)]  # the last targets of a day come the day after


def test_everything_goes_on_without_a_reference(world: World) -> None:
    world.rows("a.parquet", events(0, 2))
    world.targets("t.parquet", labels_of(events(0, 2)))
    done = gather(world.store, world.entity, day(2))
    assert done.reference is None
    assert done.waiting
    with world.store.reading() as tx:
        assert measurements.series(tx, "flights", series="temp", metric="mean")


def test_progress_is_told_of_rows(make: Callable[..., World], tmp_path: Path) -> None:
    world = make()
    world.rows("a.parquet", events(0, 2))
    told: list[int] = []
    gather(world.store, world.entity, day(2), progress=told.append)
    assert sum(told) == 48
