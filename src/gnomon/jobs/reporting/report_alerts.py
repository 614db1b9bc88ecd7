"""The alerts of a report: those that are open at its end, and those that ended within."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gnomon.alerts.policy import RANK
from gnomon.jobs.drawing.stretch import Stretch
from gnomon.jobs.monitors import OF_COLUMNS, plans
from gnomon.jobs.telling.impact import impact
from gnomon.notify.impact import sentence
from gnomon.reports.entity import AlertShown, Picture
from gnomon.store import alerts as episodes
from gnomon.store.alerts import EpisodeRow
from gnomon.store.transaction import Transaction


def alerts(tx: Transaction, stretch: Stretch) -> tuple[Sequence[AlertShown], Sequence[AlertShown]]:
    """Alerts that are open at the end of the windows, and those that ended within them.

    Args:
        tx: A transaction that may only read.
        stretch: The windows.
    """
    start, end = stretch.line.start, stretch.line.end
    fired = [row for row in episodes.all(tx, stretch.entity.name) if row.started_at <= end]
    still = [row for row in fired if row.ended_at is None or row.ended_at > end]
    over = [row for row in fired if row.ended_at is not None and start < row.ended_at <= end]
    still.sort(key=lambda row: (-RANK[row.severity], row.started_at, row.monitor, row.number))
    return [_open(tx, stretch, row) for row in still], [_ended(row) for row in over]


def _open(tx: Transaction, stretch: Stretch, row: EpisodeRow) -> AlertShown:
    found = impact(tx, stretch.entity, replace(row, ended_at=stretch.line.end))  # nothing that came later
    said = [one.reason for one in stretch.rows if one.monitor == row.monitor and one.status == "violation"]
    return AlertShown(
        id=row.id,
        monitor=row.monitor,
        severity=row.severity,
        since=row.since,
        ended_at=None,
        reason=said[-1] if said else row.summary,
        impact="" if found is None else _capital(sentence(found, stretch.entity.zone)),
        picture=_picture(tx, stretch, row),
    )


def _ended(row: EpisodeRow) -> AlertShown:
    return AlertShown(row.id, row.monitor, row.severity, row.since, row.ended_at, row.summary)


def _picture(tx: Transaction, stretch: Stretch, row: EpisodeRow) -> Picture | None:
    """The column that a message of the alert shows, in the windows since it began."""
    watches = {plan.name: plan.watches for plan in plans(stretch.entity)}
    if watches.get(row.monitor) not in OF_COLUMNS or not row.series:
        return None
    parts = [(name, segment) for name, _, segment in row.record["parts"] if name == row.series[0]]
    segment = parts[0][1] if parts else ""
    return stretch.picture(tx, row.series[0], max(row.since, stretch.line.start), stretch.line.end, segment)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
