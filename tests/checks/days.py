"""Windows of a day each, for the tests of series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from gnomon.checks.scalar.points import Points
from gnomon.profiles.windows import Window

MONDAY = datetime(2013, 1, 7, tzinfo=UTC)


def days(count: int, first: int = 0, *, length: timedelta = timedelta(days=1)) -> list[Window]:
    """So many windows from a Monday on, or some days later."""
    starts = [MONDAY + (first + i) * length for i in range(count)]
    return [Window(start, start + length) for start in starts]


def sides(
    values: Sequence[float] | np.ndarray,
    reference: int,
    rows: Sequence[float] | np.ndarray | None = None,
    variance: Sequence[float] | np.ndarray | None = None,
) -> tuple[Points, Points]:
    """A series cut into its reference and what comes after."""
    windows = days(len(values))
    parts = []
    for part in (slice(None, reference), slice(reference, None)):
        more = [None if x is None else x[part] for x in (rows, variance)]
        parts.append(Points.of(windows[part], values[part], *more))
    return parts[0], parts[1]
