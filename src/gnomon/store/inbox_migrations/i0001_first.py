"""The first format: batches that came in, rows that were refused, and the inbox's own name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gnomon.store.column_types import Identity, Moment, Words

revision = "i0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "inbox",
        sa.Column("name", Words(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_inbox")),
    )
    op.create_table(
        "inbox_batch",
        sa.Column("seq", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("door", Words(), nullable=False),
        sa.Column("batch_id", Words(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox_batch")),
        sa.UniqueConstraint("entity", "door", "batch_id", name=op.f("uq_inbox_batch_entity_door_batch_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_inbox_batch_waiting", "inbox_batch", ["entity", "door", "seq", "waiting"],
        sqlite_where=sa.text("waiting > 0"), postgresql_where=sa.text("waiting > 0"),
    )  # fmt: skip
    op.create_index(op.f("ix_inbox_batch_received_at"), "inbox_batch", ["received_at"], unique=False)
    op.create_table(
        "inbox_refused",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("door", Words(), nullable=False),
        sa.Column("batch_id", Words(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("row", Words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_refused")),
        sa.UniqueConstraint(
            "entity", "door", "batch_id", "place", name=op.f("uq_inbox_refused_entity_door_batch_id_place")
        ),
    )
    op.create_index(op.f("ix_inbox_refused_received_at"), "inbox_refused", ["received_at"], unique=False)
