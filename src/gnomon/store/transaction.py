"""What every function of the store takes first: an open transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, CursorResult, Executable, Table, text
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction: all that is done in it is kept, or nothing.

    Attributes:
        connection: SQLAlchemy's.
        known: What was read once and does not change within a transaction.
    """

    connection: Connection
    known: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def is_postgres(self) -> bool:
        """Whether the store is PostgreSQL."""
        return self.connection.dialect.name == "postgresql"

    def run(self, statement: Executable, rows: Row | Sequence[Row] | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement."""
        return self.connection.execute(statement, rows)

    def alone(self, what: str, which: str) -> None:
        """Until the end of this transaction nobody else does the same to the same thing.

        On SQLite there is one writer anyway.
        """
        if self.is_postgres:
            digest = hashlib.blake2b(f"{what}|{which}".encode(), digest_size=8).digest()
            key = int.from_bytes(digest, "little", signed=True)
            self.run(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

    def add(self, table: Table, row: Row) -> bool:
        """Insert a row unless its key is there; whether it was not."""
        insert = self._insert(table).values(row).on_conflict_do_nothing()
        return self.run(insert.returning(*table.primary_key)).first() is not None

    def put(self, table: Table, rows: Sequence[Row], key: Sequence[Column[Any]]) -> None:
        """Insert rows, or replace those whose key is there.

        Args:
            table: Where.
            rows: All with the same columns.
            key: The columns of a unique key.
        """
        if not rows:
            return
        insert = self._insert(table)
        named = {column.name for column in key}
        changed = {name: insert.excluded[name] for name in rows[0] if name not in named}
        self.run(insert.on_conflict_do_update(index_elements=list(key), set_=changed), rows)

    def _insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        return postgresql.insert(table) if self.is_postgres else sqlite.insert(table)
