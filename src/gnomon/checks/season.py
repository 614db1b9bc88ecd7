"""Seasons: whether a column's windows repeat by weekday or by hour, learned once from the reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LEAST_WINDOWS = 3  # a season cell needs so many reference windows
MOST_RHO = 0.95
SATURDAY = 5

NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """In which cell of each possible season a window lies; -1 in none that the reference has.

    Attributes:
        reference: `(R,)` cell of each reference window, by season.
        current: `(T,)` cell of each current window, by season.
    """

    reference: Mapping[str, Integers]
    current: Mapping[str, Integers]

    @classmethod
    def without(cls, reference: int, current: int) -> Calendar:
        """No season, for so many windows of both sides."""
        return cls({NONE: np.zeros(reference, np.int64)}, {NONE: np.zeros(current, np.int64)})


def calendar(reference: Sequence[Window], current: Sequence[Window]) -> Calendar:
    """Lay out the seasons that windows of this length can have.

    A season whose cells do not all have three reference windows is left out.

    Example:
        >>> from datetime import UTC, datetime
        >>> days = [datetime(2013, 1, 1, tzinfo=UTC) + timedelta(days=i) for i in range(28)]
        >>> windows = [Window(day, day + timedelta(days=1)) for day in days]
        >>> found = calendar(windows, windows[:2])
        >>> list(found.reference), found.current["day of week"].tolist()
        (['none', 'day of week'], [1, 2])
    """
    found = Calendar.without(len(reference), len(current))
    seasons = {NONE: found.reference[NONE]}, {NONE: found.current[NONE]}
    for name, keys in _keys(reference).items():
        known, cells = np.unique(keys, return_inverse=True)
        if len(known) > 1 and np.bincount(cells).min() >= LEAST_WINDOWS:
            now = _keys(current).get(name, np.full(len(current), -1))
            places = np.minimum(np.searchsorted(known, now), len(known) - 1)
            seasons[0][name] = cells.astype(np.int64)
            seasons[1][name] = np.where(known[places] == now, places, -1)
    return Calendar(*seasons)


def _keys(windows: Sequence[Window]) -> dict[str, Integers]:
    """What each season calls each window; no season whose cells the windows straddle."""
    starts = [window.start.astimezone(ZoneInfo(window.zone)) for window in windows]
    longest = max((window.end - window.start for window in windows), default=timedelta(0))
    days = np.array([start.weekday() for start in starts], np.int64)
    found = {}
    if longest <= timedelta(hours=25):  # a day, or one in which clocks are set back
        found["day of week"] = days
    if longest < timedelta(hours=23):
        hours = np.array([start.hour for start in starts], np.int64)
        found["hour"] = hours
        found["hour and weekend"] = hours + 24 * (days >= SATURDAY)
    return found


def gain(tests: Sequence[tuple[Floats, Floats, Flags]], cells: Integers) -> Floats:
    """How much better a season explains linear tests than none does: the difference of BIC, better below 0.

    Windows that resemble the one before are not independent evidence, so the
    sample is what remains of it after the residuals' autocorrelation.

    Args:
        tests: For each test `(J, R)` values, `(J, R)` rows, and `(J,)` whether the column has it.
        cells: `(R,)` season cell of each window.

    Returns:
        `(J,)`.

    Source: Schwarz 1978; STATISTICS B3.
    """
    seasons = int(cells.max()) + 1
    size = len(cells)
    total = np.zeros(len(tests[0][0]))
    for a, n, present in tests:
        before = (n * (a - _mean(a, n)) ** 2).sum(1)
        residual = np.zeros_like(a)
        for cell in range(seasons):
            inside = cells == cell
            residual[:, inside] = a[:, inside] - _mean(a[:, inside], n[:, inside])
        z = residual * np.sqrt(n)
        after = (z**2).sum(1)
        r1 = (z[:, 1:] * z[:, :-1]).sum(1) / np.maximum(after, 1e-300) - 1 / np.sqrt(size)
        r1 = np.clip(r1, 0, MOST_RHO)
        effective = size * (1 - r1) / (1 + r1)
        better = np.log(np.maximum(after, 1e-300) / np.maximum(before, 1e-300))
        cost = (seasons - 1) * np.log(np.maximum(effective, 2))
        total += np.where(present, np.where(before > 0, effective * better, 0) + cost, 0)
    return total


def _mean(a: Floats, n: Floats) -> Floats:
    """Mean weighted by rows, `(J, 1)`; 0 without rows."""
    rows = n.sum(1, keepdims=True)
    return np.asarray((a * n).sum(1, keepdims=True) / np.where(rows > 0, rows, 1))


def chosen(gains: Mapping[str, Floats]) -> list[str]:
    """The season of each column: that with the least BIC, none unless strictly better.

    Args:
        gains: `(J,)` of each season; at least one.
    """
    names = list(gains)
    table = np.stack([gains[name] for name in names])
    best = table.argmin(0)
    return [names[b] if table[b, j] < 0 else NONE for j, b in enumerate(best.tolist())]
