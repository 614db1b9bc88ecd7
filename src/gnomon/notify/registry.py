"""The registry of channels: what each says of itself, and how all are found.

Adding one is a file in `channels/`, or a function of another package under the
entry point group `gnomon.channels`; there is no list to edit.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Protocol, TypeVar

import httpx

from gnomon.errors import UsageError
from gnomon.notify.answers import Answer
from gnomon.notify.decide import Reason
from gnomon.notify.manner import EVERY, Grouping, Manner
from gnomon.notify.payload import Payload

GROUP = "gnomon.channels"
ROOM = "gnomon.notify.channels"


class Send(Protocol):
    """Send one row once: never again, and without raising for what the receiver does."""

    def __call__(
        self,
        key: str,
        payload: Payload,
        target: Any,  # noqa: ANN401 - each channel has its own class of targets
        /,
        *,
        client: httpx.Client,
        now: datetime,
        thread: str | None = None,
    ) -> Answer:
        """Send the row of this key and payload to a target, and say what became of it.

        Args:
            key: The row's key, the message's id on every try.
            payload: What it says.
            target: Where to.
            client: As `post.client` makes it.
            now: The time on the wall.
            thread: The `reference` of the newest answer to a row of this group, or to an earlier try of this one; None
                when there was none.

        Raises:
            UsageError: Something of the target cannot be read: the channel stops until that is mended.
        """
        ...


S = TypeVar("S", bound=Callable[..., Answer])


@dataclass(frozen=True, slots=True)
class Channel:
    """A kind of channel.

    Attributes:
        name: Its `kind` in `gnomon.yaml`.
        send: What sends one row.
        target: The class of its targets: a frozen dataclass, made of the channel's settings.
        grouping: Whether alerts of an entity share a message.
        says: The reasons for which it sends.
        max_age: How long it tries.
        pictures: Whether it takes a picture.
        is_limited: Whether it takes no more than so many messages (`limits`): a file tires nobody.
    """

    name: str
    send: Send
    target: type
    grouping: Grouping
    says: frozenset[Reason]
    max_age: timedelta
    pictures: bool = False
    is_limited: bool = True

    def manner(self, *, send_resolved: bool = True) -> Manner:
        """How a channel of this kind is told."""
        return Manner(self.grouping, self.says, send_resolved)


def channel(
    *,
    target: type,
    grouping: Grouping,
    says: frozenset[Reason] = EVERY,
    max_age: timedelta = timedelta(hours=24),
    pictures: bool = False,
    is_limited: bool = True,
) -> Callable[[S], S]:
    """Make a function a channel; its name is the function's. The arguments are the fields of `Channel`."""

    def register(function: S) -> S:
        vars(function)["channel"] = Channel(
            function.__name__, function, target, grouping, says, max_age, pictures, is_limited
        )
        return function

    return register


@cache
def channels() -> dict[str, Channel]:
    """Every kind of channel by name, ours first.

    Raises:
        UsageError: Two have the same name, or an entry point is no channel.

    Example:
        >>> list(channels())[:3]
        ['alertmanager', 'apprise', 'log']
    """
    found: dict[str, Channel] = {}
    for record in [*_ours(), *_theirs()]:
        if record.name in found:
            raise UsageError(f"two channels are named {record.name!r}. Rename one of them.")
        found[record.name] = record
    return found


def find(name: str) -> Channel:
    """The kind of channel of a name.

    Raises:
        UsageError: There is none.

    Example:
        >>> find("slack").grouping
        'entity'
    """
    if name not in channels():
        raise UsageError(f"there is no kind of channel {name!r}. There are {', '.join(channels())}.")
    return channels()[name]


def _ours() -> Iterator[Channel]:
    for found in pkgutil.iter_modules(importlib.import_module(ROOM).__path__, f"{ROOM}."):
        values = vars(importlib.import_module(found.name)).values()
        yield from (record for record in map(_record, values) if record is not None)


def _theirs() -> Iterator[Channel]:
    for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        record = _record(entry.load())
        if record is None:
            raise UsageError(f"{entry.value} is no channel. Put @gnomon.notify.registry.channel(…) on it.")
        yield record


def _record(value: object) -> Channel | None:
    record = getattr(value, "channel", None)
    return record if isinstance(record, Channel) else None
