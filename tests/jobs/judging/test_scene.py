"""Tests of the scene of an assessment."""

from __future__ import annotations

from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.jobs import calendar
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.references import reference


def test_stored_windows_are_found_by_their_start_and_windows_without_rows_are_not(world: World) -> None:
    filled(world, 9, 99, rows=20)
    once(world, 9.1)
    history = Stored(world.store, world.entity.name)
    frozen, first = reference.active(world.store, world.entity), history.first()
    assert frozen is not None
    assert first is not None
    windows = calendar.windows(day(7), day(11), "1d", "UTC")
    rows = tuple(history.rows(day(5), day(11)))
    scene = Scene(history, world.entity, frozen, windows, rows, first, day(11), {})
    assert list(scene.by_start) == [day(n) for n in range(5, 9)]
    assert [window.start in scene.by_start for window in windows] == [True, True, False, False]
    assert all(row.rows == 20 for row in scene.by_start.values())
