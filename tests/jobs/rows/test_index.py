"""How many rows a part has in each window."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.jobs.worlds import day, events

from gnomon.jobs.rows import index
from gnomon.jobs.rows.index import index_of, window_at
from gnomon.jobs.rows.source import Part


def test_rows_are_counted_by_window(tmp_path: Path) -> None:
    frame = events(0, 3).with_columns(ts=pl.when(pl.col.id == "0-0-0").then(None).otherwise("ts"))
    frame.sample(fraction=1, shuffle=True, seed=1).write_parquet(tmp_path / "a.parquet")
    found = index_of(Part("a", str(tmp_path / "a.parquet"), "1"), "ts", "1d", "UTC")
    assert found.starts == (day(0), day(1), day(2))
    assert (found.rows, found.untimed, found.timed) == ((23, 24, 24), 1, 71)
    assert found.newest == frame["ts"].max()
    assert found.before(day(2)) == 47


def test_a_version_is_read_once_and_a_table_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    events(0, 1).write_parquet(path)
    file, table = Part("a", str(path), "1"), Part("a", str(path), None)
    for part in (file, table):
        assert index_of(part, "ts", "1d", "UTC").timed == 24
    events(0, 2).write_parquet(path)
    assert index_of(file, "ts", "1d", "UTC").timed == 24
    assert index_of(table, "ts", "1d", "UTC").timed == 48


def test_slices_hold_whole_windows_and_not_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events(0, 5).write_parquet(tmp_path / "a.parquet")
    found = index_of(Part("a", str(tmp_path / "a.parquet"), "2"), "ts", "1d", "UTC")
    assert [len(part) for part in found.slices(day(1), day(4))] == [3]
    monkeypatch.setattr(index, "SLICE_ROWS", 50)
    assert [len(part) for part in found.slices(None, day(4.5))] == [2, 2, 1]
    monkeypatch.setattr(index, "SLICE_ROWS", 5)
    assert [len(part) for part in found.slices(None, day(9))] == [1] * 5


def test_no_rows_are_no_windows(tmp_path: Path) -> None:
    events(0, 1).clear().write_parquet(tmp_path / "a.parquet")
    found = index_of(Part("a", str(tmp_path / "a.parquet"), "3"), "ts", "1d", "UTC")
    assert (found.starts, found.newest, list(found.slices(None, day(1)))) == ((), None, [])


def test_a_window_begins_as_its_zone_says() -> None:
    window = window_at(day(0.1), "1d", "America/New_York")
    assert (window.start, window.end) == (day(-1 + 5 / 24), day(5 / 24))
