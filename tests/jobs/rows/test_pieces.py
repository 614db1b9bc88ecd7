"""Profiles by window and labels."""

from __future__ import annotations

import polars as pl
from tests.jobs.worlds import day, events

from gnomon.jobs.rows.cut import Cut
from gnomon.jobs.rows.pieces import profiles
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema

FRAME = events(0, 3).with_columns(pl.col.ts.alias(TIME))
CUT = Cut("1d", schema=Schema(roles={"score": "score"}), segments=SegmentSet({"origin": ("JFK",)}))


def test_any_split_gives_the_same_profiles() -> None:
    whole = profiles([FRAME], CUT)
    parts = profiles(FRAME.sample(fraction=1, shuffle=True, seed=1).iter_slices(5), CUT)
    assert whole == parts
    assert list(whole) == [day(0), day(1), day(2)]
    assert whole[day(1)][()] == profile_frame(FRAME[24:48].drop(TIME), CUT.schema)


def test_segments_count_their_rows_and_claim_no_repeats() -> None:
    rows = pl.concat([FRAME.head(10)] * 2)
    made = profiles([rows], CUT)[day(0)]
    assert sum(profile.rows for labels, profile in made.items() if labels) == 20
    assert made[()].volume.repeated_rows == 0.5
    assert all(profile.volume.repeated_rows == 0 for labels, profile in made.items() if labels)


def test_no_rows_are_no_windows() -> None:
    assert profiles([FRAME.clear()], CUT) == {}
