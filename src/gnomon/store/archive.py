"""A whole store as one file, which any store of the same format can be made of: from SQLite to PostgreSQL and back.

The file is a ZIP: `store.json` says the format and how many rows each table has, and `<table>.jsonl` has a row a line,
with times in microseconds since 1970 and bytes in base 64. Leases are left out: they belong to who works now.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any  # JSON
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy import LargeBinary, Table, func, insert, select

from gnomon.errors import UsageError
from gnomon.store import migrate
from gnomon.store.column_types import Moment, canonical, from_micros, to_micros
from gnomon.store.tables import metadata
from gnomon.store.transaction import Transaction

KIND = "gnomon store"
HEAD = "store.json"
LEFT_OUT = ("lease",)
TABLES = tuple(table for table in metadata.sorted_tables if table.name not in LEFT_OUT)
"""In an order in which each comes after those that it refers to."""

AT_ONCE = 1000
"""Rows that are read and written together."""

Told = Callable[[int], None]


def export(tx: Transaction, to: Path, told: Told) -> int:
    """Write all of a store into a file.

    Args:
        tx: The transaction.
        to: The file; one that is there is replaced when the new one is whole.
        told: Is told how many more rows are done.

    Returns:
        How many rows it has.
    """
    counts = rows_of(tx)
    part = to.with_name(f"{to.name}.part")
    try:
        with ZipFile(part, "w", ZIP_DEFLATED) as file:
            head = {"kind": KIND, "format": migrate.format_of(), "tables": counts}
            file.writestr(HEAD, json.dumps(head, indent=2))
            for table in TABLES:
                with file.open(f"{table.name}.jsonl", "w") as lines:
                    for some in _rows(tx, table):
                        lines.write("".join(f"{canonical(_plain(table, row))}\n" for row in some).encode())
                        told(len(some))
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return sum(counts.values())


def import_(tx: Transaction, source: Path, told: Told) -> int:
    """Fill an empty store with what a file holds.

    Args:
        tx: The transaction.
        source: What `export` wrote.
        told: Is told how many more rows are done.

    Returns:
        How many rows that makes.

    Raises:
        UsageError: The store is not empty, or the file is no whole export of the same format.
    """
    full = next((name for name, rows in rows_of(tx).items() if rows), None)
    if full is not None:
        raise UsageError(f"the store is not empty: its table {full} has rows. Import into a new one (store: …).")
    try:
        with ZipFile(source) as file:
            counts = _counts(file, source)
            for table in TABLES:
                done = 0
                with file.open(f"{table.name}.jsonl") as lines:
                    for some in _read(table, lines):
                        tx.run(insert(table), some)
                        done += len(some)
                        told(len(some))
                if done != counts[table.name]:
                    raise UsageError(
                        f"{source}: {table.name} has {done} of {counts[table.name]} rows. Export it again."
                    )
                _count_on(tx, table)
    except (BadZipFile, KeyError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{source}: is no whole export of a store ({error}). Export it again.") from error
    except OSError as error:
        raise UsageError(f"{source}: cannot be read: {error.strerror}.") from error
    return sum(counts.values())


def rows_of(tx: Transaction) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: int(tx.run(select(func.count()).select_from(table)).scalar_one()) for table in TABLES}


def size_of(source: Path) -> int | None:
    """How many rows a file says that it has; None where it does not say."""
    try:
        with ZipFile(source) as file:
            return sum(_counts(file, source).values())
    except (BadZipFile, KeyError, OSError, ValueError):
        return None


def _counts(file: ZipFile, source: Path) -> dict[str, int]:
    head = json.loads(file.read(HEAD))
    if not isinstance(head, dict) or head.get("kind") != KIND:
        raise UsageError(f"{source}: is no export of a store.")
    if head["format"] != migrate.format_of():
        raise UsageError(
            f"{source}: is of format {head['format']}, this gnomon's is {migrate.format_of()}. "
            "Open the store that it came from with this gnomon, which brings it up to date, and export it again."
        )
    return {name: int(rows) for name, rows in head["tables"].items()}


def _rows(tx: Transaction, table: Table) -> Iterator[Sequence[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    for some in tx.run(query).mappings().partitions():
        yield [dict(row) for row in some]


def _plain(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON."""
    found = dict(row)
    for column in table.columns:
        value = row[column.name]
        if value is not None and isinstance(column.type, Moment):
            found[column.name] = to_micros(value)
        elif value is not None and isinstance(column.type, LargeBinary):
            found[column.name] = base64.b64encode(value).decode()
    return found


def _read(table: Table, lines: Iterable[bytes]) -> Iterator[Sequence[dict[str, Any]]]:
    left = iter(lines)
    while some := list(islice(left, AT_ONCE)):
        yield [_row(table, json.loads(line)) for line in some]


def _row(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the file as the table has it."""
    for column in table.columns:
        value = row[column.name]
        if value is not None and isinstance(column.type, Moment):
            row[column.name] = from_micros(value)
        elif value is not None and isinstance(column.type, LargeBinary):
            row[column.name] = base64.b64decode(value)
    return row


def _count_on(tx: Transaction, table: Table) -> None:
    """Keys that PostgreSQL counts go on after those that came with the file; SQLite's do by themselves."""
    if tx.is_postgres and "id" in table.columns and table.columns["id"].autoincrement is True:
        last = tx.run(select(func.max(table.c.id))).scalar_one()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        tx.run(select(func.setval(sequence, last or 1, last is not None)))
