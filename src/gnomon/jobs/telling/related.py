"""What else was open when an alert began: what may have caused it, and what is open of the same alert.

What fails early makes what comes later fail: columns that went missing make
inputs drift, and inputs make scores. So only what stands earlier in that way,
and began within two windows before, is called a likely cause.

Source: ALERTS 3.2, lines 7 and 8; R21.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gnomon.alerts import words
from gnomon.checks import numbers
from gnomon.config.entity import Entity
from gnomon.config.monitor import Watches
from gnomon.profiles.windows import Every
from gnomon.store import alerts as episodes
from gnomon.store.alerts import FIRING, EpisodeRow, EpisodeState
from gnomon.store.transaction import Transaction

NEAR = 2
"""So many windows before an alert a cause of it may begin."""

MOST = 3
"""More causes than these are no help."""

ORDER: Mapping[Watches, int] = {
    "schema": 0,
    "freshness": 1,
    "volume": 1,
    "expect": 2,
    "quality": 2,
    "custom": 3,
    "inputs": 3,
    "score": 4,
    "prediction": 4,
    "performance": 5,
}
"""The way in which failures spread."""

TOLD: tuple[EpisodeState, ...] = ("firing", "resolved")


def causes(tx: Transaction, entity: Entity, row: EpisodeRow) -> tuple[str, ...]:
    """What may have caused an episode, likeliest first: alerts of the entities it is made of, then its own.

    Args:
        tx: The transaction.
        entity: Whose.
        row: The episode.
    """
    upstream = [
        (-1, other.since, f"{other.entity}: {_said(other, entity, row)}")
        for name in entity.upstream
        for other in episodes.all(tx, name, TOLD)
        if _is_near(other, row, entity)
    ]
    mine = _place(entity, row)
    own = [
        (place, other.since, _said(other, entity, row))
        for other in episodes.all(tx, entity.name, TOLD)
        if (place := _place(entity, other)) < mine and _is_near(other, row, entity) and _reaches(entity, other, row)
    ]
    return tuple(said for _, _, said in sorted([*upstream, *own])[:MOST])


def beside(tx: Transaction, row: EpisodeRow) -> tuple[tuple[str, datetime], ...]:
    """Older episodes of the same alert that are still open: the worst column, else the monitor, and since when."""
    others = [
        other
        for other in episodes.all(tx, row.entity, FIRING, row.monitor)
        if other.number != row.number and other.alert_id == row.alert_id and other.started_at <= row.started_at
    ]
    return tuple((next(iter(other.series), other.monitor), other.since) for other in reversed(others))


def _place(entity: Entity, row: EpisodeRow) -> int:
    """How far down the way of failures a monitor stands; one that is gone causes nothing."""
    monitor = entity.monitors.get(row.monitor)
    return len(ORDER) if monitor is None else ORDER[monitor.watched]


def _reaches(entity: Entity, other: EpisodeRow, row: EpisodeRow) -> bool:
    """Whether what is wrong can have come here: of gaps in a column to the values of the same column only."""
    of_columns = [entity.monitors[one.monitor].watched for one in (other, row) if one.monitor in entity.monitors]
    return of_columns != ["quality", "inputs"] or bool(set(other.series) & set(row.series))


def _is_near(other: EpisodeRow, row: EpisodeRow, entity: Entity) -> bool:
    """Whether an episode began shortly before another or with it, and was not over by then."""
    earliest = row.since - NEAR * Every.parse(entity.every).length
    return earliest <= other.since <= row.since and (other.ended_at is None or other.ended_at > row.since)


def _said(other: EpisodeRow, entity: Entity, row: EpisodeRow) -> str:
    at = words.moment(other.since, entity.zone, with_year=other.since.year != row.observed_at.year)
    names = ", ".join(f"*{numbers.short(name)}*" for name in other.series[:MOST])
    return f"{other.monitor}{f' ({names})' if names else ''} since {at}"
