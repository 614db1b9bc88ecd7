"""Which episode of a replay is which of those that were told.

Pairs that share a part go before those that share none, since episodes of one
alert stand beside each other; then by largest overlap in event time, then the
earlier (ALERTS R18).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from gnomon.alerts.alert import Episode

NONE = timedelta(0)
INSTANT = timedelta(microseconds=1)


def overlap(a: Episode, b: Episode, until: datetime) -> timedelta:
    """How long two episodes ran at once; 0 or less when they did not.

    Args:
        a: One.
        b: The other.
        until: End of the last window: what is open lasts just past it.
    """
    ends = [until + INSTANT if one.ended_at is None else one.ended_at for one in (a, b)]
    return min(ends) - max(a.started_at, b.started_at)


def match(told: Sequence[Episode], replayed: Sequence[Episode], until: datetime) -> dict[int, int]:
    """Match episodes, each with one other at most.

    Args:
        told: Those that were told.
        replayed: Those of the replay.
        until: End of the last window.

    Returns:
        For places in `told`, places in `replayed`.
    """
    found: dict[int, int] = {}
    for _, i, j in _candidates(told, replayed, until):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def heirs(
    told: Sequence[Episode], replayed: Sequence[Episode], matched: Mapping[int, int], until: datetime
) -> dict[int, int]:
    """For told episodes without a match, the replayed one that took each in: it lasts over some of its time.

    Args:
        told: Those that were told.
        replayed: Those of the replay.
        matched: What `match` says.
        until: End of the last window.
    """
    found: dict[int, int] = {}
    for _, i, j in _candidates(told, replayed, until):
        if i not in matched:
            found.setdefault(i, j)
    return found


def _candidates(
    told: Sequence[Episode], replayed: Sequence[Episode], until: datetime
) -> list[tuple[tuple[bool, timedelta, datetime, datetime], int, int]]:
    """The pairs that overlap, best first."""
    pairs = []
    for i, a in enumerate(told):
        for j, b in enumerate(replayed):
            common = overlap(a, b, until)
            if common > NONE:
                is_other = not set(a.parts) & set(b.parts)
                pairs.append(((is_other, -common, a.started_at, b.started_at), i, j))
    return sorted(pairs)
