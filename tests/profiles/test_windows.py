"""How long windows are, and what people call them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gnomon.errors import UsageError
from gnomon.profiles.windows import Every, Window, check_zone

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "n", "unit", "length"),
    [
        ("10s", 10, "s", timedelta(seconds=10)),
        ("15m", 15, "m", timedelta(minutes=15)),
        ("1h", 1, "h", timedelta(hours=1)),
        (" 6h ", 6, "h", timedelta(hours=6)),
        ("3d", 3, "d", timedelta(days=3)),
        ("2w", 2, "w", timedelta(weeks=2)),
        ("1mo", 1, "mo", timedelta(days=30.4375)),
        ("120mo", 120, "mo", timedelta(days=3652.5)),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: str, n: int, unit: str, length: timedelta) -> None:
    every = Every.parse(text)
    assert (every.n, every.unit, str(every), every.length) == (n, unit, text.strip(), length)


@pytest.mark.parametrize(
    "text", ["", "1x", "d", "0d", "-1d", "1.5h", "01h", "1 d", "1D", "1ms", "100000m", "1d1h", "1m\no", "۱d"]
)
def test_what_is_no_duration_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        Every.parse(text)
    assert str(raised.value) == f"every: {text!r} is not a duration. Write 15m, 1h, 1d, 1w or 1mo."


@pytest.mark.parametrize("text", ["121mo", "99999d", "3661d", "99999mo"])
def test_a_duration_past_ten_years_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="longer than ten years"):
        Every.parse(text)


def ny(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=NEW_YORK)  # type: ignore[arg-type]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


NAMES = [
    (utc(2013, 12, 31), utc(2014, 1, 1), "UTC", "31 Dec", "31 Dec 2013"),
    (utc(2013, 1, 1), utc(2013, 1, 1, 0, 0, 10), "UTC", "1 Jan 00:00:00–00:00:10", "1 Jan 2013 00:00:00–00:00:10"),
    (utc(2013, 12, 31, 6), utc(2013, 12, 31, 7), "UTC", "31 Dec 06:00–07:00", "31 Dec 2013 06:00–07:00"),
    (utc(2013, 12, 31, 23), utc(2014, 1, 1), "UTC", "31 Dec 23:00–00:00", "31 Dec 2013 23:00–00:00"),
    (utc(2013, 12, 31), utc(2013, 12, 31, 6), "UTC", "31 Dec 00:00–06:00", "31 Dec 2013 00:00–06:00"),
    (utc(2013, 12, 30), utc(2014, 1, 6), "UTC", "week of 30 Dec", "week of 30 Dec 2013"),
    (utc(2013, 12, 1), utc(2014, 1, 1), "UTC", "December", "December 2013"),
    (utc(2013, 2, 1), utc(2013, 3, 1), "UTC", "February", "February 2013"),
    (utc(2013, 12, 28), utc(2013, 12, 31), "UTC", "28 – 30 Dec", "28 – 30 Dec 2013"),
    (utc(2013, 12, 30), utc(2014, 1, 2), "UTC", "30 Dec – 1 Jan", "30 Dec 2013 – 1 Jan 2014"),
    (utc(2013, 1, 1), utc(2013, 1, 8), "UTC", "1 – 7 Jan", "1 – 7 Jan 2013"),
    (utc(2013, 1, 1), utc(2014, 1, 1), "UTC", "1 Jan – 31 Dec", "1 Jan – 31 Dec 2013"),
    (utc(2013, 1, 1), utc(2014, 2, 1), "UTC", "1 Jan – 31 Jan", "1 Jan 2013 – 31 Jan 2014"),
    (utc(2013, 6, 24), utc(2013, 6, 28), "UTC", "24 – 27 Jun", "24 – 27 Jun 2013"),
    (utc(2013, 6, 30), utc(2013, 7, 3), "UTC", "30 Jun – 2 Jul", "30 Jun – 2 Jul 2013"),
    (utc(2013, 7, 1), utc(2013, 7, 29), "UTC", "1 – 28 Jul", "1 – 28 Jul 2013"),
    (utc(2013, 1, 1, 12), utc(2013, 1, 3), "UTC", "1 Jan 12:00 – 3 Jan 00:00", "1 Jan 12:00 – 3 Jan 2013 00:00"),
    (
        utc(2013, 12, 31, 12),
        utc(2014, 1, 2),
        "UTC",
        "31 Dec 12:00 – 2 Jan 00:00",
        "31 Dec 2013 12:00 – 2 Jan 2014 00:00",
    ),
    (ny(2013, 3, 10), ny(2013, 3, 11), "America/New_York", "10 Mar", "10 Mar 2013"),
    (ny(2013, 11, 3), ny(2013, 11, 4), "America/New_York", "3 Nov", "3 Nov 2013"),
    (ny(2013, 11, 3), ny(2013, 11, 3, 6), "America/New_York", "3 Nov 00:00–06:00", "3 Nov 2013 00:00–06:00"),
    (ny(2013, 3, 10, 1), ny(2013, 3, 10, 3), "America/New_York", "10 Mar 01:00–03:00", "10 Mar 2013 01:00–03:00"),
    (ny(2013, 11, 1), ny(2013, 12, 1), "America/New_York", "November", "November 2013"),
    (ny(2013, 11, 4), ny(2013, 11, 11), "America/New_York", "week of 4 Nov", "week of 4 Nov 2013"),
    (ny(2013, 12, 31), ny(2014, 1, 1), "UTC", "31 Dec 05:00–05:00", "31 Dec 2013 05:00–05:00"),
    # Midnight was skipped: the day began at one o'clock.
    (utc(2013, 10, 20, 3), utc(2013, 10, 21, 2), "America/Sao_Paulo", "20 Oct", "20 Oct 2013"),
]


@pytest.mark.parametrize(("start", "end", "zone", "name", "full_name"), NAMES, ids=[row[4] for row in NAMES])
def test_a_window_is_called_by_its_name(start: datetime, end: datetime, zone: str, name: str, full_name: str) -> None:
    window = Window(start, end, zone)
    assert (window.name, window.full_name) == (name, full_name)
    assert (window.start.tzinfo, window.end.tzinfo) == (UTC, UTC)
    assert (window.start, window.end) == (start, end)


def test_the_two_hours_of_one_name_on_the_clock_are_told_apart() -> None:
    first, second = (Window(utc(2013, 11, 3, h), utc(2013, 11, 3, h + 1), "America/New_York") for h in (5, 6))
    assert (first.name, second.name) == ("3 Nov 01:00–01:00", "3 Nov 01:00–02:00")


def test_windows_are_ordered_by_time() -> None:
    assert Window(utc(2013, 1, 1), utc(2013, 1, 2)) < Window(utc(2013, 1, 2), utc(2013, 1, 3))


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (utc(2013, 1, 2), utc(2013, 1, 2), "ends after it starts"),
        (utc(2013, 1, 2), utc(2013, 1, 1), "ends after it starts"),
        (datetime(2013, 1, 1), utc(2013, 1, 2), "needs times with a zone"),  # noqa: DTZ001
        (utc(2013, 1, 1), datetime(2013, 1, 2), "needs times with a zone"),  # noqa: DTZ001
    ],
)
def test_what_is_no_stretch_of_time_is_refused(start: datetime, end: datetime, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Window(start, end)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kolkata"])
def test_a_zone_that_there_is_is_taken(zone: str) -> None:
    assert check_zone(zone) == zone


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "America", "../etc/passwd", "\0", "/etc/localtime", "x" * 300])
def test_a_zone_that_there_is_not_is_refused_with_examples(zone: str) -> None:
    with pytest.raises(UsageError) as raised:
        check_zone(zone)
    assert str(raised.value) == f"{zone!r} is no time zone. Write a name such as UTC or America/New_York."
