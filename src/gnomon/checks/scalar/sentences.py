"""The sentences of a series: the value now, what is usual, since when, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from gnomon.checks import numbers, phrases
from gnomon.checks.numbers import EN_DASH, NO_BREAK
from gnomon.profiles.windows import Window

Kind = Literal["share", "volume", "positive", "mean", "freshness"]

MINUTE, HOUR, DAY, MONTH = 60.0, 3600.0, 86_400.0, 2_629_800.0
A_DAY = timedelta(hours=23)  # or more: one in which clocks are set forward is a day too
MOST_TOLD = 1e6  # rarer than once in so many windows is not told more exactly

ROWS = ("", "rows")
"""Names of a volume that counts rows; any other counts what it is called after."""

NAMES = {"share": "share", "positive": "value", "mean": "mean"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence is made of.

    Attributes:
        kind: Of the series.
        name: Of the series.
        window: Which window.
        value: What was measured.
        expected: What is usual.
        low: Lower end of what is usual.
        high: Upper end of it.
        effect: Size of the change, over `level` windows.
        level: How many last windows were merged.
        rows: Rows that it stands on.
        apart: Seconds that an age leaves out, since no rows are usual then.
    """

    kind: Kind
    name: str
    window: Window
    value: float
    expected: float
    low: float
    high: float
    effect: float
    level: int
    rows: float
    apart: float = 0.0


def age(seconds: float) -> str:
    """A stretch of time: minutes to 90, hours to 48, days to 60, then months.

    Example:
        >>> [numbers.plain(age(s)) for s in (20, 1500, 9000, 93_600, 300_000, 9e6)]
        ['20 s', '25 min', '2.5 h', '26 h', '3.5 d', '3.4 mo']
    """
    for unit, most, name in ((1.0, 90, "s"), (MINUTE, 90, "min"), (HOUR, 48, "h"), (DAY, 60, "d"), (MONTH, 1e9, "mo")):
        if seconds <= most * unit:
            told = seconds / unit
            return numbers.count(told) + NO_BREAK + name if told >= 10 else f"{told:.2g}{NO_BREAK}{name}"  # noqa: PLR2004
    return numbers.NOTHING


def by_chance(p: float) -> str:
    """How rare a change is when nothing changed.

    Example:
        >>> print(numbers.plain(by_chance(0.00011)))
        Such a change by chance: once in 9 100 windows.
        >>> print(numbers.plain(by_chance(1e-12)))
        Such a change by chance: less than once in 1 M windows.
    """
    if p <= 1 / MOST_TOLD:
        return f"Such a change by chance: less than once in {numbers.count(MOST_TOLD)} windows.".replace("1.0", "1")
    digits = max(0, math.floor(math.log10(1 / p)) - 1)
    return f"Such a change by chance: once in {numbers.count(round(1 / p, -digits))} windows."


def violation(told: Told, p: float) -> str:
    """What changed.

    Args:
        told: The figures.
        p: Chance of it when nothing changed.
    """
    return f"{_now(told)}{_merged(told)} {_away(told)} {_usual(told)}. {by_chance(p)}"


def ok(told: Told, material: float, *, is_far: bool) -> str:
    """Nothing changed that matters.

    Args:
        told: The figures of the window alone.
        material: The least effect that matters.
        is_far: Whether the value lies outside what is usual all the same.
    """
    if not is_far:
        return f"{_now(told)}, as usual{_span(told)}."
    why = "less than what matters" if abs(told.effect) < material else "not surely enough to tell"
    return f"{_now(told)}, {_away(told)} {_usual(told)}: {why}."


def shifted(run: int, *, is_up: bool, since: Window) -> str:
    """A new level, offered as a new reference.

    Args:
        run: So many last windows on one side.
        is_up: On which.
        since: The first of them.
    """
    side = "above" if is_up else "below"
    return (
        f"The last {run} windows all lie {side} what was usual: if this is the new level, "
        f"take a new reference from {since.name} on."
    )


def none_of_many(name: str, window: Window, expected: float) -> str:
    """None where there should be some.

    Args:
        name: Of the series.
        window: Which window.
        expected: How many were usual.
    """
    usual = numbers.count(expected)
    if name not in ROWS:
        return f"{phrases.named(name)} is 0{phrases.when(window)}; {usual} were usual."
    return f"No rows{phrases.when(window)}; {usual} were usual. Look whether the source still delivers."


