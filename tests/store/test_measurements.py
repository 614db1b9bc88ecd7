"""Measurements: the same series for every order in which windows are measured."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.store.made import ENTITY, START, micros, window

from gnomon.store import block as blocks
from gnomon.store import entities, measurements, tables
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


def _put_together(store: Store, days: Sequence[int], revision: int = 1) -> None:
    with store.transaction() as tx:
        measurements.put_windows(tx, ENTITY, {}, [Measured(window(n), _values(n), revision) for n in days])


def _model(revisions: Mapping[int, int]) -> list[tuple[int, float, float, float, int]]:
    """What is to be read of days that were last put with these revisions."""
    return [(micros(n), *_values(n)[KEY], revisions[n]) for n in sorted(revisions)]


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


DAYS = st.lists(st.integers(0, 400), unique=True, min_size=1, max_size=60)
CHUNKS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 200), st.booleans()), min_size=1, max_size=4)
"""First day, number of days, and whether they are put together or one by one, the last first."""


def test_keys_are_those_of_one_segment(store: Store) -> None:
    _put(store, [1])
    with store.transaction() as tx:
        measurements.put(tx, ENTITY, window(1), {"origin": "JFK"}, {("score", "psi"): (1.0, math.nan, math.nan)}, 1)
        assert measurements.keys(tx, ENTITY, {}) == sorted([Key(*KEY), Key("temp", "psi")])
        assert measurements.keys(tx, ENTITY, {"origin": "JFK"}) == [Key("score", "psi", (("origin", "JFK"),))]
        assert measurements.keys(tx, "other", {}) == []


def _anew(store: Store, entity: str) -> None:
    with store.transaction() as tx:
        tx.run(tables.measurement_series.delete())  # and their blocks
        entities.put(tx, entity, {})


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=DAYS)
def test_any_order_of_windows_gives_the_same_series(store: Store, days: list[int]) -> None:
    _anew(store, ENTITY)
    _put(store, days)
    assert str(_read(store)) == str(_model({n: 1 for n in days}))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunks=CHUNKS)
def test_windows_put_together_again_and_one_by_one_are_those_put_last(
    store: Store, chunks: list[tuple[int, int, bool]]
) -> None:
    _anew(store, ENTITY)
    model: dict[int, int] = {}
    for revision, (first, count, together) in enumerate(chunks, 1):
        days = range(first, first + count)
        if together:
            _put_together(store, days, revision)
        else:
            _put(store, days[::-1], revision)
        model |= dict.fromkeys(days, revision)
    assert str(_read(store)) == str(_model(model))
    with store.reading() as tx:
        blobs = tx.run(select(tables.measurement_block.c.blob)).scalars()
        assert all(0 < len(blocks.from_bytes(blob)) <= blocks.MOST for blob in blobs)


@pytest.mark.parametrize("before", [0, 127, 128, 129, 256])
def test_a_window_at_the_edge_of_a_block_has_its_place(store: Store, before: int) -> None:
    for day in (0, 63, 64, 127, 128, 255, 300):
        _anew(store, ENTITY)
        days = [n for n in range(1, before + 1) if n != day]
        _put_together(store, days)
        _put(store, [day], 2)
        assert str(_read(store)) == str(_model(dict.fromkeys(days, 1) | {day: 2}))


def test_a_metric_that_comes_later_is_a_series_of_its_own(store: Store) -> None:
    _put_together(store, range(5))
    with store.transaction() as tx:
        measured = [Measured(window(n), _values(n) | {("temp", "late"): (1.0, 1.0, 1.0)}, 2) for n in (3, 4, 5)]
        measurements.put_windows(tx, ENTITY, {}, measured)
    with store.reading() as tx:
        found = measurements.series(tx, ENTITY, series="temp")
    assert {key.metric: len(one) for key, one in found.items()} == {"late": 3, "mean": 6, "psi": 6}
    assert found[Key("temp", "mean")].revision.tolist() == [1, 1, 1, 2, 2, 2]


def test_series_are_read_by_name_and_metric_in_their_order(store: Store) -> None:
    names = ["b", "B", "ä", "a\0b", "rows"]
    with store.transaction() as tx:
        for n in range(2):
            values = {(name, metric): (float(n), 0.0, 1.0) for name in names for metric in ("psi", "mean")}
            measurements.put(tx, ENTITY, window(n), {"origin": "a\0"}, values, 1)
    with store.reading() as tx:
        assert [key.series for key in measurements.series(tx, ENTITY, "psi")] == sorted(
            name.replace("\0", "␀") for name in names
        )
        assert [key.metric for key in measurements.series(tx, ENTITY, series="b")] == ["mean", "psi"]
        assert len(measurements.series(tx, ENTITY, labels={"origin": "a\0"})) == 10


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
