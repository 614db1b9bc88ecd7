"""A column over time: what the lanes of a page draw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import TypeVar

from gnomon.charts import timeline
from gnomon.charts.micro.strip import Cell, worst
from gnomon.charts.timeline import MOST_WINDOWS, Timeline
from gnomon.checks.verdict import WindowVerdict
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.summary import Summary, together
from gnomon.profiles.windows import Window

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OverTime:
    """A column's summaries and verdicts, window by window.

    Attributes:
        column: Its name.
        line: The windows.
        summaries: What each window holds; None where the column is not there.
        verdicts: Each window's verdict, of the worst where several are drawn as one; None where there is none.
        reference: The stretch of the reference, where it is known.
    """

    column: str
    line: Timeline
    summaries: tuple[Summary | None, ...]
    verdicts: tuple[WindowVerdict | None, ...]
    reference: Window | None = None

    @property
    def statuses(self) -> tuple[Cell, ...]:
        """The cells of the verdict strip."""
        return tuple(verdict.status if verdict else None for verdict in self.verdicts)

    @property
    def newest(self) -> WindowVerdict | None:
        """The verdict on the newest window that is not of maintenance; None where there is none."""
        pairs = zip(reversed(self.line.windows), reversed(self.verdicts), strict=True)
        return next((verdict for window, verdict in pairs if window.start not in self.line.aside), None)

    @property
    def violations(self) -> list[int]:
        """Places of the windows that are in violation."""
        return [i for i, status in enumerate(self.statuses) if status == "violation"]

    def runs(self, items: Sequence[T | None]) -> list[T | None]:
        """One item a window, with a gap (None) wherever windows are missing between two."""
        spaced: list[T | None] = []
        for i, item in enumerate(items):
            spaced.append(item)
            if self.line.gap_after(i):
                spaced.append(None)
        return spaced


def over_time(
    column: str,
    series: ProfileSeries,
    verdicts: Sequence[WindowVerdict] = (),
    most: int = MOST_WINDOWS,
    reference: Window | None = None,
) -> OverTime | None:
    """A column of a series, its profiles added up until there are at most `most`.

    Args:
        column: Its name.
        series: The windows.
        verdicts: The column's verdicts, one a window, in any order.
        most: Windows to draw at most.
        reference: The stretch of the reference, to shade.

    Returns:
        None when the series has no window.
    """
    if not len(series):
        return None
    groups, note = timeline.rolled(series.windows, most)
    by_window = {verdict.window.start: verdict for verdict in verdicts}
    windows, summaries, found = [], [], []
    for group in groups:
        first, last = series.windows[group[0]], series.windows[group[-1]]
        windows.append(Window(first.start, last.end, first.zone))
        summaries.append(_together(column, [series.profiles[i] for i in group]))
        found.append(_worst([by_window.get(series.windows[i].start) for i in group]))
    return OverTime(column, Timeline(tuple(windows), note), tuple(summaries), tuple(found), reference)


def _together(column: str, profiles: Sequence[Profile]) -> Summary | None:
    parts = [p[column] for p in profiles if column in p]
    return reduce(partial(together, column), parts) if parts else None


def _worst(verdicts: Sequence[WindowVerdict | None]) -> WindowVerdict | None:
    known = [verdict for verdict in verdicts if verdict is not None]
    status = worst([verdict.status for verdict in known])
    same = [verdict for verdict in known if verdict.status == status]
    return max(same, key=lambda verdict: -1.0 if math.isnan(verdict.effect) else abs(verdict.effect), default=None)
