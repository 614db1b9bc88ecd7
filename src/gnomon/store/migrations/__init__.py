"""The formats of the store, oldest first: each file goes from the format before it to its own.

A file that was released never changes. Steps go up only: the way back is the
copy that is made before. May import SQLAlchemy and Alembic, and of ours nothing
but `column_types`: a step keeps meaning what it meant. Never here: a query of
the day's work, or a table that `tables` does not have in the end.

To add a format: copy the newest file, name it after what changes (`r0002_…`), set
`revision` and `down_revision`, and change `tables` alike; a test compares both.
"""
