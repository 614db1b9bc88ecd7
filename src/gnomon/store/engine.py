"""Connections to SQLite and PostgreSQL, each set up the same way every time."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from gnomon.errors import UsageError
from gnomon.store.column_types import canonical

BEGIN = "gnomon_begin"
"""The option of a connection that says how its transactions begin on SQLite."""

TRIES = 20
"""How often others may be faster at making a new file."""

EXAMPLES = "Write sqlite:///gnomon.db or postgresql+psycopg://user@host/name."


def parsed(url: str) -> URL:
    """The URL of a store.

    Raises:
        UsageError: It is none, or of a database that gnomon does not know.
    """
    try:
        found = make_url(url)
        backend = found.get_backend_name()
    except (ArgumentError, ValueError):
        raise UsageError(f"store: this is no URL of a database. {EXAMPLES}") from None
    if backend == "sqlite":
        if not found.database or found.database == ":memory:":
            raise UsageError(f"store: a store is kept in a file. {EXAMPLES}")
        return found
    if backend in ("postgresql", "postgres"):
        return found.set(drivername="postgresql+psycopg")
    raise UsageError(f"store: {backend!r} is a database that gnomon does not keep a store in. {EXAMPLES}")


def connected(url: URL, patience: timedelta) -> Engine:
    """An engine; the first statement connects.

    Args:
        url: As `parsed` gives it.
        patience: How long to wait for another process that writes.

    Raises:
        UsageError: The file's folder is not there, or there is no driver.
    """
    return _sqlite(url, patience) if url.get_backend_name() == "sqlite" else _postgres(url, patience)


def _sqlite(url: URL, patience: timedelta) -> Engine:
    path = Path(url.database or "")
    if not str(path).startswith("file:") and not path.parent.is_dir():
        raise UsageError(f"store {path}: there is no folder {path.parent}. Make it, or name another file.")
    engine = create_engine(url, connect_args={"timeout": patience.total_seconds()})

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        # Transactions begin where we say, not where the driver guesses.
        connection.isolation_level = None
        _to_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")  # what was committed survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))

    return engine


def _to_wal(connection: sqlite3.Connection) -> None:
    """Let readers read while somebody writes; kept in the file from the first time on."""
    for _ in range(TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        # Another process makes the same file; this statement has patience, the one before has none.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    connection.execute("PRAGMA journal_mode = WAL")


def _postgres(url: URL, patience: timedelta) -> Engine:
    milliseconds = round(patience.total_seconds() * 1000)
    arguments: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "gnomon",
        "options": f"-c lock_timeout={milliseconds} -c timezone=UTC",
    }
    try:
        return create_engine(url, connect_args=arguments, pool_pre_ping=True, json_serializer=canonical)
    except ModuleNotFoundError:
        raise UsageError("store: PostgreSQL needs a driver. Run pip install 'gnomon[postgres]'.") from None
