"""Group commit: batches that arrive together go into the inbox in one transaction, and are answered after it.

One thread writes. A transaction takes what has gathered while the one before it was
flushed to disk, so a disk that flushes a hundred times a second does not bound how many
batches there are a second.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gnomon.errors import UnavailableError
from gnomon.store import inbox as inboxes
from gnomon.store.inbox import Arrived
from gnomon.store.open import Store

MOST_BYTES = 2 * 2**30
"""Bodies that wait in the inbox; what comes beyond is sent away until the log has some of them."""

GROUP_BATCHES, GROUP_BYTES = 512, 32 * 2**20
"""What goes into one transaction at most."""

LOOK = timedelta(seconds=1)
"""So often it is looked at how much others have drained."""


class FullError(UnavailableError):
    """The inbox is full: come again later."""


@dataclass(slots=True)
class _Waiting:
    arrived: Arrived
    done: Future[bool]


@dataclass(slots=True)
class Committer:
    """The one that writes to the inbox of this process.

    Attributes:
        inbox: Where batches go.
        clock: The time on the wall.
        most_bytes: Of bodies in the inbox, and of those that wait for their transaction.
    """

    inbox: Store
    clock: Callable[[], datetime]
    most_bytes: int = MOST_BYTES
    _queue: queue.SimpleQueue[_Waiting | None] = field(default_factory=queue.SimpleQueue)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _held: int = 0
    _pending: int = 0
    _looked_at: datetime | None = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to write."""
        self._look()
        self._thread = threading.Thread(target=self._write, name="gnomon-inbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, and end."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()

    @property
    def is_alive(self) -> bool:
        """Whether somebody writes."""
        return self._thread is not None and self._thread.is_alive()

    async def put(self, arrived: Arrived) -> bool:
        """Keep a batch; whether it is new. Returns after the transaction that it is in.

        Raises:
            FullError: There is no room for it.
            UnavailableError: The inbox cannot be written.
        """
        size = len(arrived.body)
        with self._lock:
            if self._held + self._pending + size > self.most_bytes:
                raise FullError("the inbox is full: what came in is not in the log yet. Send it again later.")
            self._pending += size
        waiting = _Waiting(arrived, Future())
        self._queue.put(waiting)
        return await asyncio.wrap_future(waiting.done)

    def _write(self) -> None:
        is_over = False
        while not is_over:
            group, is_over = self._group()
            if group:
                self._keep(group)

    def _group(self) -> tuple[list[_Waiting], bool]:
        """What goes into the next transaction, and whether it is the last."""
        found, size = list[_Waiting](), 0
        while True:
            try:
                one = self._queue.get(block=not found)
            except queue.Empty:
                return found, False
            if one is None:
                return found, True
            found.append(one)
            size += len(one.arrived.body)
            if len(found) == GROUP_BATCHES or size > GROUP_BYTES:
                return found, False

    def _keep(self, group: Sequence[_Waiting]) -> None:
        size = sum(len(one.arrived.body) for one in group)
        try:
            answers: Sequence[bool | BaseException] = self._put([one.arrived for one in group])
        except UnavailableError as error:
            answers = [error] * len(group)
        except Exception as error:  # one batch that cannot be kept must not take its neighbours with it
            answers = [error] if len(group) == 1 else [self._alone(one.arrived) for one in group]
        with self._lock:
            self._pending -= size
            self._held += size
        self._look()
        for one, answer in zip(group, answers, strict=True):
            if isinstance(answer, BaseException):
                one.done.set_exception(answer)
            else:
                one.done.set_result(answer)

    def _alone(self, arrived: Arrived) -> bool | BaseException:
        try:
            return self._put([arrived])[0]
        except Exception as error:  # told to its sender alone
            return error

    def _put(self, arrived: Sequence[Arrived]) -> list[bool]:
        with self.inbox.transaction() as tx:
            return inboxes.put(tx, arrived)

    def _look(self) -> None:
        """How much waits in the inbox, now and then."""
        now = self.clock()
        if self._looked_at is not None and now - self._looked_at < LOOK:
            return
        try:
            with self.inbox.reading() as tx:
                held = inboxes.waiting_bytes(tx)
        except UnavailableError:
            return
        with self._lock:
            self._held, self._looked_at = held, now
