"""What an alert means for the model's performance, from the verdicts of the monitor of performance.

Source: ALERTS 3.2, line 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from statistics import median

from gnomon.checks import performance_words
from gnomon.config.entity import Entity
from gnomon.jobs.judging.realised import REALISED, watched
from gnomon.notify.impact import Impact
from gnomon.profiles.windows import Every
from gnomon.store import verdicts
from gnomon.store.alerts import EpisodeRow
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow

REACH = 40
"""So many windows are looked at for the newest figures, and so many before the alert for what is usual."""


def impact(tx: Transaction, entity: Entity, row: EpisodeRow) -> Impact | None:
    """What is known of the model's performance while an episode lasts.

    Args:
        tx: The transaction.
        entity: Whose.
        row: The episode.

    Returns:
        None where nobody watches performance, or where the episode is itself about performance.
    """
    watching = [one for one in entity.monitors.values() if one.watched == "performance"]
    if not watching or row.labels.get("kind") == "performance":
        return None
    monitor, length = watching[0], Every.parse(entity.every).length
    until = row.ended_at or verdicts.judged_until(tx, entity.name) or row.started_at
    recent = verdicts.newest(tx, entity.name, monitor.name, max(row.since, until - REACH * length), until)
    before = verdicts.newest(tx, entity.name, monitor.name, row.since - REACH * length, row.since)
    realised = _last([one for one in recent if _basis(one) == REALISED])
    estimate = _last([one for one in recent if _basis(one) not in ("", REALISED)])
    if estimate is not None and realised is not None and estimate.window.end <= realised.window.end:
        estimate = None
    known = _last([one for one in (*before, *recent) if _basis(one) == REALISED])
    figures = {} if estimate is None else estimate.record["verdict"]["figures"]
    metric = watched(tx, entity, monitor, until - REACH * length)
    usual = [value for one in before if (value := _value(one)) is not None]
    return Impact(
        metric="performance" if metric is None else performance_words.metric(metric),
        before=median(usual) if usual else None,
        now=figures.get("value"),
        low=figures.get("low"),
        high=figures.get("high"),
        realised=None if realised is None else _value(realised),
        known_until=None if realised is None else realised.window.end,
        targets_until=_end(known),
    )


def _last(found: Sequence[VerdictRow]) -> VerdictRow | None:
    """The newest that has a value."""
    return next((one for one in reversed(found) if _value(one) is not None), None)


def _basis(one: VerdictRow) -> str:
    return str(one.record["verdict"]["basis"])


def _value(one: VerdictRow) -> float | None:
    value = one.record["verdict"]["figures"].get("value")
    return None if value is None else float(value)


def _end(one: VerdictRow | None) -> datetime | None:
    return None if one is None else one.window.end
