"""What people do with silences: add, look at and end them; and their end with the last alert that they match.

Source: ALERTS R33.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gnomon.alerts import matchers, silence
from gnomon.alerts.silence import Silence
from gnomon.alerts.words import moment
from gnomon.errors import UsageError
from gnomon.notify.payload import stamp
from gnomon.store import alerts as episodes
from gnomon.store import audit, silences
from gnomon.store.alerts import FIRING, EpisodeRow
from gnomon.store.audit import AuditRow
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

Record = dict[str, Any]  # Any: JSON
SYSTEM = "system"


def add(store: Store, wanted: Silence, now: datetime) -> tuple[Silence, list[EpisodeRow]]:
    """Keep a silence.

    Args:
        store: Where.
        wanted: The silence; its author is who says so.
        now: The time on the wall.

    Returns:
        It with its number, and the alerts that it matches now.

    Raises:
        UsageError: Nobody can have meant it, or it is to end with alerts that do not fire.
    """
    silence.check(wanted)
    if wanted.ends_at <= now:
        raise UsageError("the silence is over before now. Write a later end.")
    with store.transaction() as tx:
        matched = _matched(tx, wanted)
        if wanted.until_resolved and not matched:
            raise UsageError("no alert that fires matches, so there is none to wait for. Leave out --until-resolved.")
        kept = silences.add(tx, wanted)
        _audit(tx, wanted.author, "silence.add", kept, now)
    return kept, matched


def expire(store: Store, id: int, now: datetime, by: str) -> Silence:
    """End a silence.

    Args:
        store: Where it is.
        id: Its number.
        now: The time on the wall.
        by: Who: `user:…`.

    Returns:
        It as it was.

    Raises:
        UsageError: There is none of that number, or it is over.
    """
    with store.transaction() as tx:
        found = silences.find(tx, id)
        if found is None:
            raise UsageError(f"there is no silence {id}. See gnomon silences list --all.")
        if not silences.expire(tx, id, now):
            raise UsageError(f"silence {id} is over since {moment(found.ends_at, with_year=True)}. Add another one.")
        _audit(tx, by, "silence.expire", found, now)
    return found


def listed(store: Store, now: datetime, *, everything: bool = False) -> list[Record]:
    """Silences as `gnomon silences list --json` prints them, oldest first.

    Args:
        store: Where they are.
        now: The time on the wall.
        everything: Those that are over as well.
    """
    with store.reading() as tx:
        found = silences.all(tx) if everything else silences.unexpired(tx, now)
        return [shown(one, now, _matched(tx, one)) for one in found]


def shown(one: Silence, now: datetime, matched: Sequence[EpisodeRow]) -> Record:
    """A silence with the alerts that it matches."""
    return {
        "id": one.id,
        "state": one.state(now),
        "matchers": [str(each) for each in one.matchers],
        "starts_at": stamp(one.starts_at),
        "ends_at": stamp(one.ends_at),
        "until_resolved": one.until_resolved,
        "author": one.author,
        "comment": one.comment,
        "alerts": [row.id for row in matched],
    }


def end_with_alerts(store: Store, now: datetime) -> None:
    """End the silences that were to last until their alerts are over, where they are.

    Args:
        store: Where they are.
        now: The time on the wall.
    """
    with store.reading() as tx:
        over = [one for one in silences.unexpired(tx, now) if one.until_resolved and not _matched(tx, one)]
    for one in over:
        with store.transaction() as tx:
            if silences.expire(tx, one.id, now):
                _audit(tx, SYSTEM, "silence.expire", one, now)


def _matched(tx: Transaction, one: Silence) -> list[EpisodeRow]:
    return [row for row in episodes.all(tx, states=FIRING) if matchers.match(one.matchers, row.matched_labels)]


def _audit(tx: Transaction, by: str, action: str, one: Silence, now: datetime) -> None:
    detail = {"silence": one.id, "matchers": [str(each) for each in one.matchers], "comment": one.comment}
    detail |= {"starts_at": stamp(one.starts_at), "ends_at": stamp(one.ends_at)}
    audit.put(tx, AuditRow(now, by, action, "", detail))
