"""The time axis that all lanes of a page share: windows, their places, and how many are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from gnomon.charts.frame import Tick
from gnomon.profiles.windows import Window

MOST_WINDOWS = 400
"""Windows that a chart draws at most; past that profiles are added up to the next of hour, day, week, month."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Windows on one axis.

    Attributes:
        windows: Oldest first, at least one; stretches without rows are gaps between them.
        note: What a caption adds when windows were added together: `days shown as weeks`.
        aside: Starts of windows of maintenance: they count in nothing, and are shaded.

    Example:
        >>> from datetime import UTC
        >>> days = [datetime(2013, 1, d, tzinfo=UTC) for d in (1, 2, 3, 4)]
        >>> line = Timeline((Window(days[0], days[1]), Window(days[2], days[3])))
        >>> [round(line.at(window.start), 2) for window in line.windows], line.gap_after(0)
        ([0.0, 0.67], True)
    """

    windows: tuple[Window, ...]
    note: str = ""
    aside: frozenset[datetime] = frozenset()

    @property
    def start(self) -> datetime:
        """The left end."""
        return self.windows[0].start

    @property
    def end(self) -> datetime:
        """The right end."""
        return self.windows[-1].end

    def at(self, moment: datetime) -> float:
        """Where a moment lies, in [0, 1] from the left."""
        return (moment - self.start) / (self.end - self.start)

    def middles(self) -> list[float]:
        """Where the middle of each window lies, in [0, 1]."""
        return [self.at(w.start + (w.end - w.start) / 2) for w in self.windows]

    def shades(self) -> list[tuple[float, float]]:
        """From where to where windows of maintenance lie, in [0, 1]; what touches is one.

        Example:
            >>> from datetime import UTC
            >>> days = [datetime(2013, 1, d, tzinfo=UTC) for d in (1, 2, 3, 4, 5)]
            >>> windows = tuple(Window(*ends) for ends in zip(days, days[1:]))
            >>> Timeline(windows, aside=frozenset(days[1:3])).shades()
            [(0.25, 0.75)]
        """
        found: list[tuple[float, float]] = []
        for window in self.windows:
            if window.start in self.aside:
                left, right = self.at(window.start), self.at(window.end)
                found.append((found.pop()[0] if found and found[-1][1] == left else left, right))
        return found

    @property
    def remark(self) -> str:
        """The note, and what is shaded: what a caption adds."""
        return "; ".join(filter(None, (self.note, "grey bars: maintenance, left out" if self.aside else "")))

    def gap_after(self, index: int) -> bool:
        """Whether windows are missing between this one and the next."""
        return index + 1 < len(self.windows) and self.windows[index].end < self.windows[index + 1].start

    def ticks(self, most: int = 7) -> list[Tick]:
        """At most `most` labelled places: starts of months, days or hours in the windows' zone."""
        zone = ZoneInfo(self.windows[0].zone)
        first, last = self.start.astimezone(zone), self.end.astimezone(zone)
        places, form = _places(first, last, most)
        kept = [p for p in places if first <= p and self.at(p) <= LAST_TICK]
        return [Tick(self.at(p), _label(p, form, is_first=i == 0)) for i, p in enumerate(kept)]


def rolled(windows: Sequence[Window], most: int = MOST_WINDOWS) -> tuple[list[list[int]], str]:
    """Which windows to draw as one, so that there are at most `most`.

    Args:
        windows: Oldest first.
        most: At least 1.

    Returns:
        Places of the windows of each group, oldest first, and the caption's note.

    Example:
        >>> from datetime import UTC
        >>> start = datetime(2013, 1, 1, tzinfo=UTC)
        >>> days = [Window(start + timedelta(days=d), start + timedelta(days=d + 1)) for d in range(365)]
        >>> groups, note = rolled(days, 60)
        >>> len(groups), note
        (53, 'days shown as weeks')
    """
    if len(windows) <= most:
        return [[i] for i in range(len(windows))], ""
    zone = ZoneInfo(windows[0].zone)
    was = _unit(windows[0])
    for unit, key in _CALENDAR.items():
        groups = [
            list(group)
            for _, group in groupby(range(len(windows)), key=lambda i: key(windows[i].start.astimezone(zone)))
        ]
        if len(groups) <= most:
            return groups, f"{was} shown as {unit}"
    each = -(-len(windows) // most)
    groups = [list(range(at, min(at + each, len(windows)))) for at in range(0, len(windows), each)]
    return groups, f"{each} windows shown as one"


_CALENDAR: dict[str, Callable[[datetime], object]] = {
    "hours": lambda t: (t.date(), t.hour),
    "days": lambda t: t.date(),
    "weeks": lambda t: t.isocalendar()[:2],
    "months": lambda t: (t.year, t.month),
}


LAST_TICK = 0.985
"""Further right, a label would stand out of the plot."""

MONTH = "%b"
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


def _unit(window: Window) -> str:
    length = window.end - window.start
    known = {timedelta(hours=1): "hours", timedelta(days=1): "days", timedelta(weeks=1): "weeks"}
    return known.get(length, "windows")


def _label(place: datetime, form: str, *, is_first: bool) -> str:
    """A tick's text; months name the year where one begins."""
    if form == "day":
        return f"{place.day} {place:%b}"
    return (
        f"{place:%b %Y}"
        if form == "month" and (is_first or place.month == 1)
        else f"{place:{MONTH if form == 'month' else form}}"
    )


def _places(first: datetime, last: datetime, most: int) -> tuple[list[datetime], str]:
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    span = last - first
    if span > timedelta(days=60):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        step = next(s for s in (*MONTH_STEPS, months) if months <= s * most or s >= months)
        start = midnight.replace(day=1)
        places = [_later_month(start, m) for m in range(0, months + 1, step)]
        return places, "month"
    if span > timedelta(days=2):
        step = -(-(span.days + 1) // most)
        return [midnight + timedelta(days=d) for d in range(0, span.days + 2, step)], "day"
    hours = next(h for h in (1, 2, 3, 6, 12) if span <= timedelta(hours=h * (most + 1)) or h == 12)  # noqa: PLR2004
    if span <= timedelta(hours=1):
        return [first], "%H:%M"
    return [midnight + timedelta(hours=h) for h in range(0, 73, hours)], "%H:%M"


def _later_month(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)
