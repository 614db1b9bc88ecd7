"""Windows that are drawn: which they are, what was said of them, and what rows they have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial, reduce

from gnomon.alerts import record
from gnomon.alerts.verdict import Figures
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.charts.over_time import OverTime
from gnomon.charts.timeline import MOST_WINDOWS, Timeline
from gnomon.checks import numbers
from gnomon.checks.verdict import Status, WindowVerdict
from gnomon.config.entity import Entity
from gnomon.errors import UsageError
from gnomon.jobs import maintained
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.reference import active, is_rolling, rolling
from gnomon.jobs.rows.segments import WHOLE, Labels, named
from gnomon.notify.payload import stamp
from gnomon.profiles.summary import Summary, together
from gnomon.profiles.windows import Every, Window
from gnomon.reports.entity import Picture
from gnomon.store import samples, verdicts
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow

LAST = 30
"""So many windows where no start is given."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """Windows that are drawn on one axis.

    Attributes:
        entity: Whose.
        line: The windows, oldest first.
        rows: Every monitor's verdict on each; none on those of maintenance.
        reference: What they are compared with; None before there is one.
    """

    entity: Entity
    line: Timeline
    rows: Sequence[VerdictRow]
    reference: Frozen | None

    @property
    def windows(self) -> Sequence[Window]:
        """The windows, oldest first."""
        return self.line.windows

    @property
    def whole(self) -> Window:
        """From the first to the last."""
        return Window(self.line.start, self.line.end, self.windows[0].zone)

    def labels(self, segment: str) -> Labels:
        """The labels of a segment by its name; of all rows for none, and for one that the reference does not have."""
        known = [] if self.reference is None else self.reference.segments.labels_of_all()
        return next((one for one in known if named(one) == segment), WHOLE)

    def usual(self, column: str, labels: Labels = WHOLE) -> Summary | None:
        """A column in the reference; None where it is not there."""
        total = None if self.reference is None else self.reference.total_of(labels)
        return total[column] if total is not None and column in total else None

    def picture(
        self, tx: Transaction, column: str, since: datetime, until: datetime, segment: str = ""
    ) -> Picture | None:
        """A column in some of the windows over the reference; None where neither has values.

        Args:
            tx: A transaction that may only read.
            column: Which column.
            since: The start of the first of its windows.
            until: The end of the last.
            segment: Only of this segment's rows.
        """
        labels = self.labels(segment)
        stored = samples.series(tx, self.entity.name, since, until, dict(labels), [column])
        aside = maintained.starts(self.entity, stored.windows)
        kept = [profile[column] for window, profile in stored if window.start not in aside and column in profile]
        now = reduce(partial(together, column), kept) if kept else None
        shown = now_over_reference(column, self.usual(column, labels), now)
        return None if shown is None else Picture(shown, Window(since, until, self.whole.zone).name, named(labels))

    def column(
        self, tx: Transaction, column: str, verdicts: Sequence[WindowVerdict | None] = (), segment: str = ""
    ) -> OverTime:
        """A column window by window.

        Args:
            tx: A transaction that may only read.
            column: Which column.
            verdicts: What was said of it in each window; nothing where it is not given.
            segment: Only of this segment's rows.
        """
        line, labels = self.line, dict(self.labels(segment))
        stored = samples.series(tx, self.entity.name, line.start, line.end, labels, columns=[column])
        here = {window: p[column] for window, p in stored if column in p and window.start not in line.aside}
        said = tuple(verdicts) or (None,) * len(self.windows)
        return OverTime(column, line, tuple(here.get(window) for window in self.windows), said)


def stretch(store: Store, entity: Entity, since: datetime | None, until: datetime | None) -> Stretch:
    """The windows that were judged within `[since, until)`; the last thirty where no start is given.

    Raises:
        UsageError: None was judged, or there are more than a chart shows.
    """
    with store.reading() as tx:
        end = verdicts.judged_until(tx, entity.name)
        if end is None:
            raise UsageError(f"nothing of {entity.name} is judged yet. Run gnomon run first.")
        end = min(end, until) if until is not None else end
        reach = (LAST + 1) * Every.parse(entity.every).length
        rows = verdicts.newest(tx, entity.name, None, end - reach if since is None else since, end)
    windows = sorted({row.window for row in rows})
    if since is None:
        windows = windows[-LAST:]
    if not windows:
        where = f"in the {LAST + 1} windows before" if since is None else f"between {stamp(since)} and"
        raise UsageError(f"nothing of {entity.name} is judged {where} {stamp(end)}. Give another --since or --until.")
    if len(windows) > MOST_WINDOWS:
        raise UsageError(
            f"{numbers.count(len(windows))} windows are more than a report shows ({MOST_WINDOWS}). "
            "Give a later --since or an earlier --until."
        )
    aside = maintained.starts(entity, windows)
    kept = [row for row in rows if row.window >= windows[0] and row.window.start not in aside]
    reference = rolling(store, entity, windows[-1]) if is_rolling(entity) else active(store, entity)
    return Stretch(entity, Timeline(tuple(windows), aside=aside), kept, reference)


def window_verdict(window: Window, status: Status, reason: str, figures: Figures) -> WindowVerdict:
    """A verdict as charts draw it."""
    effect, limit = (math.nan if number is None else number for number in (figures.effect, figures.limit))
    return WindowVerdict(window, status, reason, effect, limit, round(figures.n or 0.0), math.nan)


def of_row(row: VerdictRow) -> WindowVerdict:
    """A stored verdict as charts draw it."""
    figures = record.verdict_from_record(row.record["verdict"]).figures
    return window_verdict(row.window, row.status, row.reason, figures)
