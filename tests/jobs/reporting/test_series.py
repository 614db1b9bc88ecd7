"""Tests of measurements with the verdicts on them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.jobs import calendar
from gnomon.jobs.reporting import series
from gnomon.store import measurements

KEYS = "entity series metric window labels value low high status reason revision".split()


@pytest.fixture
def judged(make: Callable[..., World]) -> World:
    """A world with a violation on its ninth day, cut by origin."""
    world = filled(make(segments=["origin"], reference={"first": "5d"}), 9, 8)
    once(world, 9.1)
    return world


def _of(world: World, **given: Any) -> list[dict[str, Any]]:
    return series.records(world.store, world.entity, **given)


def test_a_record_has_the_keys_that_are_promised_and_is_json(judged: World) -> None:
    found = json.loads(json.dumps(_of(judged), allow_nan=False))
    assert all(list(one) == KEYS for one in found)
    assert {one["series"] for one in found} == {"temp", "origin", "score", "prediction", "rows", "outcome"}
    assert all(datetime.fromisoformat(one["window"]["start"]).tzinfo == UTC for one in found)


def test_id_and_time_are_no_series(judged: World) -> None:
    assert {"id", "ts"}.isdisjoint(one["series"] for one in _of(judged))


def test_a_series_is_in_the_order_of_time_and_can_be_cut(judged: World) -> None:
    found = _of(judged, metric="psi", series="temp", since=day(6), until=day(8))
    assert [one["window"]["start"] for one in found] == ["2013-01-07T00:00:00Z", "2013-01-08T00:00:00Z"]
    assert _of(judged, metric="nothing") == []
    assert _of(judged, series="nothing") == []


def test_the_verdict_stands_beside_what_was_measured(judged: World) -> None:
    last = _of(judged, metric="psi", series="temp")[-1]
    assert (last["status"], last["window"]["start"]) == ("violation", "2013-01-09T00:00:00Z")
    assert "moved up by" in last["reason"]
    assert {one["status"] for one in _of(judged, series="origin")} <= {"ok", "insufficient_data"}
    assert _of(judged, metric="count", series="rows")[-1]["reason"].startswith("200 rows on 9 Jan, as usual")
    assert _of(judged, metric="auc", series="outcome")[-1]["reason"].startswith("AUC")


def test_before_the_reference_nothing_is_said(judged: World) -> None:
    before = _of(judged, series="temp", until=day(5))
    assert {(one["status"], one["reason"]) for one in before} <= {("ok", "")}


def test_segments_are_labels(judged: World) -> None:
    found = _of(judged, metric="auc", series="outcome", since=day(8))
    assert [one["labels"] for one in found if one["labels"]] == [{"origin": name} for name in ("EWR", "JFK", "LGA")]


def test_the_frame_says_the_same(judged: World) -> None:
    records = _of(judged)
    frame = series.frame(judged.store, judged.entity)
    assert frame.height == len(records)
    for one, row in zip(records, frame.iter_rows(named=True), strict=True):
        assert row["start"] == datetime.fromisoformat(one["window"]["start"])
        assert (row["series"], row["metric"], row["status"], row["reason"], row["revision"]) == (
            one["series"],
            one["metric"],
            one["status"],
            one["reason"],
            one["revision"],
        )
        value = row["value"]
        assert one["value"] == (value if math.isfinite(value) else None)


def test_the_frame_of_nothing_has_its_columns(world: World) -> None:
    frame = series.frame(world.store, world.entity)
    assert (frame.height, frame.schema["start"], frame.schema["value"]) == (0, pl.Datetime("us", "UTC"), pl.Float64)


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_a_figure_that_is_none_is_null(world: World, odd: float) -> None:
    window = calendar.window_of(day(0), "1d", "UTC")
    with world.store.transaction() as tx:
        measurements.put(tx, "flights", window, {}, {("temp", "odd"): (odd, odd, odd)}, 1)
    (record,) = _of(world, metric="odd")
    assert (record["value"], record["low"], record["high"]) == (None, None, None)
