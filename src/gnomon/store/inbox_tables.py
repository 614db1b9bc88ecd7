"""The tables of the inbox, as its newest format has them: what came in over HTTP and is not in the log yet."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, Table, UniqueConstraint, text

from gnomon.store.column_types import Identity, Moment, Words
from gnomon.store.tables import NAMING

metadata = MetaData(naming_convention=NAMING)

inbox = Table("inbox", metadata, Column("name", Words, primary_key=True))
"""The inbox's own name, made with it: a log knows by it whose batches it has."""

batch = Table(
    "inbox_batch",
    metadata,
    Column("seq", Identity, primary_key=True, autoincrement=True),
    Column("entity", Words, nullable=False),
    Column("door", Words, nullable=False),
    Column("batch_id", Words, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("waiting", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("entity", "door", "batch_id"),
    Index(
        "ix_inbox_batch_waiting",
        "entity",
        "door",
        "seq",
        "waiting",
        sqlite_where=text("waiting > 0"),
        postgresql_where=text("waiting > 0"),
    ),
    Index(None, "received_at"),
    sqlite_autoincrement=True,  # a number is never given twice, also after old batches are forgotten
)

refused = Table(
    "inbox_refused",
    metadata,
    Column("id", Identity, primary_key=True, autoincrement=True),
    Column("entity", Words, nullable=False),
    Column("door", Words, nullable=False),
    Column("batch_id", Words, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("reason", Words, nullable=False),
    Column("row", Words, nullable=False),
    UniqueConstraint("entity", "door", "batch_id", "place"),
    Index(None, "received_at"),
)
