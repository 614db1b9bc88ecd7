"""Closed windows: days of the week, hours of a day and holidays on which no rows are usual."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from gnomon.checks.scalar.cells import A_DAY, SEEN
from gnomon.checks.scalar.volume import DUE
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Day = int | Literal["holiday", "any day"]
Slot = tuple[Day, int]
"""A day of the week, all holidays, or any day; and the minute of the day at which a window of it begins."""

CHANCE = 0.005
"""A slot that chance leaves so empty as often as that is not closed."""


@dataclass(frozen=True, slots=True)
class Closed:
    """When no rows are usual, as the windows of a reference show it.

    Attributes:
        slots: Of each slot of which the reference can say it, whether it is closed.
        most: Of each closed slot, the most rows that it ever had.
        typical: Rows of a usual window that is open.
        holidays: Their dates, in the windows' zone.

    Example:
        >>> from datetime import UTC, datetime, timedelta
        >>> days = [datetime(2013, 1, 5, tzinfo=UTC) + timedelta(days=i) for i in range(30)]
        >>> windows = [Window(day, day + timedelta(days=1)) for day in days]
        >>> found = Closed.of(windows[:28], [0, 9, 9, 9, 9, 9, 9] * 4)
        >>> found.flags(windows[28:]).tolist()
        [True, False]
    """

    slots: Mapping[Slot, bool] = field(default_factory=dict)
    most: Mapping[Slot, float] = field(default_factory=dict)
    typical: float = 0.0
    holidays: frozenset[date] = frozenset()

    @classmethod
    def of(cls, windows: Sequence[Window], rows: Sequence[float], holidays: Collection[date] = ()) -> Closed:
        """Learn what is closed.

        A slot is closed if most of its windows, and at least two, are without rows, and more of them than chance
        leaves so in other slots of its kind.

        Args:
            windows: Of the reference, those without rows among them.
            rows: Of each.
            holidays: Dates of holidays, in the windows' zone.
        """
        known = cls(holidays=frozenset(holidays))
        found: dict[Slot, list[float]] = defaultdict(list)
        for window, n in zip(windows, rows, strict=True):
            for slot in known._slots(window):
                found[slot].append(n)
        seen = {slot: each for slot, each in found.items() if len(each) >= SEEN}
        empty = {slot: each.count(0) for slot, each in seen.items()}
        mostly = {slot for slot, each in seen.items() if empty[slot] >= SEEN and 2 * empty[slot] > len(each)}
        others = {
            kind: _counts(each for slot, each in seen.items() if _kind(slot) == kind) for kind in map(_kind, seen)
        }
        closed = {slot for slot in mostly if _chance(seen[slot], others[_kind(slot)]) < CHANCE}
        return cls(
            {slot: slot in closed for slot in seen if slot not in mostly - closed},
            {slot: max(seen[slot]) for slot in closed},
            float(np.median([n for n in rows if n] or [0])),
            known.holidays,
        )

    def flags(self, windows: Sequence[Window]) -> Flags:
        """Whether no rows are usual in each window: `(n,)`."""
        return np.array([self.slots.get(self._slot(window), False) for window in windows], np.bool_)

    def unknown_holidays(self, windows: Sequence[Window]) -> Flags:
        """Which windows are of holidays while the reference has too few to say what is usual then: `(n,)`."""
        return np.array(
            [self.is_holiday(window) and ("holiday", _minute(window)) not in self.slots for window in windows],
            np.bool_,
        )

    def unusually_many(self, windows: Sequence[Window], rows: Floats, material: float) -> Flags:
        """Which windows have rows that matter although none are usual: `(n,)`."""
        most = [self.most.get(self._slot(window), np.inf) for window in windows]
        return np.asarray(rows > np.maximum(most, max(material * self.typical, DUE)))

    def is_holiday(self, window: Window) -> bool:
        """Whether a window is one of a holiday."""
        return _lasts_a_day(window) and window.day in self.holidays

    def _slots(self, window: Window) -> Iterator[Slot]:
        """The slots of a window, the narrowest first; none of one longer than a day."""
        if not _lasts_a_day(window):
            return
        minute = _minute(window)
        if self.is_holiday(window):
            yield "holiday", minute
            return
        yield window.day.weekday(), minute
        yield "any day", minute

    def _slot(self, window: Window) -> Slot:
        """The narrowest slot of a window that the reference knows."""
        slots = [*self._slots(window)] or [("any day", 0)]
        return next((slot for slot in slots if slot in self.slots), slots[-1])


def _kind(slot: Slot) -> bool:
    """Whether it is of any day: such slots are compared with each other, and the narrower ones too."""
    return slot[0] == "any day"


def _counts(slots: Iterable[Sequence[float]]) -> tuple[int, int]:
    """How many windows slots that have rows have, and how many of these windows have none."""
    known = [(len(rows), rows.count(0)) for rows in slots if any(rows)]
    return sum(n for n, _ in known), sum(empty for _, empty in known)


def _chance(rows: Sequence[float], together: tuple[int, int]) -> float:
    """Chance that a slot is as empty as it is if its windows are as those of other slots; 1 where none has rows.

    Args:
        rows: Of its windows.
        together: Windows of all slots that have rows, and how many of them have none: this slot among them.
    """
    itself = _counts([rows])
    windows, empty = (all_of - own for all_of, own in zip(together, itself, strict=True))
    if not windows:
        return 1.0
    share, n = (empty + 0.5) / (windows + 1), len(rows)
    return sum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(rows.count(0), n + 1))


def _lasts_a_day(window: Window) -> bool:
    return window.end - window.start <= A_DAY


def _minute(window: Window) -> int:
    begin = window.start.astimezone(ZoneInfo(window.zone))
    return 60 * begin.hour + begin.minute
