"""Leases: one process at a time does a job, and one that was too slow cannot spoil the work of the next.

A lease is held until it runs out. Every taking gives a greater fencing token; a
transaction that checks its token fails once somebody else has taken the lease,
however long its process slept in between.

Source: ALERTS R14; M. Kleppmann, How to do distributed locking (2016).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from gnomon.errors import UnavailableError
from gnomon.store.tables import lease as table
from gnomon.store.transaction import Transaction

AHEAD = 2
"""So many times its length a lease may end later than now, since clocks of machines differ; no lease is longer."""


def take(tx: Transaction, name: str, holder: str, now: datetime, ttl: timedelta) -> int | None:
    """Take a lease that nobody holds or that ran out; one of a clock that was ahead counts as run out.

    Args:
        tx: The transaction.
        name: The lease's name.
        holder: Who takes it; shown to those who wait.
        now: The wall clock.
        ttl: How long it is held unless renewed.

    Returns:
        The fencing token, or None while somebody holds it, be it the same holder.
    """
    c = table.c
    tx.alone("lease", name)
    tx.add(table, {"name": name, "holder": None, "token": 0, "expires_at": now})
    is_over = or_(c.expires_at <= now, c.expires_at > now + AHEAD * ttl)
    free = update(table).where(c.name == name, or_(c.holder.is_(None), is_over))
    taken = tx.run(free.values(holder=holder, token=c.token + 1, expires_at=now + ttl)).rowcount
    return int(tx.run(select(c.token).where(c.name == name)).scalar_one()) if taken else None


def renew(tx: Transaction, name: str, token: int, now: datetime, ttl: timedelta) -> bool:
    """Hold a lease for longer; False when somebody else took it."""
    c = table.c
    ours = update(table).where(c.name == name, c.token == token, c.holder.is_not(None))
    return tx.run(ours.values(expires_at=now + ttl)).rowcount > 0


def check(tx: Transaction, name: str, token: int) -> None:
    """Make sure that nobody else took the lease, nor can before this transaction ends.

    Raises:
        UnavailableError: Somebody did; the transaction must not commit.
    """
    c = table.c
    query = select(c.holder, c.token).where(c.name == name).with_for_update(read=True)
    row = tx.run(query).one_or_none()
    if row is None or row.token != token or row.holder is None:
        by = "nobody" if row is None or row.holder is None else row.holder
        raise UnavailableError(
            f"lease {name!r}: it was lost, and is now held by {by}. What this process was doing is left to them."
        )


def holder(tx: Transaction, name: str, now: datetime) -> str | None:
    """Who holds a lease; None when nobody does or it ran out."""
    c = table.c
    return tx.run(select(c.holder).where(c.name == name, c.expires_at > now)).scalar_one_or_none()


def release(tx: Transaction, name: str, token: int) -> None:
    """Give a lease back; nothing happens when somebody else took it."""
    c = table.c
    tx.run(update(table).where(c.name == name, c.token == token).values(holder=None))


def release_all(tx: Transaction, holders: str) -> None:
    """Give back the leases of a process that is surely gone; those it had taken are free at once.

    Args:
        tx: A transaction.
        holders: How its holders begin.
    """
    tx.run(update(table).where(table.c.holder.startswith(holders, autoescape=True)).values(holder=None))
