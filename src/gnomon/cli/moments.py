"""Moments on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from gnomon.errors import UsageError

Until = Annotated[str | None, typer.Option(help="As if it were this time: 2013-03-01 or 2013-03-01T02:00Z.")]
Since = Annotated[str | None, typer.Option(help="From this time on.")]


def moment(option: str, words: str | None) -> datetime | None:
    """The moment that an option names; a time without a zone is UTC.

    Args:
        option: The option's name.
        words: What was written.

    Raises:
        UsageError: It is no moment.

    Example:
        >>> moment("--until", "2013-03-01")
        datetime.datetime(2013, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if words is None:
        return None
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        raise UsageError(f"{option}: {words!r} is not a time. Write 2013-03-01 or 2013-03-01T02:00Z.") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def check_order(since: datetime | None, until: datetime | None) -> None:
    """Refuse a stretch that ends before it begins.

    Raises:
        UsageError: It does.
    """
    if since is not None and until is not None and since >= until:
        raise UsageError("--since is not before --until. Give an earlier --since.")
