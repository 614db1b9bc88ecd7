"""Packed batches that wait to be sent, oldest first: on disk where there is a spool with room, else in memory."""

from __future__ import annotations

import threading
import time
from collections import deque

from gnomon.client.batch import KINDS, Batch, Kind
from gnomon.client.memory import Memory
from gnomon.client.spool import Spool, Spooled
from gnomon.client.tally import Tally

UNREAD_S = 1.0
"""The rest after a file could not be read: too many may be open just now."""


class Waiting:
    """What the packing thread puts in and the sending thread takes out.

    Each kind has a line of its own: targets that the server does not take hold up no events.

    Args:
        memory: The bound on what is in memory.
        tally: Where rows are counted.
        spool: The disk, where there is one.
    """

    def __init__(self, memory: Memory, tally: Tally, spool: Spool | None = None) -> None:
        self._memory, self._tally, self._spool = memory, tally, spool
        self._lines: dict[Kind, deque[Batch | Spooled]] = {kind: deque() for kind in KINDS}
        self._resting: dict[Kind, float] = {}
        self._changed = threading.Condition()
        self._ends_at = float("inf")
        self.disk_error = ""

    def adopt(self) -> None:
        """Take what earlier processes left on disk; before the first `put`, or this one's would be taken twice."""
        for spooled in self._spool.found() if self._spool else ():
            self._tally.count("found", spooled.rows)
            self._tally.count("spooled", spooled.rows)
            self._append(spooled)

    def put(self, batch: Batch, memory_bytes: int) -> None:
        """Take a batch; from here on only `settle` lets go of it.

        Args:
            batch: The batch.
            memory_bytes: The room in memory that it has so far.
        """
        kept = self._kept(batch)
        self._memory.swap(memory_bytes, 0 if kept else len(batch.body))
        if kept:
            self._tally.count("spooled", kept.rows)
        self._append(kept or batch)

    def oldest(self) -> Batch | None:
        """The oldest batch of those that do not rest; waits for one.

        Returns:
            The batch; nothing when all ends: when nothing waits, the time is over, or the next process will find on
            disk what cannot be sent now.
        """
        while (first := self._first()) is not None:
            if isinstance(first, Batch):
                return first
            try:
                batch = self._spool.read(first) if self._spool else None
            except OSError as error:
                self.disk_error = str(error)
                self.rest(first.kind, UNREAD_S)
                continue
            if batch is not None:
                return batch
            self._tally.count("gone", first.rows)
            self.settle(first.kind)
        return None

    def settle(self, kind: Kind) -> None:
        """Forget the oldest batch of a kind: it was sent or refused.

        Args:
            kind: The kind.
        """
        with self._changed:
            first = self._lines[kind].popleft()
        if isinstance(first, Spooled):
            self._tally.count("spooled", -first.rows)
            if self._spool:
                self._spool.remove(first)
        else:
            self._memory.swap(len(first.body), 0)
        with self._changed:
            self._changed.notify_all()

    def turn(self, kind: Kind) -> None:
        """Try the oldest batch of a kind again only after all others: the server cannot read it, and may read those.

        Args:
            kind: The kind.
        """
        with self._changed:
            self._lines[kind].rotate(-1)

    def rest(self, kind: Kind, length_s: float) -> None:
        """Let a kind rest; when all ends it is tried once more.

        Args:
            kind: The kind.
            length_s: For how long.
        """
        with self._changed:
            self._resting[kind] = time.monotonic() + length_s

    def end(self, timeout_s: float) -> None:
        """Say that all ends.

        Args:
            timeout_s: How long what waits may still be tried.
        """
        with self._changed:
            self._ends_at = time.monotonic() + timeout_s
            self._resting.clear()
            self._changed.notify_all()

    @property
    def is_ending(self) -> bool:
        """Whether all ends."""
        return self._ends_at < float("inf")

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not any(self._lines.values())

    def is_sent(self, number: int, timeout_s: float) -> bool:
        """Wait until no batch up to a number waits; says whether it came to that.

        Args:
            number: The number.
            timeout_s: How long to wait.
        """
        with self._changed:
            return self._changed.wait_for(
                lambda: not any(0 < each.number <= number for line in self._lines.values() for each in line), timeout_s
            )

    def _first(self) -> Batch | Spooled | None:
        with self._changed:
            while True:
                now = time.monotonic()
                firsts = [line[0] for line in self._lines.values() if line]
                ready = [first for first in firsts if self._resting.get(first.kind, 0.0) <= now]
                if ready:
                    return min(ready, key=lambda first: first.number)
                if self.is_ending and (now >= self._ends_at or self._is_safe()):
                    return None
                until = min([self._resting[first.kind] for first in firsts] + [self._ends_at])
                self._changed.wait(until - now if until < float("inf") else None)

    def _is_safe(self) -> bool:
        return all(isinstance(each, Spooled) for line in self._lines.values() for each in line)

    def _append(self, one: Batch | Spooled) -> None:
        with self._changed:
            self._lines[one.kind].append(one)
            self._changed.notify_all()

    def _kept(self, batch: Batch) -> Spooled | None:
        try:
            kept = self._spool.keep(batch) if self._spool else None
        except OSError as error:
            self.disk_error = str(error)
            return None
        self.disk_error = ""
        return kept
