"""Which stretch of time an alert or an incident is about, to look at the rows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gnomon.errors import UsageError
from gnomon.jobs import listing
from gnomon.store import incidents
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a story is about.

    Attributes:
        entity: Which entity.
        since: The start of the first window.
        until: When it ended; None while it goes on.
    """

    entity: str
    since: datetime
    until: datetime | None


def alert(store: Store, id: str) -> Stretch:
    """The stretch of an alert.

    Args:
        store: Where it is.
        id: As `gnomon alerts` shows it.

    Raises:
        UsageError: There is none of that id.
    """
    with store.reading() as tx:
        row = listing.named(tx, id)
    return Stretch(row.entity, row.since, row.ended_at)


def incident(store: Store, number: int) -> Stretch:
    """The stretch of an incident: from the first of its alerts to the end of the last.

    Args:
        store: Where it is.
        number: As `gnomon incidents` shows it.

    Raises:
        UsageError: There is none of that number.
    """
    with store.reading() as tx:
        rows: list[EpisodeRow] = incidents.episodes(tx, number)
    if not rows:
        raise UsageError(f"there is no incident {number} with alerts. gnomon incidents lists them.")
    ends = [row.ended_at for row in rows]
    until = None if None in ends else max(end for end in ends if end is not None)
    return Stretch(rows[0].entity, min(row.since for row in rows), until)
