"""Packed batches that wait to be sent, oldest first: on disk where there is a spool with room, else in memory."""

from __future__ import annotations

import threading
import time
from collections import deque

from gnomon.client.batch import Batch
from gnomon.client.memory import Memory
from gnomon.client.spool import Spool, Spooled
from gnomon.client.tally import Tally


class Waiting:
    """What the packing thread puts in and the sending thread takes out.

    Args:
        memory: The bound on what is in memory.
        tally: Where rows are counted.
        spool: The disk, where there is one.
    """

    def __init__(self, memory: Memory, tally: Tally, spool: Spool | None = None) -> None:
        self._memory, self._tally, self._spool = memory, tally, spool
        self._batches: deque[Batch | Spooled] = deque()
        self._changed = threading.Condition()
        self._ends_at = float("inf")
        self.disk_error = ""

    def adopt(self) -> None:
        """Take what earlier processes left on disk; before the first `put`, or this one's would be taken twice."""
        for spooled in self._spool.found() if self._spool else ():
            self._tally.count("found", spooled.rows)
            self._tally.count("spooled", spooled.rows)
            with self._changed:
                self._batches.append(spooled)
                self._changed.notify_all()

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
        with self._changed:
            self._batches.append(kept or batch)
            self._changed.notify_all()

    def oldest(self) -> Batch | None:
        """The oldest batch; waits for one, and is nothing when all ends without one."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._batches or self.is_ending)
                if not self._batches:
                    return None
                first = self._batches[0]
            if isinstance(first, Batch):
                return first
            batch = self._spool.read(first) if self._spool else None
            if batch is not None:
                return batch
            self._tally.count("gone", first.rows)
            self.settle()

    def settle(self) -> None:
        """Forget the oldest batch: it was sent or refused."""
        with self._changed:
            first = self._batches.popleft()
        if isinstance(first, Spooled):
            self._tally.count("spooled", -first.rows)
            if self._spool:
                self._spool.remove(first)
        else:
            self._memory.swap(len(first.body), 0)
        with self._changed:
            self._changed.notify_all()

    def turn(self) -> None:
        """Try the oldest batch again only after all others: the server cannot read it, and may read those."""
        with self._changed:
            self._batches.rotate(-1)

    def pause(self, length_s: float) -> None:
        """Let time pass: until all ends, and after that no longer than there is.

        Args:
            length_s: How much.
        """
        with self._changed:
            was_ending = self.is_ending
            self._changed.wait_for(
                lambda: self.is_ending and not was_ending, min(length_s, max(0.0, self._ends_at - time.monotonic()))
            )

    def end(self, timeout_s: float) -> None:
        """Say that all ends.

        Args:
            timeout_s: How long what waits may still be tried.
        """
        with self._changed:
            self._ends_at = time.monotonic() + timeout_s
            self._changed.notify_all()

    @property
    def is_ending(self) -> bool:
        """Whether all ends."""
        return self._ends_at < float("inf")

    def is_over(self) -> bool:
        """Whether there is no more use in trying: the time is over, or the next process will find it all on disk."""
        with self._changed:
            is_safe = all(isinstance(batch, Spooled) for batch in self._batches)
            return time.monotonic() >= self._ends_at or (self.is_ending and is_safe)

    def is_sent(self, number: int, timeout_s: float) -> bool:
        """Wait until no batch up to a number waits; says whether it came to that.

        Args:
            number: The number.
            timeout_s: How long to wait.
        """
        with self._changed:
            return self._changed.wait_for(
                lambda: not any(0 < batch.number <= number for batch in self._batches), timeout_s
            )

    def _kept(self, batch: Batch) -> Spooled | None:
        try:
            kept = self._spool.keep(batch) if self._spool else None
        except OSError as error:
            self.disk_error = str(error)
            return None
        self.disk_error = ""
        return kept
