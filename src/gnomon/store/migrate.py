"""From one format of the store to the next, in one transaction, after a copy."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, MetaData, inspect, text

from gnomon.errors import UsageError
from gnomon.store import failures
from gnomon.store.engine import BEGIN
from gnomon.store.inbox_tables import metadata as inbox_metadata
from gnomon.store.tables import metadata

FORMATS = Path(__file__).parent / "migrations"
VERSION_TABLE = "gnomon_format"
LOCK = 0x676E6F6D6F6E  # "gnomon": one process upgrades a PostgreSQL at a time


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables that are brought from format to format together.

    Attributes:
        formats: Where the steps lie.
        version_table: Where their format is written down.
        metadata: The tables of the newest format.
    """

    formats: Path
    version_table: str
    metadata: MetaData


OF_STORE = Tables(FORMATS, VERSION_TABLE, metadata)
OF_INBOX = Tables(Path(__file__).parent / "inbox_migrations", "gnomon_inbox_format", inbox_metadata)


def to_newest(engine: Engine, tables: Tables = OF_STORE) -> tuple[str, ...]:
    """Bring a store to the newest format; a new one gets its tables.

    All steps are one transaction: killed in the middle, it leaves the old store as it was.

    Args:
        engine: Connects to the store.
        tables: Which tables.

    Returns:
        What a person should know, a sentence each; nothing when there was nothing to do.

    Raises:
        UsageError: The store is of a newer format, or the database holds something else.
    """
    scripts = _scripts(tables)
    newest = format_of(tables)
    with engine.connect() as connection, connection.begin():
        if _format(connection, tables) == newest:
            return ()
    with engine.connect() as connection, connection.execution_options(**{BEGIN: "BEGIN IMMEDIATE"}).begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        found = _format(connection, tables)  # again: another process may have been faster
        if found == newest:
            return ()
        _check(connection, found, scripts, newest, tables)
        notes = () if found is None else (_copied(engine, found, newest),)
        _run(connection, scripts, newest, tables)
    return notes


def format_of(tables: Tables = OF_STORE) -> str:
    """The newest format of some tables."""
    newest = _scripts(tables).get_current_head()
    assert newest is not None  # noqa: S101 - there is a first format
    return newest


def _scripts(tables: Tables) -> ScriptDirectory:
    return ScriptDirectory(str(tables.formats), version_locations=[str(tables.formats)])


def _format(connection: Connection, tables: Tables) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table": tables.version_table})
    return context.get_current_revision()


def _check(connection: Connection, found: str | None, scripts: ScriptDirectory, newest: str, tables: Tables) -> None:
    """Refuse what is not an older store of ours."""
    where = f"store {failures.shown(connection.engine.url)}"
    if found is None:
        is_shared = connection.dialect.name == "postgresql"  # there others may keep theirs beside ours
        ours = tables.metadata.tables
        there = [name for name in inspect(connection).get_table_names() if not is_shared or name in ours]
        if there:
            other = "database" if is_shared else "file"
            raise UsageError(f"{where}: this database holds other tables ({min(there)}, …). Name another {other}.")
        return
    try:
        scripts.get_revision(found)
    except CommandError:
        raise UsageError(
            f"{where}: it was written by a newer gnomon (format {found}; this one knows {newest}). Upgrade gnomon."
        ) from None


def _run(connection: Connection, scripts: ScriptDirectory, newest: str, tables: Tables) -> None:
    def steps(revision: str | tuple[str, ...], _context: MigrationContext) -> list[MigrationStep]:
        return list(scripts._upgrade_revs(newest, cast(str, revision)))

    context = MigrationContext.configure(connection, opts={"version_table": tables.version_table, "fn": steps})
    with Operations.context(context):
        context.run_migrations()


def _copied(engine: Engine, found: str, newest: str) -> str:
    """Copy a SQLite store beside itself; what a person should know."""
    where, change = failures.shown(engine.url), f"from format {found} to {newest}"
    if engine.dialect.name == "postgresql":
        return f"store {where}: was brought {change}. Copies of a PostgreSQL are yours to make (pg_dump)."
    path = Path(where)
    copy = path.with_name(f"{path.stem}.before-{newest}{path.suffix or '.db'}")
    part = copy.with_name(f".{copy.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    os.replace(part, copy)
    return f"store {where}: was brought {change}. A copy of it as it was is {copy.name}."
