"""The outbox: what is to be sent, in order within a group and channel, at least once.

Source: ALERTS R39–R41.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, case, exists, func, literal, select, update

from gnomon.alerts.policy import RANK
from gnomon.store.tables import outbox as table
from gnomon.store.transaction import Transaction

OutboxState = Literal["queued", "sending", "delivered", "retrying", "dead", "superseded", "dropped"]
UNSETTLED: tuple[OutboxState, ...] = ("queued", "sending", "retrying")
"""What still holds back the rows after it."""

FARTHEST = timedelta(hours=2)
"""No row waits so long for its next try: one that seems to was put off by a clock that was ahead, and is due."""

HELD = "held"
"""The kind of a notice that other messages wait (`notify.held`): no limit holds it."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to send.

    Attributes:
        key: What makes it the same message, also for its receiver.
        channel: The channel's name.
        alert_key: The event or alert it tells of.
        group_key: The group whose messages go out in order.
        kind: What sort of message.
        payload: What is needed to make the message, JSON-safe.
        created_at: When it was decided.
        seq: Its place in its group and channel; the store gives it.
        state: Where it is.
        attempts: How often it was tried.
        next_attempt_at: Not before; `created_at` when None on the way in.
        claimed_by: Who sends it, or did last.
        claim_until: Until when it is theirs alone.
        first_tried_at: When it was first tried.
        last_error: What the last attempt said.
        http_status: What it answered.
        external_ref: The receiver's name for it.
        settled_at: When it was delivered, given up or taken back.
        severity: Of the most severe alert that it tells as firing; None where none is.
        id: Its key in the store; None before it is put.
    """

    key: str
    channel: str
    alert_key: str
    group_key: str
    kind: str
    payload: Mapping[str, Any]
    created_at: datetime
    seq: int = 0
    state: OutboxState = "queued"
    attempts: int = 0
    next_attempt_at: datetime | None = None
    claimed_by: str | None = None
    claim_until: datetime | None = None
    first_tried_at: datetime | None = None
    last_error: str | None = None
    http_status: int | None = None
    external_ref: str | None = None
    settled_at: datetime | None = None
    severity: str | None = None
    id: int | None = None


_COLUMNS = tuple(table.c[field.name] for field in fields(OutboxRow))


def put(tx: Transaction, row: OutboxRow) -> bool:
    """Queue a row behind those of its group and channel; False when its key is there already."""
    tx.alone("outbox", f"{row.group_key}|{row.channel}")
    c = table.c
    if tx.run(select(c.id).where(c.key == row.key)).first() is not None:
        return False
    highest = tx.run(select(func.max(c.seq)).where(c.group_key == row.group_key, c.channel == row.channel)).scalar()
    values = {column.name: getattr(row, column.name) for column in _COLUMNS if column.name != "id"}
    values |= {"seq": (highest or 0) + 1, "next_attempt_at": row.next_attempt_at or row.created_at}
    return tx.add(table, values)


def claim(
    tx: Transaction,
    now: datetime,
    holder: str,
    timeout: timedelta,
    *,
    limit: int = 100,
    stopped: Collection[str] = (),
    full: Collection[str] = (),
    over: Collection[str] = (),
) -> list[OutboxRow]:
    """Take the rows that are due: nobody else gets them until twice the timeout has passed.

    A claim that ran out returns to `retrying` first: whether it was sent is not known, so it is sent again
    under the same key.

    Args:
        tx: The transaction.
        now: The wall clock.
        holder: Who takes them.
        timeout: How long one attempt may take.
        limit: How many at most.
        stopped: Channels whose rows stay where they are.
        full: Channels that took as many messages as they may: only what is critical goes, and the notice that others
            wait.
        over: Those of them for which what is critical waits, too.

    Returns:
        At most one row of each group and channel, the oldest first; each with the receiver's name of the thread that
        it goes to, where a row before it has one.
    """
    c, earlier = table.c, table.alias()
    farthest = now + max(FARTHEST, 2 * timeout)
    lapsed = update(table).where(c.state == "sending", (c.claim_until <= now) | (c.claim_until > farthest))
    tx.run(lapsed.values(state="retrying", next_attempt_at=now))
    is_behind = exists().where(
        earlier.c.group_key == c.group_key,
        earlier.c.channel == c.channel,
        earlier.c.seq < c.seq,
        earlier.c.state.in_(UNSETTLED),
    )
    due = (
        select(c.id)
        .where(_is_due(now), ~is_behind)
        .where(c.channel.not_in(list(stopped)), *([_may_go(full, over)] if full else []))
        .order_by(c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(tx.run(due).scalars())
    if ids:
        taken = {
            "state": "sending",
            "claimed_by": holder,
            "claim_until": now + 2 * timeout,
            "attempts": c.attempts + 1,
            "first_tried_at": func.coalesce(c.first_tried_at, literal(now, c.first_tried_at.type)),
        }
        tx.run(update(table).where(c.id.in_(ids)).values(taken))
    return [_threaded(tx, row) for row in _rows(tx, c.id.in_(ids))]


def _is_due(now: datetime) -> ColumnElement[bool]:
    c = table.c
    is_time = (c.next_attempt_at <= now) | (c.next_attempt_at > now + FARTHEST)
    return c.state.in_(("queued", "retrying")) & is_time


def _may_go(full: Collection[str], over: Collection[str]) -> ColumnElement[bool]:
    """Whether no limit of its channel holds a row."""
    c = table.c
    is_urgent = (c.severity == "critical") & c.channel.not_in(list(over))
    return c.channel.not_in(list(full)) | is_urgent | (c.kind == HELD)


def settle(  # noqa: PLR0913 - all that an attempt may leave
    tx: Transaction,
    id: int,
    holder: str,
    state: OutboxState,
    now: datetime,
    *,
    next_attempt_at: datetime | None = None,
    error: str | None = None,
    http_status: int | None = None,
    external_ref: str | None = None,
) -> bool:
    """Say what became of an attempt.

    Args:
        tx: The transaction.
        id: The row's.
        holder: Who tried.
        state: `delivered`, `dead`, `dropped`, or `retrying`.
        now: The wall clock.
        next_attempt_at: When to try again; needed for `retrying`.
        error: What went wrong.
        http_status: What was answered.
        external_ref: The receiver's name for the message; None keeps the one before.

    Returns:
        False when the claim had run out and somebody else took the row; then nothing changes.
    """
    c = table.c
    values: dict[str, Any] = {
        "state": state,
        "claim_until": None,
        "last_error": error,
        "http_status": http_status,
        "next_attempt_at": next_attempt_at or now,
        "settled_at": None if state in UNSETTLED else now,
    }
    if external_ref is not None:
        values["external_ref"] = external_ref
    theirs = update(table).where(c.id == id, c.claimed_by == holder, c.state.in_(("sending", "retrying")))
    return tx.run(theirs.values(values)).rowcount > 0


def supersede(tx: Transaction, group_key: str, channel: str, now: datetime, *, below: int | None = None) -> int:
    """Take back what was queued in a group and channel and never tried: something newer says it better.

    Args:
        tx: The transaction.
        group_key: The group.
        channel: The channel.
        now: The wall clock.
        below: Only rows with a smaller `seq`; None: all of them.

    Returns:
        How many were taken back.
    """
    c = table.c
    untried = update(table).where(c.group_key == group_key, c.channel == channel, c.state == "queued", c.attempts == 0)
    if below is not None:
        untried = untried.where(c.seq < below)
    return tx.run(untried.values(state="superseded", settled_at=now)).rowcount


def pending(tx: Transaction) -> list[OutboxRow]:
    """What is not settled, the oldest first."""
    return in_states(tx, UNSETTLED)


def failing(tx: Transaction) -> list[OutboxRow]:
    """What was tried and not delivered, the oldest first; what is given up only since its channel last delivered."""
    c = table.c
    delivered = select(c.channel, func.max(c.settled_at)).where(c.state == "delivered").group_by(c.channel)
    last = {channel: at for channel, at in tx.run(delivered)}
    found = _rows(tx, c.state.in_(("retrying", "dead")) & c.last_error.is_not(None))
    return [
        row for row in found if not (row.settled_at and row.channel in last and row.settled_at <= last[row.channel])
    ]


def delivered(tx: Transaction, channel: str, since: datetime) -> list[OutboxRow]:
    """What a channel took of what was decided at a time or later, the oldest first."""
    c = table.c
    return _rows(tx, (c.channel == channel) & (c.state == "delivered") & (c.created_at >= since))


def taken(tx: Transaction, since: datetime, now: datetime) -> dict[str, tuple[int, int]]:
    """How many messages each channel took since a time, and how many of them told of something critical.

    What is being sent counts; what a clock that was ahead says was sent later than now does not, nor do notices that
    others wait.
    """
    c = table.c
    is_taken = (c.state == "delivered") & (c.next_attempt_at > since) & (c.next_attempt_at <= now)
    counts = select(c.channel, func.count(), func.count().filter(c.severity == "critical"))
    query = counts.where(is_taken | (c.state == "sending"), c.kind != HELD).group_by(c.channel)
    return {channel: (every, critical) for channel, every, critical in tx.run(query)}


def due(tx: Transaction, channel: str, now: datetime, limit: int) -> tuple[int, list[OutboxRow]]:
    """How many rows of a channel are due, and the most severe of them, the oldest first."""
    c = table.c
    where = (c.channel == channel) & _is_due(now)
    count = tx.run(select(func.count()).where(where)).scalar_one()
    worst = select(*_COLUMNS).where(where).order_by(case(RANK, value=c.severity, else_=-1).desc(), c.id).limit(limit)
    return count, [OutboxRow(**row) for row in tx.run(worst).mappings()]


def newest(tx: Transaction, channel: str, kind: str) -> OutboxRow | None:
    """The row of a channel and kind that was decided last."""
    c = table.c
    query = select(*_COLUMNS).where(c.channel == channel, c.kind == kind).order_by(c.id.desc()).limit(1)
    row = tx.run(query).mappings().first()
    return None if row is None else OutboxRow(**row)


def in_states(tx: Transaction, states: Collection[OutboxState]) -> list[OutboxRow]:
    """What is in one of some states, the oldest first."""
    return _rows(tx, table.c.state.in_(list(states)))


def counts(tx: Transaction) -> dict[tuple[str, OutboxState], int]:
    """How many rows there are, by channel and state."""
    c = table.c
    query = select(c.channel, c.state, func.count()).group_by(c.channel, c.state).order_by(c.channel, c.state)
    return {(channel, state): count for channel, state, count in tx.run(query)}


def oldest_waiting(tx: Transaction) -> datetime | None:
    """When the oldest row that is not settled was decided; None when none is left."""
    query = select(func.min(table.c.created_at)).where(table.c.state.in_(UNSETTLED))
    found: datetime | None = tx.run(query).scalar_one()
    return found


def get(tx: Transaction, id: int) -> OutboxRow | None:
    """The row of a number."""
    return next(iter(_rows(tx, table.c.id == id)), None)


def move(tx: Transaction, id: int, state: OutboxState, now: datetime) -> None:
    """Put a row where a person wants it: `retrying` is due at once, with all its patience; `dropped` is taken back."""
    values: dict[str, Any] = {"state": state, "claim_until": None, "next_attempt_at": now}
    values |= {"first_tried_at": None} if state in UNSETTLED else {}
    values["settled_at"] = None if state in UNSETTLED else now
    tx.run(update(table).where(table.c.id == id).values(values))


def find(tx: Transaction, key: str) -> OutboxRow | None:
    """The row of a key."""
    return next(iter(_rows(tx, table.c.key == key)), None)


def of_group(tx: Transaction, group_key: str, channel: str) -> list[OutboxRow]:
    """Every row of a group and channel, in order."""
    return _rows(tx, (table.c.group_key == group_key) & (table.c.channel == channel))


def _threaded(tx: Transaction, row: OutboxRow) -> OutboxRow:
    if row.external_ref is not None:
        return row
    c = table.c
    before = (c.group_key == row.group_key) & (c.channel == row.channel) & (c.seq < row.seq)
    newest = select(c.external_ref).where(before, c.external_ref.is_not(None)).order_by(c.seq.desc()).limit(1)
    return replace(row, external_ref=tx.run(newest).scalar())


def _rows(tx: Transaction, where: Any) -> list[OutboxRow]:  # noqa: ANN401 - a condition
    query = select(*_COLUMNS).where(where).order_by(table.c.id)
    return [OutboxRow(**row) for row in tx.run(query).mappings()]
