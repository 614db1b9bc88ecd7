"""Keeping a table in order: the small files of a day become few, and what they were is let go of a week later."""

from __future__ import annotations

from datetime import timedelta

from gnomon.log.table import DAY, ConflictError, Snapshot, explained, opened

MOST_FILES = 50
"""Of a day, before they are made one: a drain every few seconds writes thousands."""

TARGET_BYTES = 64 * 2**20
"""A file that has grown so large is not written again."""

READERS = timedelta(days=7)
"""So long files that were replaced stay, for those who read an older version."""


def compact(found: Snapshot, most_files: int = MOST_FILES) -> int:
    """Make the small files of each day that has many into few; the rows stay as they are.

    Args:
        found: The table.
        most_files: Of a day.

    Returns:
        How many files are no longer part of the table; 0 also where somebody else was faster.

    Raises:
        UnavailableError: The table cannot be reached.
    """
    removed = 0
    days = [one.day for one in found.days.values() if len(one.files) > most_files]
    if not days:
        return 0
    try:
        with explained(found.place):
            table = opened(found.place)
            for day in days:
                done = table.optimize.compact([(DAY, "=", day.isoformat())], target_size=TARGET_BYTES)
                removed += int(done["numFilesRemoved"])
            table.vacuum(retention_hours=round(READERS.total_seconds() / 3600), dry_run=False)
    except ConflictError:
        pass  # the next run finds them again
    return removed
