"""Silences, and what became of each group when it was last flushed: the rule that spoke, and what is held back why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gnomon.store.column_types import Identity, Json, Moment, Words

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "notify_group",
        sa.Column("group_key", Words(), nullable=False),
        sa.Column("channel", Words(), nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("flushed_at", Moment(), nullable=False),
        sa.Column("rule", Words(), nullable=False),
        sa.Column("alerts", Json(), nullable=False),
        sa.PrimaryKeyConstraint("group_key", "channel", name=op.f("pk_notify_group")),
    )
    op.create_index(op.f("ix_notify_group_entity"), "notify_group", ["entity"], unique=False)
    op.create_table(
        "silence",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("author", Words(), nullable=False),
        sa.Column("comment", Words(), nullable=False),
        sa.Column("until_resolved", sa.Boolean(), nullable=False),
        sa.Column("matchers", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence")),
    )
    op.create_index(op.f("ix_silence_ends_at"), "silence", ["ends_at"], unique=False)
