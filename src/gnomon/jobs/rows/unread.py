"""What of a source could not be read: until when there may be rows of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from gnomon.jobs.rows.source import Part

EVER = datetime.max.replace(tzinfo=UTC)

AHEAD = timedelta(days=1)
"""So far the times of rows, which may be of any zone, can be ahead of the clock that stamps files."""


def reach(part: Part) -> datetime:
    """Until when a part that could not be read may have rows: no file has rows of a time after it was written."""
    if part.is_table or part.files:
        return EVER
    try:
        return datetime.fromtimestamp(Path(part.address).stat().st_mtime, UTC) + AHEAD
    except OSError:
        return EVER
