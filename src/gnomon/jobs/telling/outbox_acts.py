"""What people do with messages that were not delivered: look why, have them tried again, and take them back.

Each act is in the audit.

Source: ALERTS R43.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gnomon.errors import UsageError
from gnomon.jobs.clock import Clock
from gnomon.notify import decide, mending
from gnomon.notify.decide import Entry
from gnomon.notify.payload import stamp
from gnomon.store import audit, notify_log, outbox
from gnomon.store.audit import AuditRow
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow, OutboxState
from gnomon.store.transaction import Transaction

Record = dict[str, Any]  # Any: JSON

REFUSED: Sequence[OutboxState] = ("dead",)
UNDELIVERED: Sequence[OutboxState] = (*outbox.UNSETTLED, *REFUSED)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The messages of a store that are not delivered, for one person.

    Attributes:
        store: Where they are.
        by: Who acts.
        clock: The time on the wall.
    """

    store: Store
    by: str
    clock: Clock

    def list(self, *, only_dead: bool = False) -> list[Record]:
        """What is not delivered, the oldest first, as `gnomon outbox list --json` prints it.

        Args:
            only_dead: Only what is given up.
        """
        with self.store.reading() as tx:
            rows = outbox.in_states(tx, REFUSED if only_dead else UNDELIVERED)
        return [record(row) for row in rows]

    def show(self, id: int) -> Record:
        """A message, with all that it says.

        Raises:
            UsageError: There is none of that number.
        """
        with self.store.reading() as tx:
            row = _get(tx, id)
        return record(row) | {"key": row.key, "group": row.group_key, "payload": dict(row.payload)}

    def retry(self, id: int) -> str:
        """Have a message tried by the next run, with all the patience that a new one has.

        Returns:
            What comes of it, in a sentence.

        Raises:
            UsageError: There is none of that number, it is delivered or taken back, it is being sent, or it was
                given up and a newer one told since.
        """
        now = self.clock()
        with self.store.transaction() as tx:
            row = _undelivered(tx, id, now)
            known = notify_log.get(tx, row.group_key, row.channel)
            if row.state == "dead" and known is not None:
                notify_log.replace(tx, row.group_key, row.channel, _revived(row, known, now).to_record())
            outbox.move(tx, id, "retrying", now)
            self._audit(tx, "outbox.retry", row, now)
        return f"message {id} is tried by the next gnomon run."

    def drop(self, id: int, reason: str) -> str:
        """Take a message back: it is not sent, and those behind it are.

        Returns:
            What comes of it, in a sentence.

        Raises:
            UsageError: There is none of that number, it is delivered or taken back, it is being sent, or nobody says
                why.
        """
        if not reason.strip():
            raise UsageError("who drops a message says why. Write --reason WHY.")
        now = self.clock()
        with self.store.transaction() as tx:
            row = _undelivered(tx, id, now)
            outbox.move(tx, id, "dropped", now)
            self._audit(tx, "outbox.drop", row, now, reason)
        return f"message {id} is dropped."

    def _audit(self, tx: Transaction, action: str, row: OutboxRow, now: datetime, reason: str = "") -> None:
        detail = {"message": row.id, "channel": row.channel, "title": _title(row), "reason": reason}
        audit.put(tx, AuditRow(now, self.by, action, _entity(row), detail))


def record(row: OutboxRow) -> Record:
    """A message as plain values."""
    return {
        "id": row.id,
        "state": row.state,
        "channel": row.channel,
        "kind": row.kind,
        "entity": _entity(row),
        "title": _title(row),
        "created_at": stamp(row.created_at),
        "attempts": row.attempts,
        "first_tried_at": stamp(row.first_tried_at),
        "next_attempt_at": None if row.state == "dead" else stamp(row.next_attempt_at),
        "answer": row.last_error,
        "status": row.http_status,
        "mend": None
        if row.last_error is None
        else mending.mend(row.channel, "dead" if row.state == "dead" else "retrying", row.http_status),
    }


def _revived(row: OutboxRow, known: Mapping[str, Any], now: datetime) -> Entry:  # Any: JSON
    """What the channel counts as told once a message that was given up is sent after all."""
    alerts = row.payload["alerts"]
    firing, over = (frozenset(one["id"] for one in alerts if one["state"] == state) for state in ("firing", "resolved"))
    said = frozenset(one["event_key"] for one in alerts)
    found = decide.revived(Entry.from_record(known), row.key, firing, over, said, now)
    if found is None:
        raise UsageError(f"message {row.id}: a newer one has told since. Drop it with gnomon outbox drop.")
    return found


def _title(row: OutboxRow) -> str:
    return str(next((alert["title"] for alert in row.payload["alerts"]), row.kind))


def _entity(row: OutboxRow) -> str:
    return str(next((alert["entity"] for alert in row.payload["alerts"]), ""))


def _get(tx: Transaction, id: int) -> OutboxRow:
    found = outbox.get(tx, id)
    if found is None:
        raise UsageError(f"there is no message {id}. See gnomon outbox list.")
    return found


def _undelivered(tx: Transaction, id: int, now: datetime) -> OutboxRow:
    """A message that something can be done about."""
    row = _get(tx, id)
    if row.state not in UNDELIVERED:
        raise UsageError(f"message {id} is {row.state}. See gnomon outbox list for what is not delivered.")
    if row.state == "sending" and row.claim_until is not None and row.claim_until > now:
        raise UsageError(f"message {id} is being sent now. Look again in a minute.")
    return row
