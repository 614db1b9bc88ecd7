"""An outbox in memory, with the rules of the store's, and a clock that is told what time it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from gnomon.notify.group import Row
from gnomon.notify.queue import Settled

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
UNSETTLED = ("queued", "sending", "retrying")


@dataclass
class Clock:
    now: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    waits: list[timedelta] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, length: timedelta) -> None:
        self.waits.append(length)
        self.now += length


@dataclass(frozen=True)
class Kept:
    """A row as the store keeps it."""

    row: Row
    state: str = "queued"
    attempts: int = 0
    next_attempt_at: datetime = LONG_AGO
    claim_until: datetime | None = None
    first_tried_at: datetime | None = None
    error: str | None = None
    external_ref: str | None = None

    key = property(lambda self: self.row.key)
    channel = property(lambda self: self.row.channel)
    payload = property(lambda self: self.row.payload)


class Killed(BaseException):
    """The process died here."""


class Outbox:
    """Rows in order; `killed_before_settle`: so often the process dies after it sent and before it says so."""

    timeout = timedelta(seconds=15)

    def __init__(self, rows: Sequence[Row], killed_before_settle: int = 0) -> None:
        self.rows: dict[str, Kept] = {row.key: Kept(row) for row in rows}
        self.killed = killed_before_settle
        self.settled: list[tuple[str, Settled]] = []

    def claim(self, now: datetime, stopped: Collection[str]) -> Any:
        heads: set[tuple[str, str]] = set()
        for kept in list(self.rows.values()):
            if kept.state == "sending" and kept.claim_until is not None and kept.claim_until <= now:
                self.rows[kept.key] = replace(kept, state="retrying", next_attempt_at=now)
        for kept in self.rows.values():
            group = (kept.row.group_key, kept.row.channel)
            if kept.state not in UNSETTLED or group in heads:
                continue
            heads.add(group)
            if kept.state != "sending" and kept.next_attempt_at <= now and kept.row.channel not in stopped:
                taken = replace(kept, state="sending", attempts=kept.attempts + 1, claim_until=now + 2 * self.timeout)
                thread = kept.external_ref or self._thread(group)
                self.rows[kept.key] = replace(taken, first_tried_at=kept.first_tried_at or now, external_ref=thread)
                return self.rows[kept.key]
        return None

    def _thread(self, group: tuple[str, str]) -> str | None:
        of_group = [kept for kept in self.rows.values() if (kept.row.group_key, kept.row.channel) == group]
        return next((kept.external_ref for kept in reversed(of_group) if kept.external_ref), None)

    def settle(self, row: Any, settled: Settled, now: datetime) -> None:
        if self.killed:
            self.killed -= 1
            raise Killed
        self.settled.append((row.key, settled))
        kept = self.rows[row.key]
        self.rows[row.key] = replace(
            kept,
            state=settled.state,
            next_attempt_at=settled.next_attempt_at or now,
            error=settled.error,
            external_ref=settled.external_ref or kept.external_ref,
        )

    def states(self) -> list[str]:
        return [kept.state for kept in self.rows.values()]
