"""From the figures of a series to a verdict for each of its windows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from gnomon.checks import states
from gnomon.checks.scalar import sentences, volume
from gnomon.checks.scalar.decision import Decided, Request
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.sentences import Told
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.verdict import Status
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SHIFT = 14
"""So many windows on one side are a new level. A sentence says no more of the past than they do, so that it does not
depend on how many windows are judged at once."""


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken run of windows: how many, the first, and the last ones; windows that say nothing do not break it."""

    length: int = 0
    first: Window | None = None
    last: tuple[Window, ...] = ()

    def after(self, window: Window, *, goes_on: bool) -> Run:
        """The run once another window is known."""
        if not goes_on:
            return Run()
        return Run(self.length + 1, self.first or window, (*self.last, window)[-SHIFT:])


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """What each window is: `(T,)` each.

    Attributes:
        judged: Whether the reference has windows of that season too.
        closed: Whether no rows are usual.
        many: Whether it has rows that matter all the same.
        spared: Whether it has fewer rows than usual on a holiday of which the reference says too little.
        no_rows: Whether it has none where the reference always had some.
        holidays: Their dates, in the windows' zone.
        apart: Seconds that an age leaves out; None where nothing is left out.
    """

    judged: Flags
    closed: Flags
    many: Flags
    spared: Flags
    no_rows: Flags
    holidays: Collection[date] = ()
    apart: Floats | None = None


def without_usual(
    request: Request, current: Points, known: Flags, windows: int, least: int
) -> tuple[ScalarVerdict, ...]:
    """The verdicts where the reference says nothing.

    Args:
        request: What is asked.
        current: The series.
        known: `(T,)` whether there is a value.
        windows: How many windows of the reference have one.
        least: How many it takes.
    """
    few = sentences.few_windows(windows, least)
    return tuple(
        _bare("insufficient_data", few, current, i) if known[i] else _none(request, current, i)
        for i in range(len(current))
    )


def verdicts(request: Request, current: Points, decided: Decided, known: Flags, days: Days) -> Iterator[ScalarVerdict]:
    """A verdict for each window.

    Args:
        request: What is asked.
        current: The series.
        decided: Its figures.
        known: `(T,)` whether there is a value.
        days: What each window is.
    """
    firing, level, side = Run(), Run(), 0.0
    for i, window in enumerate(current.windows):
        if not known[i]:
            yield _none(request, current, i)
            continue
        if days.closed[i] or days.spared[i]:
            fires = bool(days.many[i])
            firing = firing.after(window, goes_on=fires) if current.values[i] else firing
            yield _resting(current, days, decided, i, firing, fires=fires)
            continue
        if not days.judged[i]:
            yield _bare("insufficient_data", states.unknown_season(), current, i)
            continue
        here = float(decided.side[i])
        level = (level if here == side else Run()).after(window, goes_on=here != 0)
        side = here
        is_none = request.kind == "volume" and current.values[i] == 0 and decided.expected[i] > volume.DUE
        fires = bool(decided.p[i] <= request.alpha) or bool(days.no_rows[i])
        firing = firing.after(window, goes_on=fires)
        told = _told(request, current, decided, i, days)
        yield _judged(request, told, decided, i, firing, level, is_none=is_none)


def _judged(
    request: Request, told: Told, decided: Decided, i: int, firing: Run, level: Run, *, is_none: bool
) -> ScalarVerdict:
    fires = firing.length > 0
    status: Status = "no_data" if is_none else "violation" if fires else "ok"
    if status == "ok" and decided.is_blind[i]:
        status = "insufficient_data"
    shift = level.length if level.length >= SHIFT else 0
    reason = _reason(request, told, status, decided, i)
    if shift:
        reason += " " + sentences.shifted(SHIFT, is_up=bool(decided.side[i] > 0), since=level.last[0])
    figures = (decided.low, decided.high, decided.limit, decided.effect)
    low, high, limit, effect = (_finite(x[i]) for x in figures)
    return ScalarVerdict(
        status,
        reason,
        value=told.value,
        expected=told.expected,
        low=low,
        high=high,
        limit=limit,
        effect=effect,
        material=request.material,
        p=float(decided.p[i]),
        z=_finite(decided.z[i]),
        level=int(decided.level[i]),
        rows=int(told.rows),
        is_calm=bool(decided.is_calm[i]) and not fires,
        admissible=bool(decided.admissible[i]),
        fires=fires,
        window=told.window,
        since=firing.first,
        shift=shift,
        detectable=_finite(decided.detectable[i]),
    )


def _reason(request: Request, told: Told, status: Status, decided: Decided, i: int) -> str:
    match status:
        case "no_data":
            return sentences.none_of_many(told.name, told.window, told.expected)
        case "violation":
            return sentences.violation(told, float(decided.p[i]))
        case "insufficient_data":
            return sentences.hidden(told, float(decided.detectable[i]), request.material)
        case _:
            alone = replace(told, effect=float(decided.alone[i]), level=1)
            return sentences.ok(alone, request.material, is_far=not told.low <= told.value <= told.high)


def _resting(current: Points, days: Days, decided: Decided, i: int, firing: Run, *, fires: bool) -> ScalarVerdict:
    """The verdict of a window in which no rows are usual: it neither begins nor ends what fires, unless rows came."""
    window, rows = current.windows[i], float(current.values[i])
    usual = None if days.closed[i] else float(decided.expected[i])
    return ScalarVerdict(
        "violation" if fires else "ok",
        sentences.resting(window, rows, usual, is_holiday=window.day in days.holidays, is_many=fires),
        value=rows,
        expected=usual or 0.0,
        rows=int(rows),
        is_calm=firing.length == 0,
        admissible=fires,
        fires=fires,
        window=window,
        since=firing.first if fires else None,
    )


def _told(request: Request, current: Points, decided: Decided, i: int, days: Days) -> Told:
    rows = current.values[i] if request.kind == "volume" else current.rows[i]
    figures = (decided.expected[i], decided.low[i], decided.high[i], decided.effect[i])
    expected, low, high, effect = (float(x) for x in figures)
    value, level = float(current.values[i]), int(decided.level[i])
    apart = 0.0 if days.apart is None else float(days.apart[i])
    window = current.windows[i]
    return Told(request.kind, request.name, window, value, expected, low, high, effect, level, float(rows), apart)


def _none(request: Request, current: Points, i: int) -> ScalarVerdict:
    reason = sentences.no_value(request.name, current.windows[i])
    return ScalarVerdict("no_data", reason, rows=int(current.rows[i]), window=current.windows[i])


def _bare(status: Status, reason: str, current: Points, i: int) -> ScalarVerdict:
    value, rows = float(current.values[i]), int(current.rows[i])
    return ScalarVerdict(status, reason, value=value, rows=rows, window=current.windows[i])


def _finite(x: float | np.float64) -> float | None:
    return float(x) if np.isfinite(x) else None
