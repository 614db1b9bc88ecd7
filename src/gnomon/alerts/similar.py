"""Which past incident was like what is wrong now: the same monitors told of the same columns.

What is wrong is a set: of every alert its monitor with each of its columns.
How like a past incident is to it is the share of that set that was wrong then,
too. Half of it is asked for: one column in common among many is chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

LEAST = 0.5
"""At least this share of what is wrong now was wrong then."""

MOST = 3
"""So many past incidents are named."""

Wrong = tuple[str, str]
"""A monitor, and a column that its alert tells of; an empty name for a monitor with one figure."""

Key = TypeVar("Key")


def wrong(alerts: Iterable[tuple[str, Iterable[str]]]) -> frozenset[Wrong]:
    """What alerts say is wrong.

    Args:
        alerts: Of each its monitor and its columns.

    Example:
        >>> sorted(wrong([("inputs", ["temp", "dewp"]), ("volume", [])]))
        [('inputs', 'dewp'), ('inputs', 'temp'), ('volume', '')]
    """
    return frozenset((monitor, name) for monitor, names in alerts for name in (list(names) or [""]))


def like(now: frozenset[Wrong], then: frozenset[Wrong]) -> tuple[float, float]:
    """How like a past incident is: the share of what is wrong now that was then, and the other way round.

    Example:
        >>> like(wrong([("inputs", ["a", "b"])]), wrong([("inputs", ["a", "c"]), ("volume", [])]))
        (0.5, 0.3333333333333333)
    """
    both = len(now & then)
    return both / max(1, len(now)), both / max(1, len(then))


def most_similar(now: frozenset[Wrong], past: Mapping[Key, frozenset[Wrong]]) -> list[Key]:
    """The past incidents that are like what is wrong now, the most similar first, three at most.

    Args:
        now: What is wrong.
        past: What was wrong, by incident; of two that are as like, the one that stands first is named first.

    Example:
        >>> now = wrong([("inputs", ["temp"])])
        >>> most_similar(now, {3: wrong([("volume", [])]), 2: wrong([("inputs", ["temp", "dewp"])]), 1: now})
        [1, 2]
    """
    found = {key: like(now, then) for key, then in past.items()}
    near = [key for key, (share, _) in found.items() if share >= LEAST]
    return sorted(near, key=found.__getitem__, reverse=True)[:MOST]
