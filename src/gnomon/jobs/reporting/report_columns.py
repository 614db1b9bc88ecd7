"""Which columns changed most in the windows of a report."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gnomon.alerts import record
from gnomon.alerts.verdict import Figures
from gnomon.charts.missing import missing
from gnomon.charts.stretches import stretches
from gnomon.checks.verdict import SEVERITY, WindowVerdict
from gnomon.jobs.drawing.stretch import Stretch, window_verdict
from gnomon.profiles.windows import Window
from gnomon.reports.entity import ColumnShown
from gnomon.store.transaction import Transaction

MOST = 6
"""Columns that are drawn."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a monitor said of a column in a window.

    Attributes:
        verdict: The verdict.
        what: `values` or `missing`.
        segment: Of which segment; empty for all rows.
    """

    verdict: WindowVerdict
    what: str
    segment: str = ""

    @property
    def ratio(self) -> float:
        """Effect ÷ alert limit; 0 where there is none."""
        ratio = abs(self.verdict.effect) / self.verdict.limit if self.verdict.limit > 0 else math.nan
        return ratio if math.isfinite(ratio) else 0.0

    @property
    def urgency(self) -> tuple[int, float]:
        """Sorts worst first."""
        return SEVERITY[self.verdict.status], -self.ratio


def columns(tx: Transaction, stretch: Stretch) -> tuple[list[ColumnShown], int]:
    """The columns that changed most, worst first, and how many more were in violation.

    Args:
        tx: A transaction that may only read.
        stretch: The windows.
    """
    found = _said(stretch)
    order = sorted(found, key=lambda name: (-_violations(found[name]), _worst(found[name]).urgency, name))
    changed = [name for name in order if _violations(found[name]) or _worst(found[name]).ratio > 0]
    more = sum(_violations(found[name]) > 0 for name in changed[MOST:])
    return [_shown(tx, stretch, name, found[name]) for name in changed[:MOST]], more


def _said(stretch: Stretch) -> Mapping[str, Mapping[Window, Said]]:
    """The worst that was said of each column, window by window."""
    found: dict[str, dict[Window, Said]] = defaultdict(dict)
    for row in stretch.rows:
        for column, said in _of_row(row.window, row.record):
            known = found[column].get(row.window)
            if known is None or said.urgency < known.urgency:
                found[column][row.window] = said
    return found


def _of_row(window: Window, kept: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
    """What a stored verdict says of columns: of those that it tests, and of those that it names."""
    for one in kept.get("columns", ()):
        figures = Figures(effect=one.get("effect"))
        yield one["column"], Said(window_verdict(window, one["status"], one.get("reason", ""), figures), one["what"])
    for detail in record.verdict_from_record(kept["verdict"]).details:
        if detail.part.series:
            verdict = window_verdict(window, detail.status, detail.reason, detail.figures)
            yield detail.part.series, Said(verdict, detail.part.what, detail.part.segment)


def _violations(said: Mapping[Window, Said]) -> int:
    return sum(one.verdict.status == "violation" for one in said.values())


def _worst(said: Mapping[Window, Said]) -> Said:
    return min(said.values(), key=lambda one: one.urgency)


def _shown(tx: Transaction, stretch: Stretch, column: str, said: Mapping[Window, Said]) -> ColumnShown:
    worst = _worst(said)
    verdicts = tuple(said[window].verdict if window in said else None for window in stretch.windows)
    wrong = stretches([verdict for verdict in verdicts if verdict is not None])
    first, last = (wrong[-1].first, wrong[-1].last) if wrong else (stretch.windows[0], stretch.windows[-1])
    gaps = None
    over = stretch.column(tx, column, verdicts)
    if any(one.what == "missing" and one.verdict.status == "violation" for one in said.values()):
        gaps = missing(over, stretch.usual(column))
    now = stretch.picture(tx, column, first.start, last.end, worst.segment)
    calm = "" if now is None else now.chart.sentence
    return ColumnShown(over, worst.verdict.reason if wrong else calm, now, gaps)
