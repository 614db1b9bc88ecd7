"""The part of a query that says from when to when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Table


def within(table: Table, since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """The windows of a table that lie wholly within `[since, until)`.

    Example:
        >>> from gnomon.store.tables import verdict
        >>> within(verdict, None, None)
        []
    """
    found: list[ColumnElement[bool]] = []
    if since is not None:
        found.append(table.c.window_start >= since)
    if until is not None:
        # The second condition follows from the first, and is the one that the indexes know.
        found += [table.c.window_end <= until, table.c.window_start < until]
    return found
