"""Incidents that are known: from a file, or those of the store that people have said something of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gnomon.alerts.incident import Incident
from gnomon.config import read, tree
from gnomon.errors import UsageError
from gnomon.profiles.windows import Every
from gnomon.store import incidents
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

RECORDED = "recorded"
"""The word that means the incidents of the store."""

FORM = "Write a list of {start: 2013-03-10 06:00, end: 2013-03-10 18:00, what: feed stopped}"


@dataclass(frozen=True, slots=True)
class Known:
    """Something that was wrong, or that people have not called wrong.

    Attributes:
        start: When it began, in the time of the data.
        end: When it was over.
        what: In words.
        is_wrong: Whether an alert should have told of it; else its alerts count neither way.
        id: Its number in the store; 0 of one from a file.
    """

    start: datetime
    end: datetime
    what: str
    is_wrong: bool = True
    id: int = 0

    @property
    def as_wrong(self) -> Known:
        """The same as something that an alert should have told of."""
        return replace(self, is_wrong=True)


def of_file(path: Path) -> tuple[Known, ...]:
    """The incidents of a file of YAML or JSON, oldest first.

    Args:
        path: A list of `start`, `end` and `what`.

    Raises:
        UsageError: It cannot be read, or an entry of it.
    """
    grown = tree.grow(read.text_of(path, "Name a file of incidents, or write recorded."), {})
    for mistake in grown.mistakes:
        raise UsageError(f"{path}, line {mistake.line}: {mistake.words}")
    if not isinstance(grown.values, list):
        raise UsageError(f"{path}: is no list of incidents. {FORM}.")
    found = (_entry(f"{path}, line {grown.line((n,))}", one) for n, one in enumerate(grown.values))
    return tuple(sorted(found, key=lambda one: one.start))


def of_store(store: Store, entity: str, every: str) -> tuple[Known, ...]:
    """The incidents of an entity that people know of, oldest first.

    What was found to be wrong should have been told. What was no alarm is left out: its alerts are false ones. Of
    the others nobody has said that they were right or wrong.

    Args:
        store: Where they are.
        entity: Whose.
        every: How long a window is.

    Raises:
        UsageError: There is none.
    """
    with store.reading() as tx:
        kept = incidents.all(tx, entity)
        if not kept:
            raise UsageError(f"no incident of {entity} is recorded. gnomon incidents open writes one down.")
        found = [_recorded(tx, one, every) for one in kept if one.assessment != "false_positive"]
    return tuple(sorted(found, key=lambda one: one.start))


def stretch(incident: Incident, rows: Sequence[EpisodeRow], every: str) -> tuple[datetime, datetime]:
    """When an incident was, in the time of the data; one without alerts until people said that it was over.

    Args:
        incident: Which.
        rows: Its episodes.
        every: How long a window is.
    """
    if rows:
        last = max(row.ended_at or row.started_at for row in rows)
        return min(incident.started_at, *(row.since for row in rows)), last
    least = incident.started_at + Every.parse(every).length
    return incident.started_at, max(least, incident.mitigated_at or incident.resolved_at or least)


def _recorded(tx: Transaction, incident: Incident, every: str) -> Known:
    start, end = stretch(incident, incidents.episodes(tx, incident.id), every)
    return Known(start, end, incident.title, incident.assessment == "true_positive", incident.id)


def _entry(where: str, one: Any) -> Known:  # noqa: ANN401 - what YAML gives
    if not isinstance(one, Mapping) or not {"start", "end"} <= set(one):
        raise UsageError(f"{where}: has no start and end. {FORM}.")
    start, end = (_moment(where, name, one[name]) for name in ("start", "end"))
    if end <= start:
        raise UsageError(f"{where}: ends before it begins. Write end after start.")
    return Known(start, end, str(one.get("what") or f"{one['start']} to {one['end']}"))


def _moment(where: str, name: str, said: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        raise UsageError(f"{where}: {name} {str(said)!r} is no time. Write 2013-03-10 06:00.") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
