"""What each monitor's alerts turned out to be, from what the store keeps: the JSON of `gnomon monitors`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from gnomon.alerts.track_record import Past, Span, TrackRecord, track_record
from gnomon.config.entity import Entity
from gnomon.jobs import calendar
from gnomon.store import alerts, incidents
from gnomon.store.alerts import EpisodeRow, EpisodeState
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

FIRED: Sequence[EpisodeState] = ("firing", "resolved", "retracted")
Record = dict[str, Any]  # Any: JSON


def track_records(store: Store, entities: Sequence[Entity], since: datetime | None = None) -> list[Record]:
    """The track record of each monitor, in the order of the configuration.

    Args:
        store: Where they are.
        entities: Whose.
        since: Only of alerts that started then or later, in the time of the data; None: all.
    """
    with store.reading() as tx:
        return [
            {"entity": entity.name, "monitor": name, **record(_of(tx, entity, name, since))}
            for entity in entities
            for name in entity.monitors
        ]


def record(one: TrackRecord) -> Record:
    """A track record as plain values; durations in seconds."""
    known = one.precision
    shown = None if known is None else {"value": known.value, "low": known.low, "high": known.high}
    return {
        "alerts": one.alerts,
        "incidents": one.incidents,
        "true_positives": one.true_positives,
        "false_positives": one.false_positives,
        "precision": shown,
        "expected_share": one.expected_share,
        "unreviewed_share": one.unreviewed_share,
        "retracted_share": one.retracted_share,
        "flaps": one.flaps,
        "to_detect": _span(one.to_detect),
        "to_acknowledge": _span(one.to_acknowledge),
        "to_mitigate": _span(one.to_mitigate),
        "to_resolve": _span(one.to_resolve),
    }


def _of(tx: Transaction, entity: Entity, monitor: str, since: datetime | None) -> TrackRecord:
    rows = [row for row in alerts.all(tx, entity.name, FIRED, monitor) if since is None or row.started_at >= since]
    found = {one.id: one for row in rows if (one := incidents.of_episode(tx, row.alert_id, row.number)) is not None}
    return track_record(list(found.values()), [_past(row, entity) for row in rows])


def _past(row: EpisodeRow, entity: Entity) -> Past:
    if row.ended_at is None:
        return Past(None, row.state == "retracted")
    lasted = calendar.windows(row.started_at, row.ended_at, entity.every, entity.zone)
    return Past(len(lasted), row.state == "retracted")


def _span(one: Span | None) -> dict[str, float] | None:
    if one is None:
        return None
    return {"median": one.median / timedelta(seconds=1), "p90": one.p90 / timedelta(seconds=1)}
