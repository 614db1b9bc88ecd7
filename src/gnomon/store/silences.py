"""Silences: added, ended sooner, never taken away.

Source: ALERTS R33.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from gnomon.alerts.matchers import parse
from gnomon.alerts.silence import Silence
from gnomon.store.tables import silence as table
from gnomon.store.transaction import Transaction


def add(tx: Transaction, silence: Silence) -> Silence:
    """Keep a silence; the same with its number."""
    values = {
        "starts_at": silence.starts_at,
        "ends_at": silence.ends_at,
        "author": silence.author,
        "comment": silence.comment,
        "until_resolved": silence.until_resolved,
        "matchers": [str(one) for one in silence.matchers],
    }
    number = tx.run(table.insert().values(values).returning(table.c.id)).scalar_one()
    return replace(silence, id=number)


def find(tx: Transaction, id: int) -> Silence | None:
    """The silence of a number."""
    row = tx.run(select(table).where(table.c.id == id)).mappings().first()
    return None if row is None else _silence(row)


def unexpired(tx: Transaction, now: datetime) -> list[Silence]:
    """Those that hold something back now or will, oldest first."""
    query = select(table).where(table.c.ends_at > now)
    return sorted((_silence(row) for row in tx.run(query).mappings()), key=lambda one: one.id)


def all(tx: Transaction) -> list[Silence]:
    """Every silence that there ever was, oldest first."""
    return [_silence(row) for row in tx.run(select(table).order_by(table.c.id)).mappings()]


def expire(tx: Transaction, id: int, now: datetime) -> bool:
    """End a silence; False when it is over already, or was never kept.

    One that has not begun yet never begins.
    """
    c = table.c
    change = update(table).where(c.id == id, c.ends_at > now)
    return tx.run(change.values(ends_at=now)).rowcount > 0


def _silence(row: Mapping[Any, Any]) -> Silence:  # Any: a row of SQLAlchemy
    return Silence(
        tuple(parse(text) for text in row["matchers"]),
        row["starts_at"], row["ends_at"], row["author"], row["comment"], row["until_resolved"], row["id"],
    )  # fmt: skip
