"""Whether all that is stored can be read, and fits together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, Table, select, text

from gnomon.checks.tally import Tally
from gnomon.errors import GnomonError
from gnomon.profiles.series import ProfileSeries
from gnomon.store import blob, block
from gnomon.store.tables import entity_window, measurement_block, reference, sample, tally
from gnomon.store.tallies import REVISION_BYTES
from gnomon.store.transaction import Transaction

AT_ONCE = 1000
MOST_KEYS = 7
"""Columns of a row that say which it is: they stand first."""

Told = Callable[[int], None]
Read = Callable[[bytes], object]

PARTS: dict[str, Read] = {
    "rows": blob.rows_from_bytes,
    "column": blob.column_from_bytes,
    "outcome": blob.outcome_from_bytes,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be read, or does not fit.

    Attributes:
        table: Where.
        row: Which row, by its keys.
        what: What is wrong with it.
    """

    table: str
    row: str
    what: str


def problems(tx: Transaction, told: Told) -> Iterator[Problem]:
    """All that is wrong, table by table.

    Args:
        tx: The transaction.
        told: Is told how many more rows were read.
    """
    if not tx.is_postgres:
        yield from _of_sqlite(tx)
    yield from _unreadable(tx, sample, lambda row: PARTS[row["part"]](row["blob"]), told)
    yield from _unreadable(tx, reference, lambda row: ProfileSeries.from_bytes(row["series"]), told)
    yield from _unreadable(tx, tally, lambda row: Tally.from_bytes(row["blob"][REVISION_BYTES:]), told)
    yield from _unreadable(tx, measurement_block, lambda row: block.from_bytes(row["blob"]), told)
    yield from _miscounted(tx)


def _of_sqlite(tx: Transaction) -> Iterator[Problem]:
    """What SQLite says of its own file."""
    for (said,) in tx.run(text("PRAGMA integrity_check")):
        if said != "ok":
            yield Problem("the file", "", str(said))
    for table, row, parent, _ in tx.run(text("PRAGMA foreign_key_check")):
        yield Problem(str(table), f"row {row}", f"the {parent} that it belongs to is gone")


def _unreadable(tx: Transaction, table: Table, read: Callable[[Any], object], told: Told) -> Iterator[Problem]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    for some in tx.run(query).mappings().partitions():
        for row in some:
            try:
                read(row)
            except (GnomonError, ValueError, KeyError, IndexError) as error:
                yield Problem(table.name, _named(table, row), f"cannot be read: {error}")
        told(len(some))


def _named(table: Table, row: Any) -> str:  # noqa: ANN401 - a row of any table
    """The keys of a row that a person knows it by."""
    kept = [c.name for c in table.columns if not isinstance(c.type, LargeBinary)][:MOST_KEYS]
    return ", ".join(f"{name} {row[name]}" for name in kept if row[name] not in (None, "", {}))


def _miscounted(tx: Transaction) -> Iterator[Problem]:
    """Windows that say another number of rows than their samples have."""
    c = sample.c
    found: dict[tuple[str, Any], int] = {}
    query = select(c.entity, c.window_start, c.blob).where(c.part == "rows", c.labels == {})
    for entity, start, data in tx.run(query.execution_options(yield_per=AT_ONCE)):
        try:
            found[entity, start] = found.get((entity, start), 0) + blob.rows_from_bytes(data).count
        except GnomonError:
            continue  # told already
    w = entity_window.c
    for entity, start, rows in tx.run(select(w.entity, w.window_start, w.rows).order_by(w.entity, w.window_start)):
        has = found.get((entity, start), 0)
        if has != rows:
            where = f"entity {entity}, window_start {start}"
            yield Problem("entity_window", where, f"says {rows} rows, its samples have {has}")
