"""Windows: what is known of each, oldest first, and which of them are to be measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.made import ENTITY, START, window

from gnomon.errors import UsageError
from gnomon.store import entities, windows
from gnomon.store.open import Store
from gnomon.store.windows import WindowRow

ROW = WindowRow(window(0), 1, 10, START + timedelta(hours=3), b"\0digest\xff", b"arrivals")


def test_a_window_comes_back_as_it_was_put(store: Store) -> None:
    bare = WindowRow(window(1), 7, 0)
    with store.transaction() as tx:
        for row in (bare, ROW):
            windows.put(tx, ENTITY, row)
    with store.reading() as tx:
        assert windows.all(tx, ENTITY) == [ROW, bare]


def test_a_window_that_is_put_again_replaces_what_was_known(store: Store) -> None:
    later = replace(ROW, revision=2, rows=11, newest=None, target_digest=b"")
    with store.transaction() as tx:
        for row in (ROW, later, later):
            windows.put(tx, ENTITY, row)
        assert windows.all(tx, ENTITY) == [later]


def test_a_stretch_has_only_windows_that_lie_wholly_in_it(store: Store) -> None:
    with store.transaction() as tx:
        for n in range(5):
            windows.put(tx, ENTITY, replace(ROW, window=window(n)))
        found = windows.all(tx, ENTITY, window(1).start, window(3).end)
        assert [row.window for row in found] == [window(n) for n in (1, 2, 3)]
        second = timedelta(seconds=1)
        inside = windows.all(tx, ENTITY, window(1).start + second, window(3).end - second)
        assert [row.window for row in inside] == [window(2)]


def test_the_windows_of_an_entity_are_in_its_own_zone_and_its_own(store: Store) -> None:
    with store.transaction() as tx:
        entities.put(tx, "there", {}, every="1d", zone="Asia/Kolkata")
        windows.put(tx, "there", ROW)
        windows.put(tx, ENTITY, replace(ROW, window=window(1)))
        (found,) = windows.all(tx, "there")
    assert found.window.zone == "Asia/Kolkata"
    assert found.window.start == START


def test_the_ends_are_those_of_windows_with_rows(store: Store) -> None:
    with store.transaction() as tx:
        assert windows.first(tx, ENTITY) is None
        assert windows.last(tx, ENTITY) is None
        for n, rows in enumerate((0, 4, 0, 6, 0)):
            windows.put(tx, ENTITY, replace(ROW, window=window(n), rows=rows))
        first, last = windows.first(tx, ENTITY), windows.last(tx, ENTITY)
        earlier = windows.last(tx, ENTITY, before=window(3).start)
    assert first is not None
    assert last is not None
    assert (first.window, last.window) == (window(1), window(3))
    assert earlier is not None
    assert earlier.window == window(1)


def test_a_window_is_measured_once_for_each_state_of_its_data(store: Store) -> None:
    with store.transaction() as tx:
        for n in range(3):
            windows.put(tx, ENTITY, WindowRow(window(n), 1, 10))
        due = windows.unmeasured(tx, ENTITY, window(1).end)
        assert [row.window for row in due] == [window(0), window(1)]
        for row in due:
            windows.measured(tx, ENTITY, row)
        assert windows.unmeasured(tx, ENTITY, window(1).end) == []
        windows.put(tx, ENTITY, WindowRow(window(0), 2, 11))
        assert [row.window for row in windows.unmeasured(tx, ENTITY, window(1).end)] == [window(0)]


def test_all_windows_of_one_entity_can_be_measured_again(store: Store) -> None:
    with store.transaction() as tx:
        entities.put(tx, "other", {})
        for name in (ENTITY, "other"):
            windows.put(tx, name, ROW)
            windows.measured(tx, name, ROW)
        windows.measure_again(tx, ENTITY)
        assert windows.unmeasured(tx, ENTITY, window(0).end) == [ROW]
        assert windows.unmeasured(tx, "other", window(0).end) == []


def test_windows_of_which_something_is_defined_otherwise_count_as_changed(store: Store) -> None:
    with store.transaction() as tx:
        entities.put(tx, "other", {})
        for name in (ENTITY, "other"):
            windows.put(tx, name, ROW)
            windows.measured(tx, name, ROW)
        windows.changed(tx, ENTITY)
        assert windows.unmeasured(tx, ENTITY, window(0).end) == [replace(ROW, revision=ROW.revision + 1)]
        assert windows.unmeasured(tx, "other", window(0).end) == []


def test_the_windows_of_nobody_are_refused(store: Store) -> None:
    with store.reading() as tx:
        for asked in (windows.all, windows.first, windows.last):
            with pytest.raises(UsageError, match="flihgts"):
                asked(tx, "flihgts")
