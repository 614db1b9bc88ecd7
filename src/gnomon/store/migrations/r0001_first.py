"""The first format: all of its tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gnomon.store.column_types import Identity, Json, Moment, Words

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of an empty database."""
    op.create_table(
        "alert_event",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("key", Words(), nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("monitor", Words(), nullable=False),
        sa.Column("alert_id", Words(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("observed_at", Moment(), nullable=False),
        sa.Column("record", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_event")),
        sa.UniqueConstraint("key", name=op.f("uq_alert_event_key")),
    )
    op.create_index(op.f("ix_alert_event_alert_id"), "alert_event", ["alert_id"], unique=False)
    op.create_index(op.f("ix_alert_event_entity_at"), "alert_event", ["entity", "at"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", Words(), nullable=False),
        sa.Column("action", Words(), nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("detail", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "batch",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("door", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("version", Words(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("entity", "door", "name", name=op.f("uq_batch_entity_door_name")),
    )
    op.create_table(
        "entity",
        sa.Column("name", Words(), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("upstream", Json(), nullable=False),
        sa.Column("every", Words(), nullable=False),
        sa.Column("zone", Words(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_entity")),
    )
    op.create_table(
        "entity_event",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("digest", Words(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_event")),
        sa.UniqueConstraint("entity", "at", "kind", "digest", name=op.f("uq_entity_event_entity_at_kind_digest")),
    )
    op.create_table(
        "entity_status",
        sa.Column("entity", Words(), nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("entity", name=op.f("pk_entity_status")),
    )
    op.create_table(
        "entity_window",
        sa.Column("entity", Words(), nullable=False),
        sa.Column("window_start", Moment(), nullable=False),
        sa.Column("window_end", Moment(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("measured", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("newest", Moment(), nullable=True),
        sa.Column("target_digest", sa.LargeBinary(), nullable=False),
        sa.Column("arrivals", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "window_start", name=op.f("pk_entity_window")),
    )
    op.create_table(
        "episode",
        sa.Column("alert_id", Words(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("monitor", Words(), nullable=False),
        sa.Column("labels", Json(), nullable=False),
        sa.Column("severity", Words(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("fired_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("series", Json(), nullable=False),
        sa.Column("summary", Words(), nullable=False),
        sa.Column("record", Json(), nullable=False),
        sa.Column("observed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "number", name=op.f("pk_episode")),
    )
    op.create_index(op.f("ix_episode_entity_state"), "episode", ["entity", "state"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("monitor", Words(), nullable=False),
        sa.Column("monitor_hash", Words(), nullable=False),
        sa.Column("window_start", Moment(), nullable=False),
        sa.Column("window_end", Moment(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("alert", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint(
            "entity",
            "monitor",
            "monitor_hash",
            "window_start",
            "window_end",
            "revision",
            name=op.f("uq_evaluation_entity_monitor_monitor_hash_window_start_window_end_revision"),
        ),
    )
    op.create_index(
        op.f("ix_evaluation_entity_monitor_window_start"),
        "evaluation",
        ["entity", "monitor", "window_start"],
        unique=False,
    )
    op.create_table(
        "lease",
        sa.Column("name", Words(), nullable=False),
        sa.Column("holder", Words(), nullable=True),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "measurement_series",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("labels", Json(), nullable=False),
        sa.Column("series", Words(), nullable=False),
        sa.Column("metric", Words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement_series")),
        sa.UniqueConstraint(
            "entity", "labels", "series", "metric", name=op.f("uq_measurement_series_entity_labels_series_metric")
        ),
    )
    op.create_table(
        "notify_log",
        sa.Column("group_key", Words(), nullable=False),
        sa.Column("channel", Words(), nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("record", Json(), nullable=False),
        sa.PrimaryKeyConstraint("group_key", "channel", name=op.f("pk_notify_log")),
    )
    op.create_index(
        op.f("ix_notify_log_entity_channel_is_open"), "notify_log", ["entity", "channel", "is_open"], unique=False
    )
    op.create_table(
        "outbox",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("key", Words(), nullable=False),
        sa.Column("channel", Words(), nullable=False),
        sa.Column("alert_key", Words(), nullable=False),
        sa.Column("group_key", Words(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("next_attempt_at", Moment(), nullable=False),
        sa.Column("claimed_by", Words(), nullable=True),
        sa.Column("claim_until", Moment(), nullable=True),
        sa.Column("first_tried_at", Moment(), nullable=True),
        sa.Column("last_error", Words(), nullable=True),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("external_ref", Words(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("group_key", "channel", "seq", name=op.f("uq_outbox_group_key_channel_seq")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_state_next_attempt_at"), "outbox", ["state", "next_attempt_at"], unique=False)
    op.create_table(
        "reference",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("digest", Words(), nullable=False),
        sa.Column("series", sa.LargeBinary(), nullable=False),
        sa.Column("outcomes", sa.LargeBinary(), nullable=False),
        sa.Column("segments", Json(), nullable=False),
        sa.Column("excluded", Json(), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
    )
    op.create_index(
        "uq_reference_active",
        "reference",
        ["entity", "name"],
        unique=True,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    )
    op.create_table(
        "verdict",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("monitor", Words(), nullable=False),
        sa.Column("window_start", Moment(), nullable=False),
        sa.Column("window_end", Moment(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("data_revision", sa.BigInteger(), nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("record", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint(
            "entity",
            "monitor",
            "window_start",
            "window_end",
            "revision",
            name=op.f("uq_verdict_entity_monitor_window_start_window_end_revision"),
        ),
    )
    op.create_index(
        op.f("ix_verdict_entity_monitor_window_start_data_revision"),
        "verdict",
        ["entity", "monitor", "window_start", "data_revision"],
        unique=False,
    )
    op.create_index(op.f("ix_verdict_entity_window_start"), "verdict", ["entity", "window_start"], unique=False)
    op.create_table(
        "measurement_block",
        sa.Column("series_id", Identity, nullable=False),
        sa.Column("first", Moment(), nullable=False),
        sa.Column("last", Moment(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["measurement_series.id"], name=op.f("fk_measurement_block_series_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("series_id", "first", name=op.f("pk_measurement_block")),
    )
    op.create_table(
        "sample",
        sa.Column("id", Identity, autoincrement=True, nullable=False),
        sa.Column("entity", Words(), nullable=False),
        sa.Column("window_start", Moment(), nullable=False),
        sa.Column("window_end", Moment(), nullable=False),
        sa.Column("labels", Json(), nullable=False),
        sa.Column("part", Words(), nullable=False),
        sa.Column("series", Words(), nullable=False),
        sa.Column("batch_id", Identity, nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_sample_batch_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
        sa.UniqueConstraint(
            "entity",
            "window_start",
            "labels",
            "part",
            "series",
            "batch_id",
            name=op.f("uq_sample_entity_window_start_labels_part_series_batch_id"),
        ),
    )
    op.create_index(op.f("ix_sample_batch_id"), "sample", ["batch_id"], unique=False)
    op.create_table(
        "tally",
        sa.Column("reference_id", Identity, nullable=False),
        sa.Column("labels", Json(), nullable=False),
        sa.Column("window_start", Moment(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference.id"], name=op.f("fk_tally_reference_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reference_id", "labels", "window_start", name=op.f("pk_tally")),
    )
