"""Everything behind the caller, from the buffer to the network, with its two threads.

One thread packs, one sends: while a server that does not answer holds up the second,
the first goes on to make room, on disk where there is a spool. Both start with the
first row, so that a process that forks its workers first has none to lose, and a
forked child, which has no threads, gets a new pipeline: the rows of the old one are
the parent's to send.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

from gnomon.client.address import Address
from gnomon.client.batch import KINDS, MOST_ROWS, Batch, Kind, made, packed
from gnomon.client.buffer import ROW_BYTES, Buffer, Flush, Made
from gnomon.client.ids import Ids
from gnomon.client.memory import Memory
from gnomon.client.news import News
from gnomon.client.pace import Pace
from gnomon.client.post import Post
from gnomon.client.sender import Sender
from gnomon.client.spool import Spool
from gnomon.client.tally import Counts, Tally
from gnomon.client.waiting import Waiting

JOIN_S = 0.1
NOT_SENT = "the process ended before they were sent. Give the client a spool, or a longer exit_s."


class Pipeline:
    """Takes rows and sends them.

    Args:
        address: The server.
        token: What to show it.
        pace: How often, how patient.
        memory_bytes: The bound on what waits in the process.
        spool: The folder on disk; none where there is nothing on disk.
        spool_bytes: The bound on what waits there.
    """

    def __init__(
        self, address: Address, token: str, pace: Pace, memory_bytes: int, spool: Path | None, spool_bytes: int
    ) -> None:
        self.ids = Ids()
        self.tally, self._news, self._pace, self._address = Tally(), News(), pace, address
        self._memory = Memory(memory_bytes)
        self._buffer = Buffer(self._memory)
        self._waiting = Waiting(self._memory, self.tally, Spool(spool, spool_bytes) if spool else None)
        self._post = Post(address, token, pace.timeout_s)
        self._threads: list[threading.Thread] = []
        self._starting = threading.RLock()
        self._is_started = self._is_ending = False
        self._batches = self._dropped = 0

    def add(self, kind: Kind, row: bytes) -> None:
        """Take a row; where there is no room it is dropped and counted.

        Args:
            kind: What it is.
            row: It, as JSON.
        """
        self.tally.count("logged")
        if self._is_ending or not self._buffer.add(kind, row):
            self.tally.count("dropped")
        elif not self._is_started:
            self.start()

    def put(self, whole: Made) -> None:
        """Take a body that is made already; where there is no room it is dropped and counted.

        Args:
            whole: The body.
        """
        self.tally.count("logged", whole.rows)
        if self._is_ending or not self._buffer.put(whole):
            self.tally.count("dropped", whole.rows)
        elif not self._is_started:
            self.start()

    def lose(self, kind: Kind, error: Exception) -> None:
        """Count a row that could not be taken.

        Args:
            kind: What it was.
            error: Why.
        """
        self.tally.count("logged")
        self.tally.count("dropped")
        self._news.warn("lost", f"{kind}: a row cannot be logged ({type(error).__name__})")

    def leave_out(self) -> None:
        """Count a row that sampling leaves out."""
        self.tally.count("logged")
        self.tally.count("sampled_out")

    def start(self) -> None:
        """Start the threads; once."""
        with self._starting:
            if self._is_started:
                return
            self._is_started = True
            sender = Sender(self._waiting, self._post, self._pace, self.tally, self._news)
            for run, name in ((self._pack_all, "gnomon-pack"), (sender.run, "gnomon-send")):
                thread = threading.Thread(target=run, name=name, daemon=True)
                thread.start()
                self._threads.append(thread)

    @property
    def is_idle(self) -> bool:
        """Whether nothing that was packed waits to be sent."""
        return self._waiting.is_empty

    def counts(self) -> Counts:
        """What became of the rows."""
        return self.tally.counts()

    def flush(self, timeout_s: float) -> bool:
        """Wait until all rows so far are sent or refused; says whether they were in time.

        Args:
            timeout_s: How long to wait.
        """
        if not self._is_started or self._is_ending:
            return self.counts().waiting == 0
        until = time.monotonic() + timeout_s
        flush = Flush()
        self._buffer.call(flush)
        is_packed = flush.is_packed.wait(timeout_s)
        return is_packed and self._waiting.is_sent(flush.last, max(0.0, until - time.monotonic()))

    def end(self, timeout_s: float) -> None:
        """Send what can be sent in time, and stop.

        Args:
            timeout_s: How long to wait.
        """
        is_running, self._is_ending = self._is_started and not self._is_ending, True
        if not is_running:
            return
        until = time.monotonic() + timeout_s
        flush = Flush()
        self._buffer.call(flush)
        flush.is_packed.wait(timeout_s)
        self._waiting.end(max(0.0, until - time.monotonic()))
        self._buffer.call()
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()) + JOIN_S)
        left = self.counts()
        if left.waiting > left.spooled:
            self._news.warn("end", f"{left.waiting - left.spooled:,} rows are lost: {NOT_SENT}")

    def forget(self) -> None:
        """Let go of what a forked child shares with its parent."""
        self._post.forget()

    def _pack_all(self) -> None:
        self._waiting.adopt()
        packed_at = time.monotonic()
        while not self._waiting.is_ending:
            call = self._buffer.wait(self._pace.every_s)
            is_due = isinstance(call, Flush) or time.monotonic() - packed_at >= self._pace.every_s
            if isinstance(call, Made):
                batch = made(call.id, call.kind, call.rows, call.body, call.content_type)
                self._put(batch, len(call.body))
            self._pack(least=1 if is_due else MOST_ROWS)
            if is_due:
                packed_at = time.monotonic()
                self._tell()
                self._post.cut()
            if isinstance(call, Flush):
                call.last = self._batches
                call.is_packed.set()

    def _pack(self, least: int) -> None:
        for kind in KINDS:
            while self._buffer.waits(kind) >= least:
                rows = self._buffer.rows(kind)
                self._put(packed(self.ids.new(), kind, rows), sum(map(len, rows)) + len(rows) * ROW_BYTES)

    def _put(self, batch: Batch, memory_bytes: int) -> None:
        self._batches += 1
        self._waiting.put(replace(batch, number=self._batches), memory_bytes)

    def _tell(self) -> None:
        dropped = self.tally.counts().dropped
        if dropped > self._dropped:
            self._news.warn("dropped", f"{dropped - self._dropped:,} rows are lost: no more may wait in memory")
            self._dropped = dropped
        if self._waiting.disk_error:
            self._news.warn("disk", f"the spool cannot be written, rows wait in memory: {self._waiting.disk_error}")
