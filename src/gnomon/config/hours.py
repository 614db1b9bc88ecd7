"""Hours of the week, by name: when a route tells, or does not, and when something is maintained."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from pydantic import Field, PlainValidator, WithJsonSchema

from gnomon.config.part import Part
from gnomon.config.plain import said
from gnomon.config.values import Name, Zone, reading
from gnomon.errors import UsageError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")
DAY = timedelta(days=1)
WEEK = 8 * DAY
"""After so long all hours of a week were there, also where it begins in the middle of a day."""


def weekdays(value: object) -> str:
    """Days of the week: `mon-fri`, or `sat, sun`.

    Raises:
        UsageError: They are none.

    Example:
        >>> weekdays("Mon-Fri"), sorted(numbers("sat-mon"))
        ('mon-fri', [0, 5, 6])
    """
    text = value.lower().replace(" ", "") if isinstance(value, str) else ""
    if any(each not in DAYS for part in text.split(",") for each in part.split("-", 1)):
        raise UsageError(f"{said(value)} are no days of the week. Write mon-fri, or sat,sun.")
    return text


def numbers(written: str) -> frozenset[int]:
    """The days that are meant, Monday as 0."""
    found: set[int] = set()
    for part in written.split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found |= {each % len(DAYS) for each in range(begin, end + 1 if end >= begin else end + 1 + len(DAYS))}
    return frozenset(found)


def time_of_day(value: object) -> str:
    """A time of the day.

    Raises:
        UsageError: It is none.

    Example:
        >>> time_of_day("08:00")
        '08:00'
    """
    if not isinstance(value, str) or CLOCK.fullmatch(value) is None:
        raise UsageError(f'{said(value)} is no time of the day. Write it in quotes: "08:00".')
    return value


Clock = Annotated[
    str,
    PlainValidator(reading(time_of_day)),
    WithJsonSchema({"type": "string", "pattern": f"^({CLOCK.pattern})$"}),
]


class Hours(Part):
    """Hours of the week.

    Example:
        >>> from datetime import UTC
        >>> office = Hours(days="mon-fri", from_="08:00", to="18:00", tz="Europe/Berlin")
        >>> office.cover(datetime(2026, 3, 2, 7, tzinfo=UTC)), office.cover(datetime(2026, 3, 1, 7, tzinfo=UTC))
        (True, False)
    """

    such: ClassVar[str] = '{days: mon-fri, from: "08:00", to: "18:00"}'
    name: Name = Field(default="", description="Its key.")
    days: Annotated[str, PlainValidator(reading(weekdays)), WithJsonSchema({"type": "string"})] = Field(
        default="mon-sun", description="Days of the week on which they begin.", examples=["mon-fri"]
    )
    from_: Clock = Field(
        default="00:00",
        validation_alias="from",
        serialization_alias="from",
        description="When they begin.",
        examples=["08:00"],
    )
    to: Clock = Field(
        default="24:00", description="When they end; before they begin means on the next day.", examples=["18:00"]
    )
    tz: Zone = Field(default="UTC", description="The time zone that is meant.", examples=["Europe/Berlin"])

    def cover(self, at: datetime) -> bool:
        """Whether a moment lies in them."""
        local = at.astimezone(ZoneInfo(self.tz))
        now, begin, end = local.time(), at_clock(self.from_), at_clock(self.to)
        meant = numbers(self.days)
        if begin < end or self.to == "24:00":
            return local.weekday() in meant and now >= begin and (now < end or self.to == "24:00")
        is_after = local.weekday() in meant and now >= begin
        return is_after or ((local - DAY).weekday() in meant and now < end)

    def meet(self, start: datetime, end: datetime) -> bool:
        """Whether a stretch of time has a moment in them.

        Example:
            >>> from datetime import UTC
            >>> sunday = Hours(days="sun", from_="02:00", to="04:00")
            >>> day = datetime(2026, 3, 1, tzinfo=UTC)
            >>> sunday.meet(day, day + DAY), sunday.meet(day + timedelta(hours=4), day + DAY)
            (True, False)
        """
        if self.cover(start):
            return True
        zone = ZoneInfo(self.tz)
        day, last = start.astimezone(zone).date(), min(end, start + WEEK).astimezone(zone).date()
        while day <= last:
            begins = datetime.combine(day, at_clock(self.from_), zone)
            if start <= begins < end and day.weekday() in numbers(self.days):
                return True
            day += DAY
        return False


def at_clock(written: str) -> time:
    """The time of the day that a text means; the end of the day is its beginning."""
    hour, minute = map(int, written.split(":"))
    return time(hour % 24, minute)
