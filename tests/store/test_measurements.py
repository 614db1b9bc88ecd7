"""Measurements: the same series for every order in which windows are measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.made import ENTITY, START, window

from gnomon.store import block as blocks
from gnomon.store import entities, measurements
from gnomon.store.measurements import Key, Measured
from gnomon.store.open import Store, open_store

KEY = ("temp", "mean")


def _values(n: int) -> dict[tuple[str, str], tuple[float, float, float]]:
    return {KEY: (float(n), math.nan if n % 3 else n - 1.0, n + 1.0), ("temp", "psi"): (n / 7, math.nan, math.nan)}


def _read(store: Store, **wanted: object) -> list[tuple[int, float, float, float, int]]:
    with store.reading() as tx:
        found = measurements.series(tx, ENTITY, "mean", **wanted)[Key(*KEY)]  # type: ignore[arg-type]  # keywords
    columns = (found.start, found.value, found.low, found.high, found.revision)
    return [tuple(column[i].item() for column in columns) for i in range(len(found))]  # type: ignore[misc]


def _put(store: Store, days: Sequence[int], revision: int = 1) -> None:
    with store.transaction() as tx:
        for n in days:
            measurements.put(tx, ENTITY, window(n), {}, _values(n), revision)


def _put_together(store: Store, days: Sequence[int]) -> None:
    with store.transaction() as tx:
        measurements.put_windows(tx, ENTITY, {}, [Measured(window(n), _values(n), 1) for n in days])


def test_many_windows_at_once_are_the_same_as_one_by_one(store: Store, tmp_path: Path) -> None:
    _put_together(store, range(300))
    with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        with other.transaction() as tx:
            entities.put(tx, ENTITY, {})
        _put(other, [*range(0, 300, 2), *range(299, 0, -2)])
        assert str(_read(store)) == str(_read(other))
    assert [round(value) for _, value, *_ in _read(store)] == list(range(300))


def test_a_window_that_is_measured_again_takes_its_own_place(store: Store) -> None:
    _put_together(store, range(150))
    _put_together(store, [5, 6, 7, 149, 150])
    _put(store, [3], revision=2)
    found = _read(store)
    assert len(found) == 151
    assert [revision for *_, revision in found[2:5]] == [1, 2, 1]


def test_a_stretch_is_read_alone(store: Store) -> None:
    _put_together(store, range(200))
    assert [value for _, value, *_ in _read(store, since=window(150).start, until=window(152).end)] == [150, 151, 152]
    with store.reading() as tx:
        assert measurements.series(tx, ENTITY, "median") == {}


def test_segments_are_series_of_their_own(store: Store) -> None:
    with store.transaction() as tx:
        for origin in ("JFK", "LGA"):
            measurements.put(tx, ENTITY, window(0), {"origin": origin}, _values(1), 1)
        assert [key.labels for key in measurements.series(tx, ENTITY, "mean")] == [
            (("origin", "JFK"),),
            (("origin", "LGA"),),
        ]
        assert measurements.series(tx, ENTITY, labels={}) == {}


@settings(max_examples=25)
@given(st.lists(st.integers(0, 400), unique=True, min_size=1, max_size=60))
def test_any_order_of_windows_gives_the_same_series(days: list[int]) -> None:
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/gnomon.db") as store:
        with store.transaction() as tx:
            entities.put(tx, ENTITY, {})
        _put(store, days)
        assert [round(value) for _, value, *_ in _read(store)] == sorted(days)


def test_blocks_keep_their_bytes() -> None:
    block = blocks.of([blocks.Point(0, 10, 0.5, 0.25, 0.75, 1), blocks.Point(10, 20, math.nan, 0.0, 1.0, 2)])
    assert blocks.from_bytes(blocks.to_bytes(block)) == block
    assert blocks.to_bytes(block).hex() == blocks.to_bytes(blocks.from_bytes(blocks.to_bytes(block))).hex()


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_bytes_that_are_cut_are_refused(cut: int) -> None:
    whole = blocks.to_bytes(blocks.of([blocks.Point(0, 10, 0.5, 0.25, 0.75, 1)]))
    with pytest.raises(Exception, match=r"cut|damaged|bytes|block"):
        blocks.from_bytes(whole[:-cut])


def test_adding_a_window_costs_the_same_however_many_there_are(store: Store) -> None:
    def rows_read(days: int) -> int:
        with store.transaction() as tx:
            found = measurements._near(tx, ENTITY, {}, START, _values(0))
        del days
        return sum(len(blob or b"") for _, _, blob in found.values())

    _put_together(store, range(10))
    few = rows_read(10)
    _put_together(store, range(10, 2000))
    assert rows_read(2000) <= few * blocks.MOST / 10 * 2
    assert np.isfinite(few)
