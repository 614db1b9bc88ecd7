"""Pace: no channel takes more messages than it may; what is beyond waits, and one message says so.

What waits stays in the outbox, where each run replaces it by what is true then:
what is over before it was told is not told at all. It goes out as soon as its
channel may take it, in this run or a later one.

Source: ALERTS 8.5, R41.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from gnomon.config.channel import APIECE
from gnomon.config.settings import Settings
from gnomon.notify import held, key, limits, registry
from gnomon.notify.held import Held
from gnomon.notify.limits import Taken
from gnomon.store import outbox
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Full:
    """Channels that take no more now.

    Attributes:
        channels: All of them.
        over: Those that do not take what is critical, either.
    """

    channels: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


@dataclass(slots=True)
class Pace:
    """The limits of a configuration's channels.

    Attributes:
        settings: The configuration.
        held: How many messages were found to wait, by channel.
    """

    settings: Settings
    held: dict[str, int] = field(default_factory=dict)

    def full(self, tx: Transaction, now: datetime) -> Full:
        """Which channels take no more.

        Args:
            tx: The transaction.
            now: The time on the wall.
        """
        minute, hour = (outbox.taken(tx, now - since, now) for since in (limits.MINUTE, limits.HOUR))
        waits = {}
        for name, (every, critical) in hour.items():
            if self._is_limited(name):
                of_minute = minute.get(name, (0, 0))
                waits[name] = Taken(of_minute[0], every, of_minute[1], critical).waits
        return Full(
            tuple(name for name, what in waits.items() if what != "nothing"),
            tuple(name for name, what in waits.items() if what == "all"),
        )

    def noted(self, tx: Transaction, full: Full, stopped: Collection[str], now: datetime) -> int:
        """Put the notices that messages wait into the outbox, at most one an hour for a channel.

        Args:
            tx: The transaction.
            full: Channels that take no more.
            stopped: Channels that are not told anything.
            now: The time on the wall.

        Returns:
            How many there are to send.
        """
        count = 0
        self.held.clear()
        for name in full.channels:
            if name in stopped:
                continue
            waiting, worst = outbox.due(tx, name, now, held.MOST)
            if not waiting:
                continue
            self.held[name] = waiting
            before = outbox.newest(tx, name, held.KIND)
            is_said = before is not None and abs(now - before.created_at) < limits.HOUR
            if is_said or self.settings.channels[name].kind in APIECE:
                continue
            titles = [str(row.payload["alerts"][0]["title"]) for row in worst]
            said = held.payload(Held(self.settings.instance, name, now, waiting, titles))
            group = str(said["group"])
            row_key = key.row([group], group, name)
            count += outbox.put(tx, OutboxRow(row_key, name, group, group, held.KIND, said, now))
        return count

    def _is_limited(self, name: str) -> bool:
        channel = self.settings.channels.get(name)
        return channel is not None and registry.find(channel.kind).is_limited
