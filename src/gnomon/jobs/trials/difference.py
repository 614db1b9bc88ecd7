"""What another configuration makes of the same history: which alerts are kept, moved, lost and gained.

Alerts are the same where one monitor fires over the same time, as late data
match them: pairs that share a part first, then by largest overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gnomon.alerts import matching, record
from gnomon.jobs import listing
from gnomon.notify.payload import stamp
from gnomon.store.alerts import EpisodeRow


@dataclass(frozen=True, slots=True)
class Pair:
    """One alert under both configurations.

    Attributes:
        before: As it was.
        after: As it would be.
    """

    before: EpisodeRow
    after: EpisodeRow

    @property
    def is_moved(self) -> bool:
        """Whether it starts or ends at another time."""
        was, now = self.before, self.after
        return (was.since, was.ended_at) != (now.since, now.ended_at)


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the alerts.

    Attributes:
        kept: Those at the same time.
        moved: Those that start or end at another.
        lost: Those that are no more.
        gained: Those that are new.
    """

    kept: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    lost: tuple[EpisodeRow, ...]
    gained: tuple[EpisodeRow, ...]

    @property
    def sentence(self) -> str:
        """How many of each."""
        gained, lost, moved = len(self.gained), len(self.lost), len(self.moved)
        return f"{len(self.kept)} kept, {moved} moved, {lost} lost, {gained} gained"

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As `gnomon backtest --compare --json` prints it."""
        return {
            "kept": len(self.kept),
            "moved": [
                {
                    "before": listing.alert(one.before),
                    "after": listing.alert(one.after),
                    "since": [stamp(one.before.since), stamp(one.after.since)],
                    "ended_at": [stamp(one.before.ended_at), stamp(one.after.ended_at)],
                }
                for one in self.moved
            ],
            "lost": [listing.alert(row) for row in self.lost],
            "gained": [listing.alert(row) for row in self.gained],
        }


def difference(before: Sequence[EpisodeRow], after: Sequence[EpisodeRow], until: datetime) -> Difference:
    """Say what became of alerts.

    Args:
        before: The alerts as they were.
        after: As they would be.
        until: End of the last window: what is open lasts just past it.

    Example:
        >>> from datetime import UTC
        >>> difference([], [], datetime(2013, 1, 1, tzinfo=UTC)).kept
        ()
    """
    pairs: list[Pair] = []
    for monitor in dict.fromkeys(row.monitor for row in before):
        old = [row for row in before if row.monitor == monitor]
        new = [row for row in after if row.monitor == monitor]
        found = matching.match(
            [record.episode_from_record(row.record) for row in old],
            [record.episode_from_record(row.record) for row in new],
            until,
        )
        pairs += [Pair(old[i], new[j]) for i, j in found.items()]
    pairs.sort(key=lambda one: (one.after.since, one.after.monitor), reverse=True)
    was, now = ({getattr(one, side).id for one in pairs} for side in ("before", "after"))
    return Difference(
        tuple(one for one in pairs if not one.is_moved),
        tuple(one for one in pairs if one.is_moved),
        tuple(row for row in before if row.id not in was),
        tuple(row for row in after if row.id not in now),
    )
