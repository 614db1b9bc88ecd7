"""How large each table of the store is, with its indexes, and what a column takes in a window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select, text

from gnomon.errors import UsageError
from gnomon.store.tables import metadata, sample
from gnomon.store.transaction import Transaction

Layer = Literal["samples", "references", "measurements", "verdicts", "alerts", "messages", "work"]

LAYERS: Mapping[Layer, tuple[str, ...]] = {
    "samples": ("sample", "batch", "entity_window"),
    "references": ("reference", "tally"),
    "measurements": ("measurement_series", "measurement_block"),
    "verdicts": ("verdict", "evaluation"),
    "alerts": ("episode", "alert_event", "incident", "incident_episode", "incident_event"),
    "messages": ("outbox", "notify_log", "notify_group", "silence"),
}
"""The tables of each layer; those of none are `work`: what is configured, who works, who changed what."""

OF_POSTGRES = """
    SELECT relname, pg_total_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relname = ANY(:names) AND relnamespace = current_schema()::regnamespace
"""
OF_SQLITE = """
    SELECT part.tbl_name, sum(stat.pgsize) FROM dbstat AS stat JOIN sqlite_schema AS part ON part.name = stat.name
    GROUP BY part.tbl_name
"""
CAN_TELL = "SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_DBSTAT_VTAB'"


@dataclass(frozen=True, slots=True)
class Size:
    """One table.

    Attributes:
        layer: What it is a part of.
        table: Its name.
        rows: How many it has.
        bytes: Of it and its indexes, in whole pages.
    """

    layer: Layer
    table: str
    rows: int
    bytes: int


def of_tables(tx: Transaction) -> tuple[Size, ...]:
    """The size of every table, layer by layer.

    Raises:
        UsageError: This SQLite was built without the table that knows.
    """
    layers: dict[str, Layer] = {table: layer for layer, tables in LAYERS.items() for table in tables}
    names = [*layers, *(name for name in sorted(metadata.tables) if name not in layers)]
    bytes_of = _postgres(tx, names) if tx.is_postgres else _sqlite(tx)
    return tuple(
        Size(
            layers.get(name, "work"),
            name,
            tx.run(select(func.count()).select_from(metadata.tables[name])).scalar_one(),
            bytes_of[name],
        )
        for name in names
    )


def column_windows(tx: Transaction) -> int:
    """How many columns of windows are stored, segments and batches of one counted once."""
    c = sample.c
    of_columns = select(c.entity, c.window_start, c.series).where(c.part == "column").distinct().subquery()
    return int(tx.run(select(func.count()).select_from(of_columns)).scalar_one())


def _postgres(tx: Transaction, names: list[str]) -> dict[str, int]:
    return {name: int(size) for name, size in tx.run(text(OF_POSTGRES), {"names": names})}


def _sqlite(tx: Transaction) -> dict[str, int]:
    if tx.run(text(CAN_TELL)).first() is None:
        raise UsageError("this SQLite does not know how large a table is (it was built without dbstat). Use another.")
    return {name: int(size) for name, size in tx.run(text(OF_SQLITE))}
