"""The budget: from alarms that one is ready to hear in vain to the chance that each family of tests may spend."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Literal

from gnomon.checks.settings import MOST_ALPHA
from gnomon.errors import UsageError

Family = Literal["columns", "segments", "checks", "performance"]

SHARES: Mapping[Family, float] = MappingProxyType(
    {"columns": 0.5, "segments": 0.2, "checks": 0.15, "performance": 0.15}
)
"""How the budget is split where every family is present."""


def alpha(alarms: float, period: timedelta, every: timedelta) -> float:
    """The chance that anything of an entity alerts in a window when nothing changed.

    Args:
        alarms: How many false alarms are expected.
        period: In so long a time.
        every: How long a window is.

    Returns:
        Alarms a window, at most 0.05: with few windows a period all would pass otherwise.

    Raises:
        UsageError: A number of alarms that is not above 0, or a duration without length.

    Source: STATISTICS B1.

    Example:
        >>> day = timedelta(days=1)
        >>> round(alpha(1, 30 * day, day), 4), alpha(1, 30 * day, 7 * day)
        (0.0333, 0.05)
    """
    if not (math.isfinite(alarms) and alarms > 0):
        raise UsageError(f"false_alarms: {alarms} is no number of alarms. Write a number above 0, such as 1.")
    if period <= timedelta(0) or every <= timedelta(0):
        raise UsageError("false_alarms: a period and a window have a length. Write a duration such as 30d.")
    return min(alarms * (every / period), MOST_ALPHA)


def split(families: Collection[Family]) -> dict[Family, float]:
    """Each present family's part of the budget; together 1.

    Source: STATISTICS B1.

    Example:
        >>> {name: round(part, 3) for name, part in split(["columns", "checks"]).items()}
        {'columns': 0.769, 'checks': 0.231}
        >>> split([])
        {}
    """
    total = sum(SHARES[name] for name in set(families))
    return {name: share / total for name, share in SHARES.items() if name in families}
