"""Frames of every library go whole, and arrive as the rows that they are."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.client.door import Door

from gnomon.client import Client, Pace, Redact, frames

QUICK = Pace(every_s=0.01, timeout_s=0.3, first_wait_s=0.001, longest_wait_s=0.01)
AT = datetime(2026, 1, 2, tzinfo=UTC)
COLUMNS: dict[str, list[Any]] = {
    "event_id": ["a", "b", "c"],
    "ts": [AT, AT, AT],
    "x": [1.5, math.nan, math.inf],
    "origin": ["JFK", None, "EWR"],
    "score": [0.1, 0.2, 0.3],
    "prediction": [0, 1, 1],
}
MAKERS = {"polars": pl.DataFrame, "pandas": pd.DataFrame, "pyarrow": pa.table}


@pytest.fixture
def door() -> Iterator[Door]:
    with Door() as door:
        yield door


def arrived(door: Door) -> pl.DataFrame:
    """The rows of all Arrow streams that arrived."""
    assert {got.headers["content-type"] for got in door.got} == {"application/vnd.apache.arrow.stream"}
    return pl.concat(pl.read_ipc_stream(io.BytesIO(got.body)) for got in door.taken.values())


@pytest.mark.parametrize("library", MAKERS)
def test_a_frame_arrives_with_what_json_cannot_say(door: Door, library: str) -> None:
    with Client(door.url, "m", pace=QUICK, model_version="7", labels={"region": "eu"}) as client:
        assert client.log_batch(MAKERS[library](COLUMNS)) == ["a", "b", "c"]
    assert (client.counts().logged, client.counts().sent) == (3, 3)
    found = arrived(door)
    assert found["event_id"].to_list() == ["a", "b", "c"]
    assert found["x"][2] == math.inf
    assert found["x"][1] is None or math.isnan(found["x"][1])
    assert found["origin"].to_list() == ["JFK", None, "EWR"]
    assert found["ts"].dt.epoch("s").to_list() == [int(AT.timestamp())] * 3
    assert found["model_version"].unique().to_list() == ["7"]
    assert found["region"].unique().to_list() == ["eu"]


@pytest.mark.parametrize("library", MAKERS)
def test_a_frame_without_ids_and_times_gets_them(door: Door, library: str) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        ids = client.log_batch(MAKERS[library]({"x": [1, 2, 3]}))
    found = arrived(door)
    assert found["event_id"].to_list() == ids
    assert len(set(ids)) == 3
    assert found["ts"].null_count() == 0


@pytest.mark.parametrize("library", MAKERS)
def test_a_long_frame_goes_in_parts(door: Door, library: str) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        ids = client.log_batch(MAKERS[library]({"x": range(25_000)}))
    assert [pl.read_ipc_stream(io.BytesIO(got.body)).height for got in door.got] == [10_000, 10_000, 5000]
    assert arrived(door)["event_id"].to_list() == ids


@pytest.mark.parametrize("library", ["rows", *MAKERS])
def test_where_rules_must_see_each_value_it_goes_row_by_row(door: Door, library: str) -> None:
    rows = [{name: values[at] for name, values in COLUMNS.items()} for at in range(3)]
    frame = rows if library == "rows" else MAKERS[library](COLUMNS)
    with Client(door.url, "m", pace=QUICK, redact=[Redact("origin")]) as client:
        assert client.log_batch(frame) == ["a", "b", "c"]
    assert [row["event_id"] for row in door.rows()] == ["a", "b", "c"]
    assert [row["features"] for row in door.rows()] == [{"x": 1.5}, {"x": None}, {"x": None}]
    assert [row["score"] for row in door.rows()] == [0.1, 0.2, 0.3]
    assert door.rows()[0]["ts"].startswith("2026-01-02T00:00:00")


def test_what_pandas_has_where_there_is_nothing_is_nothing(door: Door) -> None:
    frame = pd.DataFrame({"event_id": ["a", math.nan], "score": [math.nan, 0.5], "ts": [pd.Timestamp(AT), pd.NaT]})
    with Client(door.url, "m", pace=QUICK, redact=[Redact("other")]) as client:
        ids = client.log_batch(frame)
    first, second = door.rows()
    assert "score" not in first
    assert [first["event_id"], second["event_id"]] == ids
    assert second["event_id"] not in ("nan", "")
    assert second["ts"] > "2026"


def test_a_column_that_arrow_cannot_say_goes_row_by_row(door: Door) -> None:
    frame = pd.DataFrame({"x": [1, "text", 2.5]})
    with Client(door.url, "m", pace=QUICK) as client:
        assert len(client.log_batch(frame)) == 3
    assert [row["features"]["x"] for row in door.rows()] == [1, "text", 2.5]


@pytest.mark.parametrize("frame", [None, 7, [1, 2], "text"])
def test_what_is_no_frame_raises_nothing_and_is_counted(door: Door, frame: Any) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        client.log_batch(frame)
    assert client.counts().dropped >= 1
    assert door.rows() == []


def test_a_frame_that_does_not_fit_into_memory_is_dropped_and_counted(door: Door) -> None:
    with Client(door.url, "m", pace=QUICK, memory_bytes=1000) as client:
        client.log_batch(pl.DataFrame({"x": range(5000)}))
    assert client.counts().dropped == 5000


def test_a_frame_is_kept_in_the_spool_as_well(tmp_path: Any) -> None:
    with Client("http://127.0.0.1:1", "m", pace=QUICK, spool=tmp_path) as client:
        client.log_batch(pl.DataFrame({"x": [1, 2]}))
    assert client.counts().spooled == 2
    with Door() as door:
        with Client(door.url, "m", pace=QUICK, spool=tmp_path) as client:
            assert client.counts() is not None
        assert arrived(door)["x"].to_list() == [1, 2]


def test_where_no_library_that_is_loaded_can_write_it_there_are_no_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(__import__("sys").modules, "pyarrow")
    assert frames.streams(pd.DataFrame({"x": [1]}), {}) is None
    assert frames.streams([{"x": 1}], {}) is None
