"""A series of profiles is a value: it has a total, stretches, segments and bytes."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import gnomon as gn
from gnomon.errors import FormatError, SchemaError, UsageError
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import MAGIC, ProfileSeries
from gnomon.profiles.windows import Window

FRAME = pl.DataFrame(
    {
        "ts": ["2013-12-30", "2013-12-31T12:00", "2013-12-31", "2014-01-01", None],
        "x": [1.0, 2.0, None, 4.0, 5.0],
        "origin": ["JFK", "LGA", "JFK", None, "JFK"],
    }
)


def day(number: int) -> datetime:
    return datetime(2013, 12, 30, tzinfo=UTC) + timedelta(days=number)


@pytest.fixture
def days() -> ProfileSeries:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", gn.DataWarning)
        return gn.profile_series(FRAME, every="1d", timestamp="ts", by=["origin"])


def test_a_series_is_its_windows_with_their_profiles(days: ProfileSeries) -> None:
    assert [(w.name, p.rows) for w, p in days] == [("30 Dec", 1), ("31 Dec", 2), ("1 Jan", 1)]
    assert (len(days), days.rows, days.untimed, days[-1]["x"].mean) == (3, 4, 1, 4.0)  # type: ignore[union-attr]
    assert repr(days) == "<ProfileSeries of 3 windows of 1d, 4 rows, 30 Dec 2013 to 1 Jan 2014>"


def test_the_total_is_the_profile_of_the_rows_that_have_a_time(days: ProfileSeries) -> None:
    schema = gn.Schema(roles={"ts": "timestamp", "origin": "segment"})
    assert days.total == gn.profile(FRAME.filter(pl.col("ts").is_not_null()), schema=schema)


def test_an_empty_series_has_an_empty_total() -> None:
    empty = ProfileSeries("1d", "UTC", (), ())
    assert (len(empty), empty.rows, empty.total, list(empty)) == (0, 0, Profile(), [])
    assert repr(empty) == "<ProfileSeries of 0 windows of 1d, 0 rows>"
    assert ProfileSeries.from_bytes(empty.to_bytes()) == empty


@pytest.mark.parametrize(
    ("since", "until", "rows"),
    [
        (None, None, [1, 2, 1]),
        (day(1), None, [2, 1]),
        (None, day(2), [1, 2]),
        (day(0), day(1), [1]),
        (day(0) + timedelta(hours=1), day(2), [2]),
        (None, day(2) - timedelta(hours=1), [1]),
        (day(5), None, []),
    ],
)
def test_between_keeps_the_windows_that_lie_wholly_within(
    days: ProfileSeries, since: datetime | None, until: datetime | None, rows: list[int]
) -> None:
    kept = days.between(since, until)
    assert [profile.rows for profile in kept.profiles] == rows
    assert len(kept.segments) == len(rows)
    assert ProfileSeries.from_bytes(kept.to_bytes()) == kept


def test_a_series_without_segments_has_none_between_either() -> None:
    plain = gn.profile_series(FRAME[:4], every="1d", timestamp="ts")
    assert plain.between(day(1)).segments == ()


def test_a_segment_has_the_windows_in_which_it_occurs(days: ProfileSeries) -> None:
    assert [(w.name, p.rows) for w, p in days.segment("origin", "JFK")] == [("30 Dec", 1), ("31 Dec", 1)]
    assert [w.name for w in days.segment("origin", "(null)").windows] == ["1 Jan"]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("origin", "EWR", "no segment origin='EWR' in this series. Its values are (null), JFK, LGA."),
        ("dest", "EWR", "no segment dest='EWR' in this series. Make it with by=['dest']."),
    ],
)
def test_a_segment_that_never_was_is_refused(days: ProfileSeries, column: str, value: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        days.segment(column, value)
    assert str(raised.value) == message


def test_equal_series_have_equal_bytes_and_come_back(days: ProfileSeries) -> None:
    again = ProfileSeries.from_bytes(days.to_bytes())
    assert again == days
    assert hash(again) == hash(days)
    assert again.to_bytes() == days.to_bytes()
    assert again.segment("origin", "JFK") == days.segment("origin", "JFK")
    assert days != days.between(day(1))
    assert days != "a series"


def test_moments_before_1970_come_back() -> None:
    old = gn.profile_series(pl.DataFrame({"ts": ["1969-12-31", "1000-01-01"]}), every="1d", timestamp="ts")
    assert ProfileSeries.from_bytes(old.to_bytes()).windows == old.windows


WINDOW = Window(day(0), day(1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("1d", "UTC", (WINDOW,), ()), "1 windows need as many profiles, not 0."),
        (("1d", "UTC", (WINDOW, WINDOW), (Profile(), Profile())), "follow each other without overlap"),
        (("x", "UTC", (), ()), "is not a duration"),
        (("1d", "Mars", (), ()), "is no time zone"),
    ],
)
def test_what_is_no_series_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        ProfileSeries(*arguments)


def test_bytes_cut_anywhere_or_longer_are_refused(days: ProfileSeries) -> None:
    written = days.to_bytes()
    for cut in range(0, len(written), 3):
        with pytest.raises(FormatError):
            ProfileSeries.from_bytes(written[:cut])
    with pytest.raises(FormatError, match="cut off or damaged"):
        ProfileSeries.from_bytes(written + b"\0")
    with pytest.raises(FormatError, match="newer gnomon"):
        ProfileSeries.from_bytes(MAGIC + b"\x02" + written[len(MAGIC) + 1 :])


def test_damaged_bytes_give_a_series_or_a_format_error_and_nothing_else(days: ProfileSeries) -> None:
    written = days.to_bytes()
    for place in range(len(MAGIC), len(written), 7):
        for byte in (0, 0xFF):
            damaged = written[:place] + bytes([byte]) + written[place + 1 :]
            try:
                ProfileSeries.from_bytes(damaged)
            except FormatError:
                continue


# The call that makes one.


def test_rows_without_a_time_are_told() -> None:
    with pytest.warns(gn.DataWarning, match=r"1 rows are in no window: their 'ts' is empty, or outside the years"):
        gn.profile_series(FRAME, every="1d", timestamp="ts")


def test_one_segment_column_is_written_as_a_list() -> None:
    with pytest.raises(UsageError, match=r"by: write a list of columns: by=\['origin'\]\."):
        gn.profile_series(FRAME, every="1d", timestamp="ts", by="origin")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"every": "1x"}, UsageError),
        ({"zone": "Mars"}, UsageError),
        ({"timestamp": "when"}, SchemaError),
        ({"timestamp": "x"}, SchemaError),
        ({"timestamp": "origin"}, SchemaError),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(options: dict[str, Any], error: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    FRAME.write_parquet(path)
    with pytest.raises(error) as raised:
        gn.profile_series(path, **{"every": "1d", "timestamp": "ts", **options})
    assert "\n" not in str(raised.value)
