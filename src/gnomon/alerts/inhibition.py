"""Which alerts follow from another one, and are held back while it fires.

Fixed, not a language: what is missing, late or of another shape explains what
its rows look like, of the entity itself and of what is made of it; and a
critical alert says all that a lesser one of the same monitor does.

Source: ALERTS R26, R27.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

CAUSES = frozenset(("missing", "late", "schema"))
CAUSES_UPSTREAM = CAUSES | {"pipeline"}
FOLLOWING = frozenset(("drift", "quality", "performance"))
LESSER = frozenset(("warning", "info"))


@dataclass(frozen=True, slots=True)
class Seen:
    """What inhibition asks of an episode that fires.

    Attributes:
        id: Its name.
        entity: Of which entity.
        monitor: Of which monitor.
        kind: The class of the monitor.
        severity: How severe.
        since: Start of its first violating window.
        until: End of its last one.
    """

    id: str
    entity: str
    monitor: str
    kind: str
    severity: str
    since: datetime
    until: datetime


def inhibitor(target: Seen, firing: Iterable[Seen], upstream: Collection[str]) -> Seen | None:
    """What holds an alert back.

    Args:
        target: The alert.
        firing: Everything that fires, the alert itself too.
        upstream: The entities that the alert's entity is made of, at any depth.

    Returns:
        The source that began first; None when the alert follows from nothing that fires.

    Example:
        >>> from datetime import UTC
        >>> day = [datetime(2026, 3, n, tzinfo=UTC) for n in (1, 2, 3)]
        >>> gap = Seen("a-1", "feed", "volume", "missing", "warning", day[0], day[1])
        >>> drift = Seen("b-1", "churn", "inputs", "drift", "info", day[0], day[2])
        >>> inhibitor(drift, [gap, drift], ["feed"]) == gap, inhibitor(drift, [gap, drift], [])
        (True, None)
    """
    found = [one for one in firing if one.id != target.id and _mutes(one, target, upstream)]
    return min(found, key=lambda one: (one.since, one.id), default=None)


def _mutes(source: Seen, target: Seen, upstream: Collection[str]) -> bool:
    if source.since >= target.until:
        return False  # the target was over before the source began
    if target.kind in FOLLOWING:
        if source.entity == target.entity and source.kind in CAUSES:
            return True
        if source.entity in upstream and source.kind in CAUSES_UPSTREAM:
            return True
    is_same = (source.entity, source.monitor) == (target.entity, target.monitor)
    return is_same and source.severity == "critical" and target.severity in LESSER
