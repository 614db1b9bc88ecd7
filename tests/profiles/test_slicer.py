"""Each row goes into the window of its time, whichever batch it came in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.rows import DATA, frames, some

from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.profiler import profile_frame, profile_rows
from gnomon.profiles.schema import Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.slicer import profile_windows

SPRING, AUTUMN = datetime(2013, 3, 9, 12, tzinfo=UTC), datetime(2013, 11, 2, 12, tzinfo=UTC)
TIMES = [start + timedelta(minutes=10 * i) for start in (SPRING, AUTUMN) for i in range(6 * 48)]
FRAME = pl.DataFrame(
    {
        "ts": TIMES,
        "x": [i % 7 for i in range(len(TIMES))],
        "origin": [["JFK", "LGA", None][i % 3] for i in range(len(TIMES))],
    },
    schema_overrides={"ts": pl.Datetime("us", "UTC")},
)
TIMED = Schema(roles={"ts": "timestamp"})
LENGTHS = ["15m", "1h", "6h", "1d", "3d", "1w", "1mo"]


def sliced(frame: pl.DataFrame, every: str = "1d", **options: Any) -> ProfileSeries:
    return profile_windows(open_rows(frame), every=every, timestamp="ts", **options)


def batches(frame: pl.DataFrame, rows: int) -> Rows:
    return Rows("batches", dict(frame.schema), (), None, lambda: frame.iter_slices(rows))


@pytest.mark.parametrize("every", LENGTHS)
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_every_row_is_profiled_in_the_window_of_its_time(every: str, zone: str) -> None:
    made = sliced(FRAME, every, zone=zone)
    for window, profile in made:
        inside = FRAME.filter(pl.col("ts").is_between(window.start, window.end, closed="left"))
        assert profile == profile_frame(inside, TIMED)
        assert window.zone == zone
    assert made.rows == FRAME.height
    assert all(a.end <= b.start for a, b in pairwise(made.windows))


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_days_are_those_of_the_zones_calendar(zone: str) -> None:
    counts = {w.start.astimezone(ZoneInfo(zone)).date(): p.rows for w, p in sliced(FRAME, zone=zone)}
    days = [time.astimezone(ZoneInfo(zone)).date() for time in TIMES]
    assert counts == {day: days.count(day) for day in set(days)}
    if zone != "UTC":
        assert (counts[date(2013, 3, 10)], counts[date(2013, 11, 3)]) == (6 * 23, 6 * 25)


@pytest.mark.parametrize("column", ["ts_utc", "ts_ny", "ts_ns", "ts_ms", "ts_s_naive"])
@pytest.mark.parametrize("every", LENGTHS)
def test_the_same_instants_in_other_types_are_in_the_same_windows(column: str, every: str) -> None:
    frame = pl.read_parquet(DATA / "dirty" / "time_zone_columns.parquet").with_row_index("x")
    expected = sliced(frame.select("x", ts="ts_utc"), every, zone="America/New_York")
    made = sliced(frame.select("x", ts=column), every, zone="America/New_York")
    assert made == expected
    assert made.rows == 12


def test_dates_are_midnights_in_utc() -> None:
    frame = pl.read_parquet(DATA / "dirty" / "time_zone_columns.parquet").select(ts="d", x=1)
    starts = [window.start for window in sliced(frame).windows]
    assert starts == [datetime(2013, 3, 10, tzinfo=UTC), datetime(2013, 11, 3, tzinfo=UTC)]


@pytest.mark.parametrize("every", LENGTHS)
def test_all_windows_together_are_the_whole(every: str) -> None:
    assert sliced(FRAME, every).total.to_bytes() == profile_rows(open_rows(FRAME), TIMED).to_bytes()


@some
@given(frames(min_rows=1), st.data())
def test_any_frame_with_times_is_the_sum_of_its_windows(frame: pl.DataFrame, data: st.DataObject) -> None:
    moments = st.integers(0, 10**6).map(lambda s: datetime(2013, 3, 8, tzinfo=UTC) + timedelta(seconds=s))
    times = data.draw(st.lists(moments, min_size=frame.height, max_size=frame.height))
    timed = frame.with_columns(pl.Series("ts", times, dtype=pl.Datetime("us", "UTC")))
    every, zone = data.draw(st.sampled_from(LENGTHS)), data.draw(st.sampled_from(["UTC", "America/New_York"]))
    made = sliced(timed, every, zone=zone)
    assert made.total == profile_frame(timed, TIMED)
    assert sliced(timed[data.draw(st.permutations(range(timed.height)))], every, zone=zone) == made


@pytest.mark.parametrize("every", ["6h", "1mo"])
def test_order_and_batches_do_not_matter(every: str) -> None:
    made = sliced(FRAME, every, by=["origin"]).to_bytes()
    shuffled = FRAME.sample(fraction=1, shuffle=True, seed=5)
    for rows in (batches(shuffled, 50), batches(FRAME, 1), batches(FRAME[::-1], 97)):
        assert profile_windows(rows, every=every, timestamp="ts", by=["origin"]).to_bytes() == made


def test_real_flights_by_week_are_the_sum_of_their_weeks_in_any_order() -> None:
    frame = pl.read_parquet(DATA / "flights.parquet", columns=["ts", "origin", "temp", "dep_delay"])
    made = sliced(frame, "1w", zone="America/New_York")
    assert len(made) == 53
    assert made.total == profile_frame(frame, TIMED)
    assert sliced(frame.sample(fraction=1, shuffle=True, seed=2), "1w", zone="America/New_York") == made


def test_progress_is_told_the_rows_of_each_batch() -> None:
    told: list[int] = []
    profile_windows(batches(FRAME, 400), every="1d", timestamp="ts", progress=told.append)
    assert told == [400, 176]


# Rows without a time.


def test_rows_whose_time_is_null_are_counted_and_are_in_no_window() -> None:
    made = sliced(FRAME.with_columns(ts=pl.when(pl.col("x") > 0).then("ts")))
    lost = FRAME.filter(pl.col("x") == 0).height
    assert (made.untimed, made.rows) == (lost, FRAME.height - lost)


@pytest.mark.parametrize("dtype", [pl.Null, pl.String, pl.Datetime("us"), pl.Date])
def test_without_any_time_there_is_no_window(dtype: Any) -> None:
    made = sliced(pl.DataFrame({"ts": pl.Series([None, None], dtype=dtype), "x": [1, 2]}))
    assert (len(made), made.untimed, made.rows) == (0, 2, 0)


def test_times_that_mean_none_or_for_ever_are_in_no_window() -> None:
    frame = pl.read_parquet(DATA / "dirty" / "odd_times.parquet")
    years = frame["ts"].dt.year()
    made = sliced(frame)
    assert made.untimed == int((years.is_null() | (years < 1000) | (years > 8999)).sum()) == 3
    assert made.rows == frame.height - 3


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_the_furthest_times_are_in_no_window(unit: Any) -> None:
    furthest = pl.Series([2**63 - 1, -(2**63) + 1, 0], dtype=pl.Int64).cast(pl.Datetime(unit))
    made = sliced(pl.DataFrame({"ts": furthest}))
    assert made.untimed == (0 if unit == "ns" else 2)  # nanoseconds end in 2262
    assert made.rows == 3 - made.untimed


# Segments.


@pytest.mark.parametrize("value", ["JFK", "LGA", None])
def test_a_segment_is_the_series_of_its_rows(value: str | None) -> None:
    made = sliced(FRAME, "6h", by=["origin"])
    part = made.segment("origin", "(null)" if value is None else value)
    alone = sliced(FRAME.filter(pl.col("origin").eq_missing(value)), "6h", schema=Schema(roles={"origin": "segment"}))
    assert (part.windows, part.profiles) == (alone.windows, alone.profiles)


def test_segments_of_a_column_add_to_its_windows() -> None:
    made = sliced(FRAME, by=["origin", "x"])
    for profile, segments in zip(made.profiles, made.segments, strict=True):
        for column in ("origin", "x"):
            parts = list(segments[column].values())
            assert sum(parts[1:], parts[0]) == profile


def test_segments_are_called_by_the_text_of_their_values() -> None:
    values = {"flag": [True, False, None], "n": [1, 2, 3], "p": [0.5, 1.0, 2.0], "b": [b"a", b"\xff", None]}
    frame = pl.DataFrame({"ts": ["2013-01-01"] * 3, **values})
    (segments,) = sliced(frame, by=list(values)).segments
    assert {name: list(of) for name, of in segments.items()} == {
        "flag": ["(null)", "false", "true"],
        "n": ["1", "2", "3"],
        "p": ["0.5", "1.0", "2.0"],
        "b": ["(null)", "a"],
    }


def test_a_segment_column_that_is_named_twice_counts_once() -> None:
    assert sliced(FRAME, by=["origin", "origin"]) == sliced(FRAME, by=["origin"])


def test_segment_columns_have_their_role_and_the_others_theirs() -> None:
    schema = Schema(kinds={"x": "category"}, roles={"x": "score"})
    made = sliced(FRAME, by=["origin"], schema=schema)
    assert dict(made[0].schema.roles) == {"origin": "segment", "x": "score"}
    assert made[0]["x"].kind == "category"


# Calls that are wrong.

NO_TIME = [
    ([True], "flag"),
    ([[1]], "vector"),
    ([timedelta(1)], "number"),
]


@pytest.mark.parametrize(("values", "kind"), NO_TIME)
def test_what_is_no_time_cannot_be_the_timestamp(values: list[Any], kind: str) -> None:
    with pytest.raises(SchemaError) as raised:
        sliced(pl.DataFrame({"ts": values}))
    assert str(raised.value) == (
        f"Polars frame: the timestamp 'ts' is a {kind}, not a time. Convert it to a time first."
    )


@pytest.mark.parametrize("bad", [5, -1367834400, 13678344000.0])
def test_a_number_that_is_no_unix_time_is_named(bad: float) -> None:
    with pytest.raises(SchemaError) as raised:
        sliced(pl.DataFrame({"ts": [1367834400, None, bad]}, strict=False))
    assert str(raised.value) == (
        f"Polars frame: the timestamp 'ts' holds {pl.Series([1367834400, bad], strict=False)[1]}, which is no time: "
        "seconds or milliseconds since 1970, of the years 1973 to 2099. Name another column, or write times as "
        "2013-12-31T23:59:00Z."
    )


@pytest.mark.parametrize("scale", [1, 10**3, 10**6, 10**9])
@pytest.mark.parametrize("dtype", [pl.Int64, pl.UInt64, pl.Float64])
def test_unix_times_are_times_whatever_they_count(scale: int, dtype: Any) -> None:
    seconds = FRAME["ts"].dt.truncate("1s")
    counted = (seconds.dt.epoch("s") * scale).cast(dtype)
    found, expected = (sliced(FRAME.with_columns(column.alias("ts"))) for column in (counted, seconds))
    assert found.windows == expected.windows
    assert [one.volume.times for one in found.profiles] == [one.volume.times for one in expected.profiles]


@pytest.mark.parametrize("bad", ["yesterday", "01/02/2013", "1367834400", "", "2013-02-30", "a\nb\x1b[31m"])
def test_text_that_is_no_time_is_named(bad: str) -> None:
    with pytest.raises(SchemaError) as raised:
        sliced(pl.DataFrame({"ts": ["2013-01-01", None, bad]}))
    message = str(raised.value)
    assert message.startswith(f"Polars frame: the timestamp 'ts' holds {bad!r}, which is no ISO 8601 time.")
    assert message.isprintable()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"timestamp": "tss"}, SchemaError, "has no column 'tss'. Did you mean 'ts'?"),
        ({"by": ["orgin"]}, SchemaError, "has no column 'orgin'. Did you mean 'origin'?"),
        ({"every": "1y"}, UsageError, "every: '1y' is not a duration. Write 15m, 1h, 1d, 1w or 1mo."),
        ({"zone": "New York"}, UsageError, "'New York' is no time zone. Write a name such as UTC or America/New_York."),
        ({"schema": Schema(roles={"x": "timestamp"})}, SchemaError, "columns 'x', 'ts' are all timestamp. Name one."),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        profile_windows(open_rows(FRAME), **{"every": "1d", "timestamp": "ts", **options})
    assert str(raised.value).endswith(message)
    assert "\n" not in str(raised.value)
