"""The tables of the store, as the newest format has them.

Every column of time is a `Moment`, every column of JSON a `Json`; keys are made
of what a row is about, so that doing a thing twice finds the first time.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from gnomon.store.column_types import Identity, Json, Moment, Words

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called."""

metadata = MetaData(naming_convention=NAMING)


def _id() -> Column[int]:
    return Column("id", Identity, primary_key=True, autoincrement=True)


def _need(name: str, kind: type[Words] | type[Json] | type[Moment] | type[LargeBinary]) -> Column[object]:
    return Column(name, kind, nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


entity = Table(
    "entity",
    metadata,
    Column("name", Words, primary_key=True),
    _need("settings", Json),
    _need("upstream", Json),
    _need("every", Words),
    _need("zone", Words),
)

entity_event = Table(
    "entity_event",
    metadata,
    _id(),
    _need("entity", Words),
    _need("at", Moment),
    _need("kind", Words),
    _need("digest", Words),
    _need("text", Words),
    UniqueConstraint("entity", "at", "kind", "digest"),
)

entity_status = Table(
    "entity_status",
    metadata,
    Column("entity", Words, primary_key=True),
    _need("status", Words),
    _need("reason", Words),
    _need("at", Moment),
)

batch = Table(
    "batch",
    metadata,
    _id(),
    _need("entity", Words),
    _need("door", Words),
    _need("name", Words),
    _need("version", Words),
    Column("until", Moment),
    _count("rows"),
    UniqueConstraint("entity", "door", "name"),
)

sample = Table(
    "sample",
    metadata,
    _id(),
    _need("entity", Words),
    _need("window_start", Moment),
    _need("window_end", Moment),
    _need("labels", Json),
    _need("part", Words),
    _need("series", Words),
    Column("batch_id", Identity, ForeignKey("batch.id", ondelete="CASCADE"), nullable=False),
    _need("blob", LargeBinary),
    UniqueConstraint("entity", "window_start", "labels", "part", "series", "batch_id"),
    Index(None, "batch_id"),
)

entity_window = Table(
    "entity_window",
    metadata,
    Column("entity", Words, primary_key=True),
    Column("window_start", Moment, primary_key=True),
    _need("window_end", Moment),
    _count("revision"),
    _count("rows"),
    Column("measured", BigInteger, nullable=False, server_default=text("0")),
    Column("newest", Moment),
    _need("target_digest", LargeBinary),
    _need("arrivals", LargeBinary),
)

reference = Table(
    "reference",
    metadata,
    _id(),
    _need("entity", Words),
    _need("name", Words),
    _need("made_at", Moment),
    _need("digest", Words),
    _need("series", LargeBinary),
    _need("outcomes", LargeBinary),
    _need("segments", Json),
    _need("excluded", Json),
    _need("settings", Json),
    _need("status", Words),
    Index(
        "uq_reference_active",
        "entity",
        "name",
        unique=True,
        sqlite_where=text("status = 'active'"),
        postgresql_where=text("status = 'active'"),
    ),
)

tally = Table(
    "tally",
    metadata,
    Column("reference_id", Identity, ForeignKey("reference.id", ondelete="CASCADE"), primary_key=True),
    Column("labels", Json, primary_key=True),
    Column("window_start", Moment, primary_key=True),
    _need("blob", LargeBinary),
)

measurement_series = Table(
    "measurement_series",
    metadata,
    _id(),
    _need("entity", Words),
    _need("labels", Json),
    _need("series", Words),
    _need("metric", Words),
    UniqueConstraint("entity", "labels", "series", "metric"),
)

measurement_block = Table(
    "measurement_block",
    metadata,
    Column("series_id", Identity, ForeignKey("measurement_series.id", ondelete="CASCADE"), primary_key=True),
    Column("first", Moment, primary_key=True),
    _need("last", Moment),
    _need("blob", LargeBinary),
)

verdict = Table(
    "verdict",
    metadata,
    _id(),
    _need("entity", Words),
    _need("monitor", Words),
    _need("window_start", Moment),
    _need("window_end", Moment),
    _count("revision"),
    _count("data_revision"),
    _need("status", Words),
    _need("reason", Words),
    _need("record", Json),
    UniqueConstraint("entity", "monitor", "window_start", "window_end", "revision"),
    Index(None, "entity", "window_start"),
    Index(None, "entity", "monitor", "window_start", "data_revision"),  # no record is read to find what is outdated
)

evaluation = Table(
    "evaluation",
    metadata,
    _id(),
    _need("entity", Words),
    _need("monitor", Words),
    _need("monitor_hash", Words),
    _need("window_start", Moment),
    _need("window_end", Moment),
    _count("revision"),
    _need("alert", Json),
    UniqueConstraint("entity", "monitor", "monitor_hash", "window_start", "window_end", "revision"),
    Index(None, "entity", "monitor", "window_start"),
)

episode = Table(
    "episode",
    metadata,
    Column("alert_id", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    _need("entity", Words),
    _need("monitor", Words),
    _need("labels", Json),
    _need("severity", Words),
    _need("state", Words),
    _need("since", Moment),
    _need("started_at", Moment),
    Column("fired_at", Moment),
    Column("ended_at", Moment),
    _need("series", Json),
    _need("summary", Words),
    _need("record", Json),
    _need("observed_at", Moment),
    Index(None, "entity", "state"),
)

alert_event = Table(
    "alert_event",
    metadata,
    _id(),
    Column("key", Words, nullable=False, unique=True),
    _need("entity", Words),
    _need("monitor", Words),
    _need("alert_id", Words),
    _count("number"),
    _need("kind", Words),
    _need("at", Moment),
    _need("observed_at", Moment),
    _need("record", Json),
    Index(None, "entity", "at"),
    Index(None, "alert_id"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("key", Words, nullable=False, unique=True),
    _need("channel", Words),
    _need("alert_key", Words),
    _need("group_key", Words),
    _count("seq"),
    _need("kind", Words),
    _need("payload", Json),
    _need("state", Words),
    _count("attempts"),
    _need("next_attempt_at", Moment),
    Column("claimed_by", Words),
    Column("claim_until", Moment),
    Column("first_tried_at", Moment),
    Column("last_error", Words),
    Column("http_status", Integer),
    Column("external_ref", Words),
    _need("created_at", Moment),
    Column("settled_at", Moment),
    Column("severity", Words),
    UniqueConstraint("group_key", "channel", "seq"),
    Index(None, "state", "next_attempt_at"),
)

notify_log = Table(
    "notify_log",
    metadata,
    Column("group_key", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    _need("entity", Words),
    Column("is_open", Boolean, nullable=False),
    _need("record", Json),
    Index(None, "entity", "channel", "is_open"),
)

notify_group = Table(
    "notify_group",
    metadata,
    Column("group_key", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    _need("entity", Words),
    _need("flushed_at", Moment),
    _need("rule", Words),
    _need("alerts", Json),
    Index(None, "entity"),
)

silence = Table(
    "silence",
    metadata,
    _id(),
    _need("starts_at", Moment),
    _need("ends_at", Moment),
    _need("author", Words),
    _need("comment", Words),
    Column("until_resolved", Boolean, nullable=False),
    _need("matchers", Json),
    Index(None, "ends_at"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Words, primary_key=True),
    Column("holder", Words),
    _count("token"),
    _need("expires_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _need("at", Moment),
    _need("actor", Words),
    _need("action", Words),
    _need("entity", Words),
    _need("detail", Json),
)

incident = Table(
    "incident",
    metadata,
    _id(),
    _need("incident_key", Words),
    _need("entity", Words),
    _need("status", Words),
    _need("severity", Words),
    _need("title", Words),
    _need("owner", Words),
    _need("assignee", Words),
    _need("started_at", Moment),
    _need("detected_at", Moment),
    Column("acked_at", Moment),
    _need("acked_by", Words),
    Column("mitigated_at", Moment),
    Column("resolved_at", Moment),
    _count("reopened_count"),
    _need("assessment", Words),
    _need("previous_assessment", Words),
    _need("root_cause", Words),
    _need("resolution", Words),
    Column("duplicate_of", BigInteger),
    Index(None, "entity"),
    Index(
        "uq_incident_open",
        "incident_key",
        unique=True,
        sqlite_where=text("status <> 'resolved'"),
        postgresql_where=text("status <> 'resolved'"),
    ),
)

incident_episode = Table(
    "incident_episode",
    metadata,
    Column("alert_id", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("incident_id", Identity, ForeignKey("incident.id"), nullable=False),
    Index(None, "incident_id"),
)

incident_event = Table(
    "incident_event",
    metadata,
    _id(),
    Column("incident_id", Identity, ForeignKey("incident.id"), nullable=False),
    _need("at", Moment),
    _need("actor", Words),
    _need("kind", Words),
    _need("text", Words),
    Index(None, "incident_id"),
)
