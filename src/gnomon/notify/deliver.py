"""Deliver: rows of the outbox are sent until each is delivered, put off, or dead.

A row is claimed, sent and settled, each on its own: a process that is killed in
between leaves a claim that runs out, and the row is sent again under the same
id. So nothing is lost, and a receiver that keeps ids sees each message once.

A channel whose credentials are refused stops, and its rows are kept; a channel
that is gone takes its rows with it; the others go on. Once the patience is over,
a channel that fails is left to the next run, so that many rows for a receiver
that hangs do not hold up this one.

Source: ALERTS 3.1, R39–R45.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import numpy as np

from gnomon.errors import UsageError
from gnomon.notify import backoff
from gnomon.notify.answers import Answer
from gnomon.notify.backoff import NONE
from gnomon.notify.payload import Payload
from gnomon.notify.queue import Claimed, Queue, Settled
from gnomon.notify.registry import Channel

Clock = Callable[[], datetime]

LONGEST = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Bound:
    """A channel of the configuration.

    Attributes:
        kind: What sends.
        target: Where to, of the kind's class of targets.
    """

    kind: Channel
    target: Any  # each kind has its own


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that was not delivered.

    Attributes:
        key: The row's.
        channel: The channel's name.
        title: What it would have told.
        error: Why.
        status: What the receiver answered; None: nothing.
        payload: The whole of what it would have told.
    """

    key: str
    channel: str
    title: str
    error: str
    status: int | None
    payload: Payload


@dataclass(slots=True)
class Report:
    """What became of everything that was due.

    Attributes:
        delivered: Keys of rows that receivers have.
        put_off: Rows that are tried again, by key.
        dead: Rows that never will be.
        stopped: Channels whose credentials or address must be mended, with the reason; their rows are kept.
        slow: Channels that did not answer well within all the patience; the rest of their rows waits.
        gone: Channels that answered that they are no more.
        held: How many messages wait because their channel took as many as it may, by channel.
        unheard: Why the heartbeat was not heard; empty where it was, or none was due.
    """

    delivered: list[str] = field(default_factory=list)
    put_off: dict[str, Failure] = field(default_factory=dict)
    dead: list[Failure] = field(default_factory=list)
    stopped: dict[str, str] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    gone: dict[str, str] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    unheard: str = ""


def deliver(
    queue: Queue,
    channels: Mapping[str, Bound],
    *,
    clock: Clock,
    client: httpx.Client,
    rng: np.random.Generator,
    wait: Callable[[timedelta], object] | None = None,
    patience: timedelta = NONE,
    report: Report | None = None,
) -> Report:
    """Send all that is due.

    Args:
        queue: The outbox.
        channels: By their names in the configuration.
        clock: The time on the wall.
        client: As `post.client` makes it.
        rng: Spreads the waits.
        wait: Lets time pass; None: what is put off is left to the next run.
        patience: How long rows of a channel that fails are tried, in all.
        report: What became of rows before, to go on from: channels that stopped or were slow stay so.

    Returns:
        What became of each row. A row that was put off and then delivered is delivered.
    """
    report, until = Report() if report is None else report, clock() + patience
    due: dict[str, datetime] = {}
    while True:
        row = queue.claim(clock(), (*report.stopped, *report.slow))
        if row is not None:
            settled = _try(row, channels, report, clock=clock, client=client, rng=rng)
            if settled.state == "retrying" and clock() > until:
                report.slow.add(row.channel)
            queue.settle(row, settled, clock())
            _note(row, settled, report)
            due.pop(row.key, None)
            if settled.next_attempt_at is not None and row.channel not in report.stopped:
                due[row.key] = settled.next_attempt_at
            continue
        next_at = min(due.values(), default=None)
        if wait is None or next_at is None or next_at > until:
            return report
        wait(max(next_at - clock(), NONE))
        due = {key: at for key, at in due.items() if at > clock()}


def _note(row: Claimed, settled: Settled, report: Report) -> None:
    """Write into the report what became of a row."""
    report.put_off.pop(row.key, None)
    if settled.state == "delivered":
        report.delivered.append(row.key)
        return
    title = row.payload["alerts"][0]["title"] if row.payload.get("alerts") else ""
    failure = Failure(row.key, row.channel, title, settled.error or "", settled.http_status, row.payload)
    if settled.state == "dead":
        report.dead.append(failure)
    else:
        report.put_off[row.key] = failure


def _try(
    row: Claimed,
    channels: Mapping[str, Bound],
    report: Report,
    *,
    clock: Clock,
    client: httpx.Client,
    rng: np.random.Generator,
) -> Settled:
    """Send a row once, unless its channel is gone."""
    tried_at = clock()
    bound = channels.get(row.channel)
    if row.channel in report.gone:
        return Settled("dead", None, report.gone[row.channel])
    if bound is None:
        answer = Answer("credential", f"there is no channel {row.channel!r} any more. Add it, or drop its rows.")
    else:
        answer = sent(bound, row, client, tried_at)
    if answer.kind == "credential":
        report.stopped[row.channel] = answer.text
    if answer.kind == "gone":
        report.gone[row.channel] = answer.text
    max_age = LONGEST if bound is None else bound.kind.max_age
    return settle(row, answer, max_age, tried_at=tried_at, now=clock(), rng=rng)


def sent(bound: Bound, row: Claimed, client: httpx.Client, now: datetime) -> Answer:
    """Send a row once; what goes wrong in a channel is an answer too.

    Args:
        bound: Its channel.
        row: The row.
        client: As `post.client` makes it.
        now: The time on the wall.
    """
    try:
        return bound.kind.send(row.key, row.payload, bound.target, client=client, now=now, thread=row.external_ref)
    except UsageError as error:
        return Answer("credential", str(error))
    except Exception as error:
        return Answer("retry", f"the channel {row.channel!r} failed: {type(error).__name__}")


def settle(
    row: Claimed, answer: Answer, max_age: timedelta, *, tried_at: datetime, now: datetime, rng: np.random.Generator
) -> Settled:
    """What becomes of a row after an answer.

    Args:
        row: The row.
        answer: What came.
        max_age: How long its channel tries.
        tried_at: When it was sent.
        now: When the answer was there.
        rng: Spreads the waits.
    """
    first = row.first_tried_at or tried_at
    match answer.kind:
        case "delivered":
            return Settled("delivered", None, None, answer.status, answer.reference)
        case "credential":
            return Settled("retrying", now, answer.text, answer.status)  # kept: due as soon as the channel is mended
        case "retry" if not backoff.is_over(first, now, max_age):
            at = now + backoff.wait(max(row.attempts, 1), rng, backoff.asked(answer.retry_after, now))
            return Settled("retrying", at, answer.text, answer.status, answer.reference)
        case _:
            return Settled("dead", None, answer.text, answer.status)
