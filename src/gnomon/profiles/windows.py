"""Windows: half-open stretches of event time, and how long each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gnomon.errors import UsageError

LENGTHS: dict[str, timedelta] = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "mo": timedelta(days=30.4375),
}
"""How long a unit is, a month on average."""


LONGEST_MONTH = 31
LONGEST = timedelta(days=3660)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Every:
    """How long the windows of a series are.

    Attributes:
        n: How many units.
        unit: `s`econds, `m`inutes, `h`ours, `d`ays, `w`eeks (from Monday) or `mo`nths.

    Example:
        >>> Every.parse("6h"), str(Every.parse("1mo"))
        (Every(n=6, unit='h'), '1mo')
    """

    n: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Every:
        """Read `15m`, `1h`, `1d`, `1w`, `1mo` or any multiple.

        Raises:
            UsageError: The text is no duration, or is longer than ten years.
        """
        match = re.fullmatch(r"([1-9]\d{0,4})(mo|[smhdw])", str(text).strip())
        if match is None:
            raise UsageError(f"every: {text!r} is not a duration. Write 15m, 1h, 1d, 1w or 1mo.")
        every = cls(int(match[1]), match[2])
        if every.length > LONGEST:
            raise UsageError(f"every: {text!r} is longer than ten years. Write 15m, 1h, 1d, 1w or 1mo.")
        return every

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.n}{self.unit}"

    @property
    def length(self) -> timedelta:
        """How long such a window is, a month on average."""
        return self.n * LENGTHS[self.unit]


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of event time `[start, end)`.

    Args:
        start: First moment, with a zone.
        end: First moment after it.
        zone: The time zone in which people read it.

    Raises:
        UsageError: The end is not after the start, or a time has no zone.

    Example:
        >>> w = Window(datetime(2013, 12, 31, tzinfo=UTC), datetime(2014, 1, 1, tzinfo=UTC))
        >>> w.name, w.full_name
        ('31 Dec', '31 Dec 2013')
    """

    start: datetime
    end: datetime
    zone: str = "UTC"

    def __post_init__(self) -> None:
        """Refuse what is no stretch of time."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise UsageError("a window needs times with a zone.")
        if self.start >= self.end:
            raise UsageError(f"a window ends after it starts; {self.end} is not after {self.start}.")
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))

    @property
    def day(self) -> date:
        """The day on which it begins, in its zone."""
        return self.start.astimezone(ZoneInfo(self.zone)).date()

    @property
    def name(self) -> str:
        """In words, without the year: `31 Dec`, `31 Dec 06:00–07:00`, `week of 30 Dec`, `28 – 30 Dec`."""
        return self._words(with_year=False)

    @property
    def full_name(self) -> str:
        """In words, with the year."""
        return self._words(with_year=True)

    def _words(self, *, with_year: bool) -> str:
        zone = ZoneInfo(self.zone)
        start, end = self.start.astimezone(zone), self.end.astimezone(zone)
        last = (self.end - MICROSECOND).astimezone(zone)
        year = f" {start.year}" if with_year else ""
        day = f"{start.day} {start:%b}"
        if not (_begins_day(self.start, zone) and _begins_day(self.end, zone)):
            if self.end - self.start <= LENGTHS["d"]:
                clock = "%H:%M:%S" if start.second or end.second else "%H:%M"
                return f"{day}{year} {start:{clock}}–{end:{clock}}"
            first, final = _first_day(start, end, with_year=with_year), _day(end, with_year=with_year)
            return f"{first} {start:%H:%M} – {final} {end:%H:%M}"
        days = (last.date() - start.date()).days + 1
        if start.day == end.day == 1 and start.month == last.month and days <= LONGEST_MONTH:
            return f"{start:%B}{year}"
        if start.weekday() == 0 and days == LENGTHS["w"].days:
            return f"week of {day}{year}"
        return f"{day}{year}" if days == 1 else _span(start, last, with_year=with_year)


def _begins_day(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the zone's clock shows another day than just before (at midnight, or past a skipped midnight)."""
    return moment.astimezone(zone).date() > (moment - MICROSECOND).astimezone(zone).date()


def _span(first: datetime, last: datetime, *, with_year: bool) -> str:
    """From one day to another, each part that they share said once: `24 – 27 Jun 2013`."""
    is_one_month = (first.year, first.month) == (last.year, last.month)
    start = str(first.day) if is_one_month else _first_day(first, last, with_year=with_year)
    return f"{start} – {_day(last, with_year=with_year)}"


def _first_day(first: datetime, last: datetime, *, with_year: bool) -> str:
    """The first day of a stretch, with its year where the last day has another."""
    return _day(first, with_year=with_year and first.year != last.year)


def _day(moment: datetime, *, with_year: bool) -> str:
    return f"{moment.day} {moment:%b}" + (f" {moment.year}" if with_year else "")


def check_zone(zone: str) -> str:
    """The zone's name, if there is such a zone.

    Raises:
        UsageError: There is none.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"{zone!r} is no time zone. Write a name such as UTC or America/New_York.") from None
    return zone
