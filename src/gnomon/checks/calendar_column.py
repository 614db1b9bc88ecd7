"""Columns of the calendar: the month, the weekday, the hour of a row's own time. They change because time passes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache, partial

from gnomon.profiles.category import CategorySummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.summary import Summary
from gnomon.profiles.windows import Window

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

FEWEST_WINDOWS, FEWEST_VALUES = 7, 3
"""So many windows and values agree with the calendar by no chance; with fewer the column's name must say it as well."""

MOST_VALUES = 3
"""A window that is short against the field has no more values of it, its zone and the column's being different."""

OFFSETS = range(-14, 15)
"""Hours by which the column's clock may differ from UTC."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of the calendar.

    Attributes:
        name: What people call it.
        of: Its value at a time.
        cycle: How many values it has.
        words: Words in a column's name that say it.
        codes: By code, the value of each number that stands for one: `1` for Monday, or `0`.
        names: Value by word, where words stand for it.
    """

    name: str
    of: Callable[[datetime], int]
    cycle: int
    words: frozenset[str]
    codes: tuple[Callable[[int], int], ...] = (int,)
    names: Mapping[str, int] = field(default_factory=dict)


def _named(names: Sequence[str]) -> dict[str, int]:
    return {form: i for i, name in enumerate(names) for form in (name, name[:3])}


FIELDS = (
    Field("hour", lambda t: t.hour, 24, frozenset({"hour", "hr", "hh"})),
    Field(
        "weekday", datetime.weekday, 7, frozenset({"weekday", "dow", "wday", "day", "dayofweek"}),
        (int, lambda v: v - 1, lambda v: (v - 1) % 7, lambda v: (v - 2) % 7), _named(WEEKDAYS),
    ),
    Field("day of the month", lambda t: t.day, 31, frozenset({"day", "dom", "mday"})),
    Field("day of the year", lambda t: t.timetuple().tm_yday, 366, frozenset({"doy", "yday", "dayofyear"})),
    Field("week", lambda t: t.isocalendar().week, 53, frozenset({"week", "wk", "weekofyear"})),
    Field(
        "month", lambda t: t.month - 1, 12, frozenset({"month", "mnth", "mon", "mth"}),
        (lambda v: v - 1, int), _named(MONTHS),
    ),
    Field("quarter", lambda t: (t.month - 1) // 3 + 1, 4, frozenset({"quarter", "qtr"})),
    Field("year", lambda t: t.year, 1 << 14, frozenset({"year", "yr", "yyyy"})),
)  # fmt: skip


def field_of(name: str, windows: Sequence[Window], sides: Iterable[Summary]) -> str:
    """The field of the calendar that a column is; empty when it is none.

    A column is one when in every window it has just the values that the field takes there, on a clock that
    differs from UTC by whole hours, daylight saving apart.

    Args:
        name: The column's name: where windows are few, or within one month, it must say the field too.
        windows: R windows of time.
        sides: The column in each.
    """
    seen = [(window, values) for window, side in zip(windows, sides, strict=False) if (values := _values(side))]
    if not seen or any(len(values) > MOST_VALUES for _, values in seen):
        return ""
    words = {word.lower() for word in WORD.findall(name)}
    distinct = set[object]().union(*(values for _, values in seen))
    is_certain = len(seen) >= FEWEST_WINDOWS and len(distinct) >= FEWEST_VALUES
    for one in FIELDS:
        if (is_certain or words & one.words) and any(_agrees(one, seen, decode) for decode in _decoders(one)):
            return one.name
    return ""


def _values(side: Summary) -> frozenset[object]:
    """The values of a window, one more than `MOST_VALUES` of them where there are many."""
    if isinstance(side, NumberSummary):
        return frozenset(side.points()[: MOST_VALUES + 1].tolist())
    if isinstance(side, CategorySummary):
        return frozenset(name.strip().lower() for name, _ in side.top(MOST_VALUES + 1))
    return frozenset()


def _decoders(field: Field) -> Iterator[Callable[[object], int | None]]:
    yield from (partial(_number, code, field.cycle) for code in field.codes)
    yield partial(_word, field.names)


def _number(code: Callable[[int], int], most: int, value: object) -> int | None:
    return code(int(value)) if isinstance(value, float) and value.is_integer() and 0 <= value <= most else None


def _word(names: Mapping[str, int], value: object) -> int | None:
    return names.get(value) if isinstance(value, str) else None


def _agrees(
    field: Field, seen: Sequence[tuple[Window, frozenset[object]]], decode: Callable[[object], int | None]
) -> bool:
    """Whether the column is this field, written in this way, on any clock."""
    decoded = [(window, {decode(value) for value in values}) for window, values in seen]
    return any(all(values <= _taken(field, window, offset) for window, values in decoded) for offset in OFFSETS)


@lru_cache(1 << 14)
def _taken(field: Field, window: Window, offset: int) -> frozenset[int | None]:
    """The values that a field takes in a window, by a clock that may be an hour ahead; none if that tells nothing."""
    time, end = (moment + offset * HOUR for moment in (window.start, window.end))
    step = HOUR if end - time <= 2 * DAY else DAY
    found = {field.of(end)}
    while time < end:
        found.add(field.of(time))
        time += step
    return frozenset(found) if 2 * len(found) <= field.cycle else frozenset()
