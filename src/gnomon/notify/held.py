"""The notice that more messages wait for a channel than it may take now: how many, and the most severe of them.

Source: ALERTS 8.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gnomon.alerts import words
from gnomon.checks import numbers
from gnomon.notify import limits, notice
from gnomon.notify.notice import Kind
from gnomon.notify.payload import Payload

KIND: Kind = "held"
MARK = "[HELD] "
MOST = 10
"""So many are named, the most severe first."""


@dataclass(frozen=True, slots=True)
class Held:
    """What waits.

    Attributes:
        instance: The name of this gnomon.
        channel: The channel.
        at: When.
        count: How many messages.
        titles: Of the most severe, at most ten.
    """

    instance: str
    channel: str
    at: datetime
    count: int
    titles: Sequence[str]

    @property
    def title(self) -> str:
        """Its first line.

        Example:
            >>> Held("prod", "ml", datetime(2026, 3, 2, 9), 970, ()).title
            '[HELD] prod: 970 more messages wait for ml'
        """
        some = "message waits" if self.count == 1 else "messages wait"
        said = f": {numbers.count(self.count)} more {some} for {numbers.short(self.channel)}"
        return f"{MARK}{numbers.short(self.instance, words.LONGEST_TITLE - len(MARK) - len(said))}{said}"

    @property
    def lines(self) -> list[dict[str, str]]:
        """What it says."""
        why = (
            f"A channel takes {limits.A_MINUTE} messages a minute and {limits.AN_HOUR} an hour. "
            "The others go out as soon as it may take them; what is over by then is not told. "
            "See gnomon alerts and gnomon outbox list."
        )
        said = [{"name": "why", "text": why}]
        said += [{"name": "waits", "text": title} for title in self.titles]
        rest = self.count - len(self.titles)
        return said + ([{"name": "waits", "text": f"And {numbers.count(rest)} more."}] if rest > 0 else [])


def group(channel: str, at: datetime) -> str:
    """The group of a notice: one an hour.

    Example:
        >>> group("ml", datetime(2026, 3, 2, 9, 30))
        'held|ml|2026-03-02T09'
    """
    return f"{KIND}|{channel}|{at:%Y-%m-%dT%H}"


def payload(held: Held) -> Payload:
    """The notice as the outbox stores it."""
    name = group(held.channel, held.at)
    return notice.payload(KIND, name, held.instance, held.title, held.lines, at=held.at, since=held.at, is_open=True)
