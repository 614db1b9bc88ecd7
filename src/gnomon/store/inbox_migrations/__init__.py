"""The formats of the inbox, oldest first: each file goes from the format before it to its own.

As in `migrations`: a file that was released never changes, and steps go up only. May import SQLAlchemy and Alembic, and
of ours nothing but `column_types`. Never here: a query, or a table that `inbox_tables` does not have in the end.

To add a format: copy the newest file, set `revision` and `down_revision`, and change `inbox_tables` alike.
"""
