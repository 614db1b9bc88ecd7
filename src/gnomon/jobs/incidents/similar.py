"""Past incidents that were like one of now, with what people said of them: what it was, and what mended it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gnomon.alerts import similar, words
from gnomon.alerts.incident import Incident
from gnomon.config.entity import Entity
from gnomon.store import incidents
from gnomon.store.alerts import EpisodeRow
from gnomon.store.transaction import Transaction

LOOKED_AT = 100
"""So many of the newest past incidents are looked at."""

UNTOLD = ("retracted", "duplicate")
"""What is no incident of its own teaches nothing."""


def of_incident(tx: Transaction, incident: Incident) -> list[Incident]:
    """Past incidents that were like one, the most similar first.

    Args:
        tx: The transaction.
        incident: Which.
    """
    return _similar(tx, incident.entity, incidents.episodes(tx, incident.id), incident, incident.started_at)


def of_episode(tx: Transaction, entity: Entity, row: EpisodeRow) -> tuple[str, ...]:
    """What to say of past incidents that were like an alert, the most similar first.

    Args:
        tx: The transaction.
        entity: Whose.
        row: The alert.
    """
    own = incidents.of_episode(tx, row.alert_id, row.number)
    return tuple(sentence(one, entity.zone) for one in _similar(tx, entity.name, [row], own, row.started_at))


def sentence(incident: Incident, zone: str = "UTC") -> str:
    """An incident in a clause: when it was, what it turned out to be, why, and what mended it."""
    at = words.moment(incident.started_at, zone, with_year=True).removesuffix(" 00:00 UTC")
    said = incident.assessment.replace("_", " ")
    cause = f", {incident.root_cause}" if incident.root_cause else ""
    mended = f"; what mended it: {incident.resolution}" if incident.resolution else ""
    return f"incident {incident.id} of {at} ({said}{cause}{mended})"


def _similar(
    tx: Transaction, entity: str, rows: Sequence[EpisodeRow], own: Incident | None, began: datetime
) -> list[Incident]:
    """Those that began before; what people explained stands before what nobody looked at, the newer first."""
    past = [
        one
        for one in incidents.all(tx, entity)
        if not one.is_open and one.assessment not in UNTOLD and one.started_at < began and one != own
    ][:LOOKED_AT]
    past.sort(key=lambda one: one.assessment == "unreviewed")
    was = {one.id: _wrong(incidents.episodes(tx, one.id)) for one in past}
    known = {one.id: one for one in past}
    return [known[id] for id in similar.most_similar(_wrong(rows), was)]


def _wrong(rows: Sequence[EpisodeRow]) -> frozenset[similar.Wrong]:
    return similar.wrong((row.monitor, row.series) for row in rows)
