"""The public face as its users' type checkers see it; checked with pyright, never run."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import polars as pl

import gnomon as gn

frame = pl.DataFrame({"ts": ["2013-01-01"], "temp": [20.5], "origin": ["JFK"]})

schema = gn.Schema(kinds={"origin": "category"}, roles={"ts": "timestamp", "temp": "score"})
assert_type(schema.id, str | None)
gn.Schema(kinds={"origin": "string"})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
gn.Schema(roles={"origin": "label"})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]

train = gn.profile("train.parquet")
today = gn.profile(frame, schema=schema, progress=lambda rows: None)
assert_type(train, gn.Profile)
assert_type(train + today, gn.Profile)
assert_type(today - train, gn.Profile)
assert_type(today.rows, int)
assert_type(today.columns, tuple[str, ...])
assert_type(today.schema, gn.Schema)
assert_type(today.to_bytes(), bytes)
assert_type(gn.Profile.from_bytes(b""), gn.Profile)
assert_type([name for name in today], list[str])

days = gn.profile_series(frame, every="1d", timestamp="ts", by=["origin"], zone="America/New_York")
assert_type(days, gn.ProfileSeries)
assert_type(days.total, gn.Profile)
assert_type(days[0], gn.Profile)
assert_type(days.windows[0], gn.Window)
assert_type(days.segment("origin", "JFK"), gn.ProfileSeries)
for window, profile in days:
    assert_type(window.name, str)
    assert_type(profile, gn.Profile)
gn.profile_series(frame, every="1d")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]

gn.save(today, Path("today.gnomon"))
assert_type(gn.load("today.gnomon"), gn.Profile | gn.ProfileSeries)

found = gn.compare(train, today)
assert_type(found, gn.Comparison)
assert_type(found.to_frame(), pl.DataFrame)
assert_type([column.column for column in found.columns], list[str])

error: gn.GnomonError = gn.UsageError("mend the call")
