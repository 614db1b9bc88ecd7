"""Delivery: the outbox of the store, bound to the channels of the configuration."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TextIO

import numpy as np

from gnomon.config.settings import Settings
from gnomon.jobs.clock import Clock, Pause
from gnomon.jobs.lease import holder
from gnomon.jobs.steps import Listener, nobody
from gnomon.jobs.telling import heartbeat
from gnomon.jobs.telling.channel_target import target
from gnomon.jobs.telling.feed import feed
from gnomon.jobs.telling.pace import Full, Pace
from gnomon.jobs.telling.pictures import Pictures
from gnomon.jobs.telling.stand_in import stand_in
from gnomon.notify import decide, post, registry
from gnomon.notify.decide import Entry
from gnomon.notify.deliver import Bound, Report
from gnomon.notify.deliver import deliver as send_all
from gnomon.notify.queue import Claimed, Settled
from gnomon.store import notify_log, outbox
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

TIMEOUT = timedelta(seconds=post.TIMEOUT_S)

PATIENCE = timedelta(seconds=20)
"""How long a run tries what fails: five times, with the waits of `notify.backoff`."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """The outbox as `notify.deliver` reads it, each call a transaction of its own.

    Attributes:
        store: Where it is.
        holder: This process.
        listener: Told each step that is done.
        pictures: What draws for rows that take a picture; None: no row has one.
        pace: What holds to the limits of channels; None: none has any.
    """

    store: Store
    holder: str
    listener: Listener = nobody
    pictures: Pictures | None = None
    pace: Pace | None = None

    def claim(self, now: datetime, stopped: Collection[str]) -> OutboxRow | None:
        """Take the row that has been due longest; none when nothing is, or what is due waits for its channel."""
        with self.store.transaction() as tx:
            full = Full() if self.pace is None else self.pace.full(tx, now)
            take = partial(outbox.claim, tx, now, self.holder, TIMEOUT, limit=1, stopped=stopped)
            found = take(full=full.channels, over=full.over)
            if not found and self.pace is not None and self.pace.noted(tx, full, stopped, now):
                found = take(full=full.channels, over=full.over)
        if not found:
            return None
        self.listener("claimed", found[0].channel, {"key": found[0].key})
        return found[0] if self.pictures is None else self.pictures.added(found[0])

    def settle(self, row: Claimed, settled: Settled, now: datetime) -> None:
        """Write down what became of a row; what a dead one told is no longer known."""
        why = None if self.pictures is None else self.pictures.missing.get(row.key)
        self.listener("sent", row.channel, {"key": row.key} if why is None else {"key": row.key, "no_picture": why})
        with self.store.transaction() as tx:
            kept = outbox.find(tx, row.key)
            if kept is None or kept.id is None:
                return
            is_ours = outbox.settle(
                tx, kept.id, self.holder, settled.state, now,
                next_attempt_at=settled.next_attempt_at, error=settled.error,
                http_status=settled.http_status, external_ref=settled.external_ref,
            )  # fmt: skip
            if is_ours and settled.state == "dead":
                _forget(tx, kept, now)
        self.listener("settled", row.channel, {"key": row.key, "state": settled.state})


def _forget(tx: Transaction, row: OutboxRow, now: datetime) -> None:
    known = notify_log.get(tx, row.group_key, row.channel)
    entry = None if known is None else decide.died(Entry.from_record(known), row.key, now)
    if entry is not None:
        notify_log.replace(tx, row.group_key, row.channel, entry.to_record())


def bound(settings: Settings, lines: TextIO | None = None) -> Mapping[str, Bound]:
    """The channels of the configuration, each with what sends.

    Args:
        settings: The configuration.
        lines: Where logs without a file go; standard output when not given.
    """
    return {
        name: Bound(registry.find(channel.kind), target(channel, settings.instance, lines))
        for name, channel in settings.channels.items()
    }


def deliver(
    settings: Settings,
    store: Store,
    *,
    clock: Clock,
    wait: Pause | None = None,
    listener: Listener = nobody,
    lines: TextIO | None = None,
) -> Report:
    """Send what is due; what fails is tried again for a while, then left to the next run.

    Args:
        settings: The configuration.
        store: Its store.
        clock: The time on the wall.
        wait: Lets time pass; None: what fails is left to the next run at once.
        listener: Told each step that is done.
        lines: Where logs without a file go; standard output when not given.
    """
    pace = Pace(settings)
    queue = Outbox(store, holder(), listener, Pictures(settings, store, clock), pace)
    with post.client(allowed=settings.egress.allowed) as client:
        channels = bound(settings, lines)
        report = send_all(
            queue, channels, clock=clock, client=client, rng=np.random.default_rng(),
            wait=wait, patience=PATIENCE,
        )  # fmt: skip
        if stand_in(settings, store, report, clock=clock):
            send_all(queue, channels, clock=clock, client=client, rng=np.random.default_rng(), report=report)
        report.held.update(pace.held)
        feed(settings, store, channels, report, client=client, now=clock())
        heartbeat.beat(settings, store, report, client, clock())
    return report
