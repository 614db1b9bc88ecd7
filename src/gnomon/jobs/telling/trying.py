"""Trying the channels: a marked message to each, and what its receiver says.

A message that fires and its end go the way of all others, under keys of their
own; so a channel that opens something closes it again. Nothing of it is kept.
Where the channel takes pictures it has one, of made values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import NormalDist

import numpy as np

from gnomon.alerts import episodes, identity, words
from gnomon.alerts.alert import Alert
from gnomon.alerts.policy import Policy
from gnomon.alerts.verdict import Verdict
from gnomon.errors import UsageError
from gnomon.jobs.clock import Clock
from gnomon.jobs.telling.pictures import PATIENCE_S
from gnomon.notify import key, mending
from gnomon.notify.answers import Answer
from gnomon.notify.deliver import Bound, sent
from gnomon.notify.message import compose
from gnomon.notify.payload import VERSION, Payload, payload
from gnomon.notify.post import Client
from gnomon.notify.told import Kind, Told
from gnomon.profiles.number import NumberSummary
from gnomon.store.outbox import OutboxRow

Timer = Callable[[], float]

ENTITY, MONITOR = "test-message", "channel"
MINUTE = timedelta(minutes=1)
FIRES = "This is a test by gnomon channels test: nothing is wrong, and its end follows at once."
MARK = "[TEST] "
SERIES, MADE = "made values", 1000
"""What the picture shows, and of how many rows."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the test of a channel.

    Attributes:
        channel: Its name.
        kind: Its kind.
        answer: What the receiver said; to the first message that it did not take, else to the last.
        took_s: How long both messages took, in seconds.
        no_picture: Why the message had no picture though its channel takes one; empty when it had, or takes none.
    """

    channel: str
    kind: str
    answer: Answer
    took_s: float
    no_picture: str = ""

    @property
    def is_right(self) -> bool:
        """Whether both messages were taken."""
        return self.answer.kind == "delivered"

    @property
    def mend(self) -> str:
        """How to mend it; empty where nothing is wrong."""
        return "" if self.is_right else mending.advice(self.channel, self.answer)


def chosen(channels: Mapping[str, Bound], name: str | None) -> Mapping[str, Bound]:
    """The channels that are tried: one, or all.

    Raises:
        UsageError: There is none of that name, or none at all.
    """
    if not channels:
        raise UsageError("there are no channels in this configuration. Write one beneath channels:.")
    if name is not None and name not in channels:
        raise UsageError(f"there is no channel {name!r} in this configuration. There are {', '.join(channels)}.")
    return channels if name is None else {name: channels[name]}


def try_out(channels: Mapping[str, Bound], *, clock: Clock, timer: Timer, client: Client) -> Sequence[Tried]:
    """Send each channel a test message and its end.

    Args:
        channels: By their names in the configuration.
        clock: The time on the wall.
        timer: Seconds that go by.
        client: As `post.client` makes it.
    """
    return [_tried(name, bound, clock, timer, client) for name, bound in channels.items()]


def _tried(name: str, bound: Bound, clock: Clock, timer: Timer, client: Client) -> Tried:
    now = clock()
    fires, ends = messages(now)
    no_picture = ""
    if bound.kind.pictures:
        try:
            fires = _with_picture(fires, now)
        except Exception as error:  # a message is worth more than its picture
            no_picture = str(error) or type(error).__name__
    begin = timer()
    answer = sent(bound, _row(name, fires, now), client, now)
    if answer.kind == "delivered":
        answer = sent(bound, _row(name, ends, now, answer.reference), client, now)
    return Tried(name, bound.kind.name, answer, timer() - begin, no_picture)


def _with_picture(said: Payload, now: datetime) -> Payload:
    """The message with a picture of values that moved by one standard deviation.

    Raises:
        GnomonError: It cannot be drawn, or takes longer than an alert's may.
    """
    from gnomon.charts.now_over_reference import now_over_reference  # noqa: PLC0415 - charts take a second to load
    from gnomon.notify import picture  # noqa: PLC0415

    before = np.array([NormalDist().inv_cdf((n + 0.5) / MADE) for n in range(MADE)])
    shown = now_over_reference(SERIES, NumberSummary.of(before, 0), NumberSummary.of(before + 1, 0))
    assert shown is not None  # noqa: S101 - both have values
    drawn = picture.drawn(shown, f"{ENTITY}: {SERIES}", words.moment(now, "UTC"), PATIENCE_S)
    (alert,) = said["alerts"]
    return {**said, "alerts": [{**alert, "picture": drawn}]}


def _row(name: str, said: Payload, now: datetime, thread: str | None = None) -> OutboxRow:
    event, group = str(said["alerts"][0]["event_key"]), str(said["group"])
    made = key.row([f"{event}@{now.isoformat()}"], group, name)
    return OutboxRow(made, name, event, group, said["reason"], said, now, external_ref=thread)


def messages(now: datetime) -> tuple[Payload, Payload]:
    """The message of a test, and its end.

    Args:
        now: The time on the wall.
    """
    policy, minute = Policy(MINUTE, severity="info"), now.replace(second=0, microsecond=0)
    _, fired = episodes.step(Alert(), Verdict("violation", FIRES), minute, policy)
    _, ended = episodes.step(Alert((fired[0].episode,)), Verdict("ok"), minute + MINUTE, policy)
    labels = identity.labels(MONITOR, ENTITY, "info", "self", {}, {"test": "true"})
    told = Told(
        "firing", fired[0].episode, ENTITY, MONITOR, "self", labels, MINUTE, minute, minute, what="a test message"
    )
    over = replace(told, kind="resolved", episode=ended[0].episode)
    return _payload(told, "firing"), _payload(over, "resolved")


def _payload(told: Told, kind: Kind) -> Payload:
    message = compose(told)
    marked = replace(message, title=f"{MARK}{message.title}")
    return {
        "version": VERSION,
        "reason": "first" if kind == "firing" else "all_resolved",
        "group": key.group({"entity": ENTITY}),
        "alerts": [payload(told, marked)],
        "open": [],
    }
