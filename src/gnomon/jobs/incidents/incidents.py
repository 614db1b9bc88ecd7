"""What alerts do to incidents: they open one, join it, bring it back, and leave it when they are over.

All of it goes into the transaction of the alert's own event, and an event is
kept once. Which incident an episode belongs to is said once, so that late data
that change the episode leave it there. Whether an incident is over, and whether
it came back soon, is counted in event time; when that was seen, by the clock on
the wall, as when it was detected.

Source: ALERTS R14, R18, R46, R47.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from gnomon.alerts import incident as steps
from gnomon.alerts.incident import AUTO_RESOLVE_AFTER, REOPEN_WINDOW, Incident
from gnomon.alerts.policy import RANK
from gnomon.config.entity import Entity
from gnomon.reports import names
from gnomon.store import alerts, incidents
from gnomon.store.alerts import FIRING, EpisodeRow
from gnomon.store.incidents import IncidentEventRow
from gnomon.store.transaction import Transaction

SYSTEM = "system"
FIRES = ("firing", "refired", "severity_raised")
NOTED = ("resolved", "revised", "retracted", "past_retracted")


def happened(tx: Transaction, entity: Entity, row: EpisodeRow, kind: str, at: datetime, observed_at: datetime) -> None:
    """Something happened to an episode.

    Args:
        tx: The transaction that keeps it.
        entity: Whose.
        row: The episode, as it is now.
        kind: What.
        at: Event time.
        observed_at: The time on the wall.
    """
    if _is_own(row):
        return
    if kind in FIRES:
        settle(tx, entity.name, at, observed_at)
        _fires(tx, entity, row, kind, at, observed_at)
    elif kind in NOTED and (found := incidents.of_episode(tx, row.alert_id, row.number)) is not None:
        _say(tx, found.id, observed_at, kind, _about(row))


def settle(tx: Transaction, key: str, at: datetime, observed_at: datetime) -> None:
    """Resolve an incident whose alerts have all been over for an hour.

    Args:
        tx: The transaction.
        key: The incident's key.
        at: Event time until which is known how they are.
        observed_at: The time on the wall.
    """
    found = incidents.open_of(tx, key)
    if found is None:
        return
    rows = incidents.episodes(tx, found.id)
    end = _end(rows)
    if not rows or end is None or at < end + AUTO_RESOLVE_AFTER:
        return  # what people opened by hand, and no alert told of, they close
    after = steps.over(found, observed_at, is_retracted=all(row.state == "retracted" for row in rows))
    incidents.put(tx, after)
    _say(tx, found.id, observed_at, "resolved", f"All of its alerts are over: {after.assessment}.")


def _fires(tx: Transaction, entity: Entity, row: EpisodeRow, kind: str, at: datetime, observed_at: datetime) -> None:
    found = incidents.open_of(tx, entity.name) or _back(tx, entity, row, at, observed_at)
    if found is None:
        if RANK[row.severity] < RANK[entity.incidents_from]:
            return
        found = _opened(tx, entity, row, observed_at)
    after = steps.fired(found, row.severity, _title(row))
    after = replace(after, started_at=min(after.started_at, row.started_at))
    if after != found:
        incidents.put(tx, after)
    incidents.attach(tx, found.id, row.alert_id, row.number)
    _say(tx, found.id, observed_at, "regressed" if found.status == "mitigated" else kind, _about(row))


def _back(tx: Transaction, entity: Entity, row: EpisodeRow, at: datetime, observed_at: datetime) -> Incident | None:
    """The incident that comes back: the episode's own, or the last one of the key if it was over a short while ago."""
    found = incidents.of_episode(tx, row.alert_id, row.number)
    if found is None:
        found = incidents.newest_of(tx, entity.name)
        if found is None or RANK[row.severity] < RANK[entity.incidents_from]:
            return None
        rows = incidents.episodes(tx, found.id)
        end = _end(rows)
        is_near = bool(rows) and (end is None or at < end + AUTO_RESOLVE_AFTER + REOPEN_WINDOW)
        if not is_near or at <= found.started_at - REOPEN_WINDOW:
            return None
    after = steps.reopen(found)
    incidents.put(tx, after)
    _say(tx, found.id, observed_at, "reopened", f"It was {found.assessment}.")
    return after


def _opened(tx: Transaction, entity: Entity, row: EpisodeRow, observed_at: datetime) -> Incident:
    """A new incident, with what fires already."""
    made = Incident(
        id=0, incident_key=entity.name, entity=entity.name, status="open", severity=row.severity, title=_title(row),
        owner=entity.owner or "", assignee="", started_at=row.started_at, detected_at=observed_at,
    )  # fmt: skip
    found = incidents.add(tx, made)
    _say(tx, found.id, observed_at, "opened", f"{entity.name}: {found.title}")
    for other in alerts.all(tx, entity.name, FIRING):
        if (
            other.id != row.id
            and other.labels.get("kind") != "self"
            and incidents.attach(tx, found.id, other.alert_id, other.number)
        ):
            _say(tx, found.id, observed_at, "joined", _about(other))
    return found


def _end(rows: Sequence[EpisodeRow]) -> datetime | None:
    """When the last of an incident's alerts was over, in event time; None while one fires, and without any."""
    if any(row.state in FIRING for row in rows):
        return None
    return max((row.ended_at or row.started_at for row in rows), default=None)


def _is_own(row: EpisodeRow) -> bool:
    """Whether it tells what gnomon could not do: that is for who runs gnomon, and no story of the entity."""
    return row.labels.get("kind") == "self"


def _title(row: EpisodeRow) -> str:
    return names.unstarred(row.summary, row.series)


def _about(row: EpisodeRow) -> str:
    return f"{row.monitor} ({row.severity}), alert {row.id}: {_title(row)}"


def _say(tx: Transaction, id: int, at: datetime, kind: str, text: str) -> None:
    incidents.say(tx, IncidentEventRow(id, at, SYSTEM, kind, text))
