"""Rows between the caller and the thread that packs them: all that a caller ever does.

There is no lock but that of the memory's count, and that one its holder may take
again: a signal's handler or a finaliser that logs in the midst of logging does not
stand still for ever. The packing thread is called only when a batch is full;
to wake it for each row would cost the caller ten times what the row does.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from dataclasses import dataclass, field

from gnomon.client.batch import KINDS, MOST_BYTES, MOST_ROWS, Kind
from gnomon.client.memory import Memory

ROW_BYTES = 50
"""What Python needs for a row beside its text."""


@dataclass(frozen=True, slots=True)
class Made:
    """A body that the caller made whole, from a frame.

    Attributes:
        id: The id of its batch.
        kind: What its rows are.
        rows: How many.
        body: They, as they are sent but for compression.
        content_type: How they are written.
    """

    id: str
    kind: Kind
    rows: int
    body: bytes
    content_type: str


@dataclass(slots=True)
class Flush:
    """Asks for all rows that came before it to be packed.

    Attributes:
        is_packed: Set when they are.
        last: The number of the last batch then.
    """

    is_packed: threading.Event = field(default_factory=threading.Event)
    last: int = 0


class Buffer:
    """Takes rows from callers and gives them out in batches; never waits.

    Args:
        memory: The bound on what waits.

    Example:
        >>> buffer = Buffer(Memory(1000))
        >>> buffer.add("events", b"{}")
        True
        >>> buffer.rows("events"), buffer.rows("events")
        ([b'{}'], [])
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._rows: dict[Kind, deque[bytes]] = {kind: deque() for kind in KINDS}
        self._calls: queue.SimpleQueue[Made | Flush | None] = queue.SimpleQueue()
        self._is_called = False

    def add(self, kind: Kind, row: bytes) -> bool:
        """Take a row, where there is room; says whether there was.

        Args:
            kind: What it is.
            row: It, as JSON.
        """
        if not self._memory.take(len(row) + ROW_BYTES):
            return False
        rows = self._rows[kind]
        rows.append(row)
        if len(rows) >= MOST_ROWS and not self._is_called:
            self._is_called = True
            self._calls.put(None)
        return True

    def put(self, made: Made) -> bool:
        """Take a body that is made already, where there is room; says whether there was.

        Args:
            made: The body.
        """
        if not self._memory.take(len(made.body)):
            return False
        self._calls.put(made)
        return True

    def call(self, flush: Flush | None = None) -> None:
        """Wake the thread that packs.

        Args:
            flush: What it is asked for.
        """
        self._calls.put(flush)

    def wait(self, timeout_s: float) -> Made | Flush | None:
        """Wait for a call; nothing where it asks for nothing, or none came in time.

        Args:
            timeout_s: How long.
        """
        try:
            call = self._calls.get(timeout=timeout_s)
        except queue.Empty:
            return None
        self._is_called = False
        return call

    def waits(self, kind: Kind) -> int:
        """How many rows of a kind wait here.

        Args:
            kind: What they are.
        """
        return len(self._rows[kind])

    def rows(self, kind: Kind) -> list[bytes]:
        """The oldest rows of a kind, as many as go together; they are here no more.

        Args:
            kind: What they are.
        """
        rows = self._rows[kind]
        taken: list[bytes] = []
        size = 0
        while rows and len(taken) < MOST_ROWS and size < MOST_BYTES:
            taken.append(rows.popleft())
            size += len(taken[-1])
        return taken