def resting(window: Window, rows: float, usual: float | None, *, is_holiday: bool, is_many: bool) -> str:
    """A window in which no rows are usual.

    Args:
        window: Which.
        rows: How many it has.
        usual: What is usual in other windows of its season, where a holiday may have fewer; None where none are.
        is_holiday: Whether it is one of a holiday.
        is_many: Whether its rows are to be told.

    Example:
        >>> from datetime import UTC, datetime
        >>> day = Window(datetime(2013, 1, 5, tzinfo=UTC), datetime(2013, 1, 6, tzinfo=UTC))
        >>> resting(day, 0, None, is_holiday=False, is_many=False)
        'No rows on 5 Jan, as usual on a Saturday.'
        >>> numbers.plain(resting(day, 310, None, is_holiday=False, is_many=True))
        '310 rows on 5 Jan; none are usual on a Saturday.'
        >>> numbers.plain(resting(day, 310, 900, is_holiday=True, is_many=False))
        '310 rows on 5 Jan; on a holiday fewer than the usual 900 are no news.'
    """
    came = f"{phrases.in_rows(rows) if rows else 'No rows'}{phrases.when(window)}"
    if usual is not None:
        return f"{came}; on a holiday fewer than the usual {numbers.count(usual)} are no news."
    hour = "" if window.end - window.start >= A_DAY else " at this hour"
    when = f"{hour} on a {'holiday' if is_holiday else f'{window.day:%A}'}"
    if not rows:
        return f"{came}, as usual{when}."
    return f"{came}; none are usual{when}{'' if is_many else ', and so few are no news'}."


def no_value(name: str, window: Window) -> str:
    """A window without a value."""
    return f"No {name or 'value'}{phrases.when(window)}: there are no rows to compute it from."


def few_windows(known: int, least: int) -> str:
    """Too short a reference.

    Example:
        >>> few_windows(1, 2)
        'The reference has 1 window with a value: what is usual is not known (at least 2).'
    """
    what = "1 window" if known == 1 else f"{known} windows"
    return f"The reference has {what} with a value: what is usual is not known (at least {least})."


def hidden(told: Told, detectable: float, material: float) -> str:
    """Too few rows to see what matters."""
    seen, least = (_size(told.kind, x).lstrip("+") for x in (detectable, material))
    return f"{phrases.in_rows(told.rows)}: changes below {seen} would not be seen (material: {least})."


def figure(kind: Kind, x: float) -> str:
    """A value of a series as it is written."""
    match kind:
        case "share":
            return numbers.share(min(max(x, 0.0), 1.0))
        case "volume":
            return numbers.count(max(x, 0.0))
        case "freshness":
            return age(max(x, 0.0))
        case _:
            return numbers.figure(x)


def _size(kind: Kind, effect: float) -> str:
    """The size of a change, with its sign where it is a difference."""
    if kind == "share":
        return numbers.points(effect)
    return phrases.sd(effect) if kind == "mean" else numbers.share(abs(effect))


def _now(told: Told) -> str:
    at = phrases.when(told.window)
    match told.kind:
        case "volume" if told.name in ROWS:
            return f"{phrases.in_rows(told.value)}{at}"
        case "volume":
            return f"{phrases.named(told.name)} is {figure(told.kind, told.value)}{at}"
        case "freshness":
            whole = f"The newest event is {age(told.value + told.apart)} old at the end of {told.window.name}"
            return whole if not told.apart else f"{whole}, {age(told.value)} without the time that usually has no rows"
        case _:
            basis = f" {phrases.basis(told.rows)}" if told.rows > 1 else ""
            return f"{phrases.named(told.name or NAMES[told.kind])} is {figure(told.kind, told.value)}{at}{basis}"


def _merged(told: Told) -> str:
    return f"; the last {told.level} windows together lie" if told.level > 1 else ","


def _away(told: Told) -> str:
    up = told.effect > 0
    match told.kind:
        case "volume" if told.name not in ROWS:
            return f"{numbers.share(abs(told.effect))} {_side(up)}"
        case "volume":
            more = f"{numbers.share(told.effect)} more" if up else f"{numbers.share(-told.effect)} fewer"
            return more + " than" if told.level == 1 else f"{numbers.share(abs(told.effect))} {_side(up)}"
        case "freshness":
            return "older than"
        case "share":
            return f"{numbers.points(told.effect).lstrip('+−')} {_side(up)}"
        case _:
            return f"{_size(told.kind, told.effect)} {_side(up)}"


def _side(up: bool) -> str:
    return "above" if up else "below"


def _usual(told: Told) -> str:
    return f"the usual {figure(told.kind, told.expected)}{_span(told)}"


def _span(told: Told) -> str:
    return f" ({_ends(told)})" if told.high > told.low else ""


def _ends(told: Told) -> str:
    return f"{figure(told.kind, told.low)}{EN_DASH}{figure(told.kind, told.high)}"
