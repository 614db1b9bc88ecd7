"""Season cells of a series: of its weekdays or hours, and of its holidays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from gnomon.checks import season
from gnomon.checks.settings import SHORT_REFERENCE
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SEEN = 2  # holidays of the reference from which on they are a cell of their own
A_DAY = timedelta(hours=25)  # or one in which clocks are set back
SUNDAY = 6


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """In which season cell each window lies.

    Attributes:
        reference: `(R,)`; -1 for a holiday that nothing is learned from.
        current: `(T,)`; -1 in none that the reference has.
        other: `(T,)` the Sunday cell, where a holiday may be as one; else the same as `current`.
        count: How many cells there are.
    """

    reference: Integers
    current: Integers
    other: Integers
    count: int


def layout(
    reference: Sequence[Window],
    current: Sequence[Window],
    values: Floats,
    rows: Floats,
    calendar: Collection[date] = (),
) -> Cells:
    """Choose the season of a series from its reference, and set holidays apart.

    Holidays of which the reference has two form a cell of their own. With fewer a holiday is as usual when
    it lies between the usual cell and that of Sundays, and the reference's own teaches nothing.

    Args:
        reference: Its windows that have a value.
        current: The windows to judge.
        values: `(R,)` of the reference.
        rows: `(R,)` how much each counts.
        calendar: Dates of holidays, in the windows' zone.

    Source: STATISTICS B3 (season), C (holidays).
    """
    is_feast, now_feast = _feasts(reference, calendar), _feasts(current, calendar)
    usual = [window for window, feast in zip(reference, is_feast, strict=True) if not feast]
    learned = np.full(len(reference), -1)
    learned[~is_feast], now, name = _season(usual, current, values[~is_feast], rows[~is_feast])
    count = int(learned.max(initial=0)) + 1
    other = now.copy()
    if is_feast.sum() >= SEEN:
        learned[is_feast], now[now_feast], other[now_feast] = count, count, count
        count += 1
    elif name == "day of week":
        sundays = learned[[window is not None and window.day.weekday() == SUNDAY for window in reference]]
        cell = max(sundays.tolist(), default=-1)
        other[now_feast & (cell >= 0)] = cell
    return Cells(learned, now, other, count)


def _season(
    reference: Sequence[Window], current: Sequence[Window], values: Floats, rows: Floats
) -> tuple[Integers, Integers, str]:
    if len(reference) < SHORT_REFERENCE:
        return np.zeros(len(reference), np.int64), np.zeros(len(current), np.int64), season.NONE
    found = season.calendar(reference, current)
    test = values[None, :], np.maximum(rows, 1e-300)[None, :], np.array([True])
    gains = {name: season.gain([test], cells) for name, cells in found.reference.items()}
    name = season.chosen(gains)[0]
    return found.reference[name].copy(), np.array(found.current[name], np.int64), name


def _feasts(windows: Sequence[Window], calendar: Collection[date]) -> Flags:
    days = set(calendar)
    return np.array([w.end - w.start <= A_DAY and w.day in days for w in windows], np.bool_)
