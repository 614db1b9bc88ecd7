"""What is and was wrong, as plain values: the JSON of `gnomon alerts` and `gnomon status`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from gnomon.alerts.policy import RANK, Severity
from gnomon.errors import UsageError
from gnomon.notify import mending
from gnomon.notify.payload import stamp
from gnomon.store import alerts as episodes
from gnomon.store import entities, incidents, notify_group, outbox, verdicts
from gnomon.store.alerts import FIRING, EpisodeRow, EpisodeState
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

SHOWN: Sequence[EpisodeState] = ("firing", "resolved")
ALL: Sequence[EpisodeState] = ("pending", "firing", "resolved", "retracted")

DIGITS = 10
"""So many digits no number of an episode has."""

Record = dict[str, Any]  # Any: JSON


def alerts(
    store: Store,
    entity: str | None = None,
    *,
    states: Collection[EpisodeState] = SHOWN,
    monitor: str | None = None,
    severities: Collection[Severity] = (),
    after: str | None = None,
    most: int | None = None,
) -> list[Record]:
    """Alerts, newest first.

    Args:
        store: Where they are.
        entity: Only this entity's; None: all.
        states: Only those in one of these states.
        monitor: Only this monitor's; None: all.
        severities: Only those as severe as one of these; empty: all.
        after: Only those that follow the one of this id; None: from the newest on.
        most: How many at most; None: all.

    Raises:
        UsageError: There is no alert of the id.
    """
    with store.reading() as tx:
        last = None if after is None else named(tx, after)
        rows = episodes.all(tx, entity, states, monitor, severities=severities, after=last, most=most)
        told = {name: _told(tx, name) for name in {row.entity for row in rows}}
    return [alert(row) | {"told": told[row.entity].get(row.id, [])} for row in rows]


def one_alert(store: Store, id: str) -> Record:
    """An alert with what happened to it, event by event, and the number of its incident.

    Raises:
        UsageError: There is none of that id.
    """
    with store.reading() as tx:
        row = named(tx, id)
        incident = incidents.of_episode(tx, row.alert_id, row.number)
        events = [one for one in episodes.events(tx, row.entity, row.alert_id) if one.number == row.number]
        told = _told(tx, row.entity).get(row.id, [])
    lines = [{"kind": one.kind, "at": stamp(one.at), "seen_at": stamp(one.observed_at)} for one in events]
    return alert(row) | {"told": told, "events": lines, "incident": None if incident is None else incident.id}


def named(tx: Transaction, id: str) -> EpisodeRow:
    """An episode by the id that people see.

    Args:
        tx: A transaction.
        id: Of the alert and the number of its episode.

    Raises:
        UsageError: There is none of that id.
    """
    alert_id, _, number = id.rpartition("-")
    row = episodes.get(tx, alert_id, int(number)) if number.isdecimal() and len(number) < DIGITS else None
    if row is None:
        raise UsageError(f"there is no alert {id!r}. gnomon alerts lists them.")
    return row


def _told(tx: Transaction, entity: str) -> dict[str, list[Record]]:
    """What became of alerts that fire on each channel, by their names."""
    found: dict[str, list[Record]] = {}
    for group in notify_group.of_entity(tx, entity):
        for id, reason in group.alerts.items():
            one = {"channel": group.channel, "rule": group.rule, "at": stamp(group.flushed_at)}
            found.setdefault(id, []).append(one | {"held_back": reason or None})
    return found


def alert(row: EpisodeRow) -> Record:
    """One alert."""
    return {
        "id": row.id,
        "entity": row.entity,
        "monitor": row.monitor,
        "severity": row.severity,
        "state": row.state,
        "since": stamp(row.since),
        "started_at": stamp(row.started_at),
        "ended_at": stamp(row.ended_at),
        "series": list(row.series),
        "summary": row.summary,
        "labels": dict(row.labels),
    }


def judged(
    store: Store,
    entity: str,
    monitor: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Record]:
    """What monitors said of an entity's windows, oldest first.

    Args:
        store: Where it is.
        entity: Of which entity.
        monitor: Only this monitor's; None: all.
        since: Only of windows that start then or later.
        until: Only of windows that end then or before.

    Raises:
        UsageError: There is no such entity.
    """
    with store.reading() as tx:
        rows = verdicts.newest(tx, entity, monitor, since, until)
    return [
        {
            "entity": row.entity,
            "monitor": row.monitor,
            "window": {"start": stamp(row.window.start), "end": stamp(row.window.end)},
            "status": row.status,
            "reason": row.reason,
            "revision": row.revision,
            "columns": row.record.get("columns", []),
        }
        for row in rows
    ]


def status(store: Store, names: Sequence[str]) -> list[Record]:
    """Each entity: how it is, why, and since when.

    Args:
        store: Where it is.
        names: The entities, in the order in which they are shown.
    """
    with store.reading() as tx:
        known = {one.entity: one for one in entities.statuses(tx)}
        unsent = len(outbox.pending(tx))
        found = []
        for name in names:
            one = known.get(name)
            firing = [alert(row) for row in urgent(episodes.all(tx, name, FIRING))]
            found.append(
                {
                    "entity": name,
                    "status": "no_data" if one is None else one.status,
                    "reason": "It was never run." if one is None else one.reason,
                    "at": None if one is None else stamp(one.at),
                    "judged_until": stamp(verdicts.judged_until(tx, name)),
                    "alerts": firing,
                }
            )
    return [one | {"unsent": unsent} for one in found]


def channels(store: Store) -> list[Record]:
    """Channels whose messages were refused or wait, with the newest answer and how to mend it."""
    with store.reading() as tx:
        rows = outbox.failing(tx)
    return [
        _channel([row for row in rows if row.channel == name]) for name in dict.fromkeys(row.channel for row in rows)
    ]


def _channel(rows: Sequence[OutboxRow]) -> Record:
    last = rows[-1]
    return {
        "channel": last.channel,
        "refused": sum(row.state == "dead" for row in rows),
        "waiting": sum(row.state == "retrying" for row in rows),
        "answer": last.last_error,
        "status": last.http_status,
        "since": stamp(min(row.first_tried_at or row.created_at for row in rows)),
        "mend": mending.mend(last.channel, "dead" if last.state == "dead" else "retrying", last.http_status),
    }


def urgent(rows: Sequence[EpisodeRow]) -> list[EpisodeRow]:
    """Episodes, the most severe first, then the oldest."""
    return sorted(rows, key=lambda row: (-RANK[row.severity], row.started_at, row.monitor, row.number))


def since(record: Record) -> datetime | None:
    """Since when an entity is as it is: the start of its oldest firing alert."""
    starts = [datetime.fromisoformat(one["since"]) for one in record["alerts"]]
    return min(starts, default=None)
