"""Incidents, which episodes belong to each, and their timelines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gnomon.store.column_types import Identity, Moment, Words

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "incident",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("incident_key", Words(), nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.Column("severity", Words(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("owner", Words(), nullable=False),
        sa.Column("assignee", Words(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("detected_at", Moment(), nullable=False),
        sa.Column("acked_at", Moment(), nullable=True),
        sa.Column("acked_by", Words(), nullable=False),
        sa.Column("mitigated_at", Moment(), nullable=True),
        sa.Column("resolved_at", Moment(), nullable=True),
        sa.Column("reopened_count", sa.BigInteger(), nullable=False),
        sa.Column("assessment", Words(), nullable=False),
        sa.Column("previous_assessment", Words(), nullable=False),
        sa.Column("root_cause", Words(), nullable=False),
        sa.Column("resolution", Words(), nullable=False),
        sa.Column("duplicate_of", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_entity"), "incident", ["entity"], unique=False)
    op.create_index(
        "uq_incident_open",
        "incident",
        ["incident_key"],
        unique=True,
        sqlite_where=sa.text("status <> 'resolved'"),
        postgresql_where=sa.text("status <> 'resolved'"),
    )
    op.create_table(
        "incident_episode",
        sa.Column("alert_id", Words(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_episode_incident_id")),
        sa.PrimaryKeyConstraint("alert_id", "number", name=op.f("pk_incident_episode")),
    )
    op.create_index(op.f("ix_incident_episode_incident_id"), "incident_episode", ["incident_id"], unique=False)
    op.create_table(
        "incident_event",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("incident_id", Identity, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_event_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_event")),
    )
    op.create_index(op.f("ix_incident_event_incident_id"), "incident_event", ["incident_id"], unique=False)
