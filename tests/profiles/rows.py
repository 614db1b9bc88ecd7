"""Rows of every type for the tests, with the odd values always among them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from hypothesis import settings
from hypothesis import strategies as st

from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema

few = settings(max_examples=max(10, settings().max_examples // 12))
"""For tests that run once for each of many types."""

some = settings(max_examples=max(30, settings().max_examples // 3))
"""For tests of whole frames."""

DATA = Path(__file__).parents[2] / "data"
OPENS = tuple(
    path
    for path in sorted((DATA / "dirty").glob("*.parquet"))
    if path.stem not in ("corrupt_page", "empty", "feather_named", "no_columns", "no_magic", "truncated")
)
"""The dirty Parquet files that can be read."""

ODD_FLOATS = (
    0.0,
    -0.0,
    math.nan,
    math.inf,
    -math.inf,
    5e-324,
    -5e-324,
    1e-310,
    1.7976931348623157e308,
    2.0**53 + 2,
    0.1,
)
ODD_TEXTS = (
    "",
    " ",
    "a\x1eb",
    "\x1e",
    "\x1c",
    "x y\u2003z",
    "Ärger 12",
    "日本",
    "e\u0301",
    "\0",
    "tab\there",
    "AA",
    "A9",
    "A",
)
FLOATS = st.sampled_from(ODD_FLOATS) | st.floats()
TEXTS = st.sampled_from(ODD_TEXTS) | st.text(max_size=6)
WORDS = st.sampled_from(("JFK", "LGA", "EWR", "é"))
TIMES = st.datetimes(datetime(1677, 9, 22), datetime(2262, 4, 11))  # noqa: DTZ001 - Polars adds the zone
SPANS = st.timedeltas(timedelta(days=-90_000), timedelta(days=90_000))


def integers(low: int, high: int) -> st.SearchStrategy[int]:
    """Integers between two bounds, small ones and the bounds often."""
    return st.sampled_from((low, high, 0, 1)) | st.integers(0, 3) | st.integers(low, high)


COLUMNS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "float": (pl.Float64, FLOATS),
    "float32": (pl.Float32, st.sampled_from(ODD_FLOATS[:5]) | st.floats(width=32)),
    "int8": (pl.Int8, integers(-128, 127)),
    "int": (pl.Int64, integers(-(2**63), 2**63 - 1)),
    "near_2_53": (pl.Int64, st.integers(2**53 - 2, 2**53 + 2)),
    "uint64": (pl.UInt64, integers(0, 2**64 - 1)),
    "flag": (pl.Boolean, st.booleans()),
    "text": (pl.String, TEXTS),
    "word": (pl.Categorical, WORDS),
    "enum": (pl.Enum(["JFK", "LGA", "EWR", "é"]), WORDS),
    "day": (pl.Date, st.dates(date(1, 1, 1), date(9999, 12, 31))),
    "ms": (pl.Datetime("ms"), TIMES),
    "us": (pl.Datetime("us"), TIMES),
    "ns": (pl.Datetime("ns"), TIMES),
    "utc": (pl.Datetime("us", "UTC"), TIMES.map(lambda t: t.replace(tzinfo=UTC))),
    "tokyo": (pl.Datetime("ns", "Asia/Tokyo"), TIMES.map(lambda t: t.replace(tzinfo=UTC))),
    "span_ms": (pl.Duration("ms"), SPANS),
    "span_ns": (pl.Duration("ns"), SPANS),
    "clock": (pl.Time, st.times()),
    "decimal": (pl.Decimal(20, 2), st.decimals(-(10**9), 10**9, places=2) | st.just(Decimal("0.10"))),
    "binary": (pl.Binary, st.binary(max_size=3) | st.just(b"\xff")),
    "list": (pl.List(pl.Float64), st.lists(st.none() | FLOATS, max_size=20)),
    "texts": (pl.List(pl.String), st.lists(st.none() | TEXTS, max_size=3)),
    "nested": (pl.List(pl.List(pl.Int64)), st.lists(st.lists(st.integers(0, 2), max_size=2), max_size=2)),
    "array": (pl.Array(pl.Float64, 3), st.lists(FLOATS, min_size=3, max_size=3)),
    "null": (pl.Null, st.none()),
}
"""Type and values of a column of each sort."""


def column(sort: str, values: Sequence[Any]) -> pl.Series:
    """A column of that sort."""
    return pl.Series(sort, values, dtype=COLUMNS[sort][0], strict=False)


@st.composite
def frames(draw: st.DrawFn, *, min_rows: int = 0, max_rows: int = 12) -> pl.DataFrame:
    """Frames of up to four columns of any sort, with nulls and with repeated rows."""
    sorts = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=4, unique=True))
    height = draw(st.integers(min_rows, max_rows))
    made = []
    for sort in sorts:
        values = draw(st.lists(st.none() | COLUMNS[sort][1], min_size=height, max_size=height))
        made.append(column(sort, values))
    frame = pl.DataFrame(made)
    again = draw(st.lists(st.integers(0, max(height - 1, 0)), max_size=3)) if height else []
    return pl.concat([frame, frame[again]]) if again else frame


def profiled(frame: pl.DataFrame, schema: Schema | None = None) -> Profile:
    """The profile of one frame, in one piece."""
    return profile_frame(frame, schema or Schema())


def split(frame: pl.DataFrame, places: Sequence[int] | np.ndarray[Any, Any]) -> list[pl.DataFrame]:
    """The rows dealt out to piles; `places[i]` is the pile of row i."""
    piles = np.asarray(places)
    return [frame.filter(pl.Series(piles == pile)) for pile in range(int(piles.max(initial=0)) + 1)]
