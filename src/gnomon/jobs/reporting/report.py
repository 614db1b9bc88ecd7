"""The state of an entity over its last windows, read from the store alone: what `gnomon report` shows."""

from __future__ import annotations

from datetime import datetime

from gnomon.charts.over_time import OverTime
from gnomon.config.entity import Entity
from gnomon.jobs import monitors
from gnomon.jobs.drawing import measured
from gnomon.jobs.drawing.stretch import Stretch, of_row, stretch
from gnomon.jobs.reporting.report_alerts import alerts
from gnomon.jobs.reporting.report_columns import columns
from gnomon.reports.entity import EntityReport
from gnomon.store import windows
from gnomon.store.open import Store


def report(store: Store, entity: Entity, since: datetime | None = None, until: datetime | None = None) -> EntityReport:
    """An entity over its last windows.

    Args:
        store: Where everything is read.
        entity: Which.
        since: The start of the first window; the last thirty windows without it.
        until: The end of the last window; all that is judged without it.

    Raises:
        UsageError: Nothing is judged there, or more than a report shows.
    """
    here = stretch(store, entity, since, until)
    with store.reading() as tx:
        still, over = alerts(tx, here)
        changed, more = columns(tx, here)
        stored = windows.all(tx, entity.name, here.line.start, here.line.end)
        return EntityReport(
            name=entity.name,
            kind=entity.kind,
            stretch=here.whole,
            windows=len(here.windows) - len(here.line.aside),
            aside=len(here.line.aside),
            rows=sum(row.rows for row in stored if row.window.start not in here.line.aside),
            reference="" if here.reference is None else here.reference.name,
            open=still,
            ended=over,
            monitors=[_judged(here, plan.name) for plan in monitors.plans(entity)],
            performance=measured.performance(tx, here),
            volume=measured.volume(tx, here),
            columns=changed,
            more=more,
            known=frozenset(_names(here)),
        )


def _judged(here: Stretch, monitor: str) -> OverTime:
    """A monitor's verdict on each window."""
    found = {row.window: of_row(row) for row in here.rows if row.monitor == monitor}
    verdicts = tuple(found.get(window) for window in here.windows)
    return OverTime(monitor, here.line, (None,) * len(verdicts), verdicts)


def _names(here: Stretch) -> set[str]:
    """Every column that a sentence may name."""
    tested = {one["column"] for row in here.rows for one in row.record.get("columns", ())}
    return tested | set(here.reference.total if here.reference is not None else ())
