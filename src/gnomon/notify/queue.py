"""The outbox as `deliver` sees it: what is claimed, and what became of it.

The store's rows have these fields; `jobs` binds its functions to this protocol.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from gnomon.notify.payload import Payload

State = Literal["delivered", "retrying", "dead"]


class Claimed(Protocol):
    """A row of the outbox that this process may send until its claim runs out."""

    @property
    def key(self) -> str:
        """Its key, the id that receivers see."""
        ...

    @property
    def channel(self) -> str:
        """The channel's name."""
        ...

    @property
    def payload(self) -> Payload:
        """What it says."""
        ...

    @property
    def attempts(self) -> int:
        """How often it was tried, this time included."""
        ...

    @property
    def first_tried_at(self) -> datetime | None:
        """When it was tried first; None: now."""
        ...

    @property
    def external_ref(self) -> str | None:
        """The receiver's own name of the thread: of an earlier try, else of the group's newest row that has one."""
        ...


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of a row after a try.

    Attributes:
        state: `delivered`, `retrying` at `next_attempt_at`, or `dead`.
        next_attempt_at: When it is due again.
        error: Why it was not delivered; without a secret.
        http_status: Of the last answer.
        external_ref: The receiver's own name of the message.
    """

    state: State
    next_attempt_at: datetime | None = None
    error: str | None = None
    http_status: int | None = None
    external_ref: str | None = None


class Queue(Protocol):
    """The outbox, each call a transaction of its own."""

    def claim(self, now: datetime, stopped: Collection[str]) -> Claimed | None:
        """Take the row that has been due longest; none when nothing is.

        One at a time, so that no claim runs out while others are sent. Of each group and channel only the oldest
        that is not settled is due; rows of stopped channels stay where they are.
        """
        ...

    def settle(self, row: Claimed, settled: Settled, now: datetime) -> None:
        """Write down what became of a row."""
        ...
