"""Finished profiles come in by the third door."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest
from tests.jobs.worlds import DAY, World, day, events, labels_of

from gnomon.errors import SchemaError, UsageError
from gnomon.jobs.rows.profile import bring_up_to_date
from gnomon.jobs.rows.pushed import push
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema
from gnomon.profiles.windows import Window
from gnomon.store import samples

WINDOW = Window(day(0), day(1))
FRAME = events(0, 1)


def test_a_profile_adds_to_its_window_once(world: World) -> None:
    first, second = (profile_frame(part, Schema()) for part in (FRAME.head(10), FRAME.tail(14)))
    assert push(world.store, "flights", first, WINDOW, "one")
    assert push(world.store, "flights", second, WINDOW, "two")
    assert not push(world.store, "flights", first, WINDOW, "one")
    with world.store.reading() as tx:
        assert samples.profile(tx, "flights", WINDOW) == first + second
    assert list(world.revisions().values()) == [2]


def test_another_profile_under_the_same_name_replaces_the_first(world: World) -> None:
    first, second = (profile_frame(part, Schema()) for part in (FRAME.head(10), FRAME.drop("temp")))
    push(world.store, "flights", first, WINDOW, "one")
    push(world.store, "flights", second, WINDOW, "one")
    with world.store.reading() as tx:
        assert samples.profile(tx, "flights", WINDOW) == second


def test_it_adds_to_what_the_source_has(world: World) -> None:
    world.rows("a.parquet", FRAME)
    bring_up_to_date(world.store, world.entity, day(1), segments=SegmentSet())
    push(world.store, "flights", profile_frame(FRAME.drop("id"), Schema(roles={"ts": "timestamp"})), WINDOW, "one")
    assert world.counts() == [48]


def test_its_outcome_is_kept(world: World) -> None:
    assert world.entity.outcome is not None
    outcome = observe(FRAME.join(labels_of(FRAME), on="id"), world.entity.outcome)
    push(world.store, "flights", profile_frame(FRAME, Schema()), WINDOW, "one", outcome=outcome)
    with world.store.reading() as tx:
        assert samples.outcome(tx, "flights", WINDOW) == outcome


def test_what_does_not_fit_is_refused_and_nothing_is_kept(world: World) -> None:
    push(world.store, "flights", profile_frame(FRAME, Schema()), WINDOW, "one")
    before = world.stored()
    with pytest.raises(SchemaError, match="'temp'"):
        push(world.store, "flights", profile_frame(FRAME.with_columns(temp=pl.lit("a")), Schema()), WINDOW, "two")
    half = Window(day(0) + timedelta(hours=6), day(1))
    with pytest.raises(UsageError, match="flights has windows of 1d in UTC, not 1 Jan 2013 06:00"):
        push(world.store, "flights", profile_frame(FRAME, Schema()), half, "three")
    with pytest.raises(UsageError, match="Give each window a batch of its own"):
        push(world.store, "flights", profile_frame(FRAME, Schema()), Window(day(1), day(1) + DAY), "one")
    assert world.stored() == before
