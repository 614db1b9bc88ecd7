"""The store: samples, measurements, verdicts, alerts, the outbox, leases and the audit in SQL.

Here live the tables (`tables`), the way in (`open`), one file a table or a few
that belong together (`samples`, `measurements`, `verdicts`, `alerts`, `outbox`,
`leases`, …: functions that take a transaction first), the bytes that are stored
(`blob`, `block`) and the formats of the store (`migrations`). SQLite and
PostgreSQL; times in and out are `datetime` with a zone, JSON is Python's own
values.

May import `alerts`, `checks`, `profiles`, `sketches`, `errors`, and is the only
room that may import SQLAlchemy, Alembic and psycopg. Never here: a statistic, a
decision, a clock, raw rows, anything that is sent.

To add a table: the table in `tables`, a migration (copy the newest in
`migrations/`), one file of functions, one test file.
"""
