"""The sentences of alerts: titles, ends and revisions, from plain values.

Numbers are written as in `checks.numbers`, columns as in `checks.phrases`. A
title is one line of at most 150 characters for a phone's lock screen, so that
nothing in it is set apart and what is too long is cut in its middle part.

Source: PAGES 5; ALERTS 1.5, 2.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from gnomon.alerts.policy import Severity
from gnomon.alerts.state import Reason
from gnomon.checks import numbers, phrases
from gnomon.checks.numbers import NO_BREAK

LONGEST_TITLE = 150
MOST_DETAILS = 5
UNITS = ((timedelta(days=1), "d"), (timedelta(hours=1), "h"), (timedelta(minutes=1), "m"))
MOST_MINUTES, MOST_HOURS, MOST_DAYS = timedelta(minutes=90), timedelta(hours=48), timedelta(days=60)
MONTH = timedelta(days=365.25 / 12)

Write = Callable[[float], str]


def moment(at: datetime, zone: str = "UTC", *, with_year: bool = False) -> str:
    """A moment, with its zone.

    Example:
        >>> from datetime import UTC
        >>> at = datetime(2013, 12, 31, tzinfo=UTC)
        >>> moment(at), moment(at, "America/New_York", with_year=True)
        ('31 Dec 00:00 UTC', '30 Dec 2013 19:00 EST')
    """
    local = at.astimezone(ZoneInfo(zone))
    year = f" {local.year}" if with_year else ""
    return f"{local.day} {local:%b}{year} {local:{_clock(at)}} {local:%Z}"


def _clock(*moments: datetime) -> str:
    """How a time of day is written: with seconds where windows begin or end between minutes.

    What the clock on the wall said has microseconds, which no window's edge has: its minute is enough.
    """
    return "%H:%M:%S" if any(at.second and not at.microsecond for at in moments) else "%H:%M"


def lasted(duration: timedelta) -> str:
    """How long something took, in its two largest units.

    Example:
        >>> times = (timedelta(hours=9), timedelta(hours=3, minutes=10), timedelta(days=2, minutes=5), timedelta(0))
        >>> [numbers.plain(lasted(each)) for each in times]
        ['9 h', '3 h 10 m', '2 d', '0 m']
    """
    parts = []
    for length, unit in UNITS:
        parts.append((duration // length, unit))
        duration %= length
    first = next((place for place, (count, _) in enumerate(parts) if count), len(parts) - 1)
    shown = [parts[first], *((count, unit) for count, unit in parts[first + 1 : first + 2] if count)]
    return NO_BREAK.join(f"{count}{NO_BREAK}{unit}" for count, unit in shown)


def about(duration: timedelta) -> str:
    """How long something took, roughly: minutes to 90 min, hours to 48 h, days to 60 d, then months.

    Example:
        >>> times = (timedelta(minutes=40), timedelta(hours=25, minutes=50), timedelta(days=3), timedelta(days=365))
        >>> [numbers.plain(about(each)) for each in times]
        ['40 min', '26 h', '3 d', '12 mo']
    """
    if duration <= MOST_MINUTES:
        return f"{round(duration / timedelta(minutes=1))}{NO_BREAK}min"
    if duration <= MOST_HOURS:
        return f"{round(duration / timedelta(hours=1))}{NO_BREAK}h"
    if duration <= MOST_DAYS:
        return f"{round(duration / timedelta(days=1))}{NO_BREAK}d"
    return f"{round(duration / MONTH)}{NO_BREAK}mo"


def drifted(monitor: str, columns: int, of: int, worst: str) -> str:
    """The middle of a title: columns that changed.

    Args:
        monitor: The monitor's name.
        columns: How many columns are open.
        of: How many it looks at.
        worst: The name of the worst.

    Example:
        >>> drifted("inputs", 3, 42, "age"), drifted("inputs", 1, 42, "age")
        ('inputs drifted, 3 of 42 columns, worst age', 'inputs drifted, 1 of 42 columns, age')
    """
    which = numbers.short(worst) if columns == 1 else f"worst {numbers.short(worst)}"
    return f"{monitor} drifted, {_of(columns, of)} columns, {which}"


def emptied(what: str, columns: int, of: int) -> str:
    """The middle of a title: columns that hold nothing any more.

    Args:
        what: What they have in common.
        columns: How many are empty.
        of: How many inputs there are.

    Example:
        >>> emptied("weather", 7, 14)
        'no weather, 7 of 14 inputs empty'
    """
    return f"no {numbers.short(what)}, {_of(columns, of)} inputs empty"


def firing(severity: Severity, entity: str, what: str, since: str, *, again: bool = False) -> str:
    """The title of an alert that fires.

    Args:
        severity: How severe.
        entity: The entity's name.
        what: What is wrong, in a few words.
        since: Start of its first violating window, as `moment` says it.
        again: Whether it was told before.

    Example:
        >>> firing("critical", "flights-delay", "no weather, 7 of 14 inputs empty", "31 Dec 00:00 UTC")
        '[FIRING critical] flights-delay: no weather, 7 of 14 inputs empty, since 31 Dec 00:00 UTC'
        >>> firing("critical", "flights-delay", "no weather", "31 Dec 00:00 UTC", again=True)
        '[STILL FIRING critical] flights-delay: no weather, since 31 Dec 00:00 UTC'
    """
    still = "STILL " if again else ""
    return _title(f"[{still}FIRING {severity}] {numbers.short(entity)}: ", what, f", since {since}")


def resolved(after: timedelta, entity: str, what: str, reason: Reason) -> str:
    """The title of an alert that is over.

    Args:
        after: How long it lasted, from the start of its first window.
        entity: The entity's name.
        what: What was wrong, as its first title said it.
        reason: Why it is over.

    Example:
        >>> print(numbers.plain(resolved(timedelta(hours=9), "flights-delay", "no weather", "recovered")))
        [RESOLVED after 9 h] flights-delay: no weather: recovered.
    """
    return _title(f"[RESOLVED after {lasted(after)}] {numbers.short(entity)}: ", what, f": {because(reason)}.")


def because(reason: Reason) -> str:
    """Why an alert is over.

    Example:
        >>> because("stale")
        'closed without evidence of recovery'
    """
    match reason:
        case "recovered":
            return "recovered"
        case "retracted":
            return "withdrawn after late rows"
        case "stale":
            return "closed without evidence of recovery"
        case "monitor_removed":
            return "the monitor was removed"
        case "monitor_changed":
            return "the monitor now waits longer before it fires"
        case "joined":
            return "late rows made it part of another episode"
        case _ as never:
            assert_never(never)


def course(peak: float, last: float, reason: Reason, write: Write = numbers.effect) -> str:
    """How it went, when it is over.

    Args:
        peak: The worst figure.
        last: The figure when it was over.
        reason: Why it is over.
        write: How a figure is written.

    Example:
        >>> course(0.31, 0.02, "recovered")
        'Peak 0.31, last 0.02: recovered.'
    """
    return f"Peak {write(peak)}, last {write(last)}: {because(reason)}."


def revised(rows: float, figures: tuple[float, float], starts: tuple[datetime, datetime], zone: str = "UTC") -> str:
    """What late rows changed in an alert that fires.

    Args:
        rows: How many came late; 0 where that is not known.
        figures: The worst figure as it was told, and now.
        starts: The start as it was told, and now.
        zone: The time zone in which people read it.

    Example:
        >>> from datetime import UTC
        >>> was, now = (datetime(2013, 12, 31, hour, tzinfo=UTC) for hour in (8, 6))
        >>> print(numbers.plain(revised(12400, (0.31, 0.24), (was, now))))
        Revised with 12 400 late rows: 0.31 → 0.24; starts 06:00, not 08:00.
    """
    parts = []
    before, after = (numbers.effect(figure) for figure in figures)
    if before != after:
        parts.append(f"{before} {phrases.ARROW} {after}")
    if starts[0] != starts[1]:
        parts.append("starts {1}, not {0}".format(*_clocks(starts, zone)))
    late = (
        f"Revised with {numbers.count(rows)} late {'row' if rows == 1 else 'rows'}"
        if rows
        else "Revised with late data"
    )
    return f"{late}: {'; '.join(parts)}." if parts else f"{late}."


def retracted(figure: float, limit: float, write: Write = numbers.effect) -> str:
    """An alert that late rows took back.

    Example:
        >>> retracted(0.08, 0.1)
        'With the late rows the figure is 0.08, inside the limit 0.10; the alert is withdrawn.'
    """
    return f"With the late rows the figure is {write(figure)}, inside the limit {write(limit)}; the alert is withdrawn."


def seen_late(since: str, seen: str, share: float, late: timedelta) -> str:
    """Why an alert fires only now.

    Args:
        since: Event time of its start, as people read it.
        seen: When it was seen.
        share: Share of the rows that came late.
        late: How late.

    Example:
        >>> print(numbers.plain(seen_late("06:00", "14:10", 0.31, timedelta(hours=8))))
        since 06:00 (event time); seen at 14:10 because 31 % of the rows came 8 h late
    """
    return (
        f"since {since} (event time); seen at {seen} because {numbers.share(share)} of the rows came {about(late)} late"
    )


def was_down(length: timedelta) -> str:
    """Why messages come late after an outage of gnomon's own.

    Example:
        >>> print(numbers.plain(was_down(timedelta(minutes=40))))
        seen late: gnomon was down 40 min
    """
    return f"seen late: gnomon was down {about(length)}"


def against(effect: float, material: float) -> str:
    """How big it is against what matters.

    Example:
        >>> print(numbers.plain(against(0.31, 0.1)))
        effect 0.31 = 3.1 × material 0.10
    """
    return f"effect {numbers.effect(effect)} = {abs(effect / material):.1f} × material {numbers.effect(material)}"


def beside(others: Sequence[tuple[str, str]]) -> str:
    """What else is open of the same alert.

    Args:
        others: For each older episode its worst column and since when, as `moment` says it.

    Example:
        >>> print(beside([("temp", "3 Mar 06:00 UTC"), ("dewp", "9 Mar 07:00 UTC")]))
        Still open: *temp* since 3 Mar 06:00 UTC, *dewp* since 9 Mar 07:00 UTC.
    """
    return f"Still open: {', '.join(f'{_named(name)}since {since}' for name, since in others)}."


def columns(names: Sequence[str]) -> str:
    """The worst columns, and how many more there are.

    Args:
        names: All, worst first.

    Example:
        >>> columns(["a", "b"]), columns(list("abcdefgh"))
        ('*a*, *b*', '*a*, *b*, *c*, *d*, *e* and 3 more')
    """
    rest = len(names) - MOST_DETAILS
    shown = ", ".join(phrases.named(numbers.short(name)) for name in names[:MOST_DETAILS])
    return f"{shown} and {numbers.count(rest)} more" if rest > 0 else shown


def _named(name: str) -> str:
    return f"{phrases.named(numbers.short(name))} " if name else ""


def _of(columns: int, of: int) -> str:
    return f"{numbers.count(columns)} of {numbers.count(of)}"


def _clocks(moments: tuple[datetime, datetime], zone: str) -> list[str]:
    """Both times of day, with their days where these differ."""
    local = [at.astimezone(ZoneInfo(zone)) for at in moments]
    day = "" if local[0].date() == local[1].date() else "{0.day} {0:%b} "
    return [(day + "{0:" + _clock(*local) + "}").format(at) for at in local]


def _title(head: str, what: str, tail: str) -> str:
    return head + numbers.short(what, LONGEST_TITLE - len(head) - len(tail)) + tail
