"""A digest: one message of all that happened to the alerts of a channel since the last one.

It has the form of a message of one alert, so that every channel can render it.

Source: ALERTS R38.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gnomon.alerts import words
from gnomon.checks import numbers
from gnomon.notify import notice
from gnomon.notify.notice import Kind
from gnomon.notify.payload import Payload
from gnomon.notify.shown import shown

KIND: Kind = "digest"
MARK = "[DIGEST] "
MOST = 10
"""So many of a section are named, the most severe first."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened.

    Attributes:
        instance: The name of this gnomon.
        channel: The channel that is told.
        at: When it was to be told.
        since: Since when it tells.
        open: Titles of what still fires, the most severe first.
        ended: Titles of what is over.
        changed: What late rows changed, a sentence each.
        unseen: Monitors without data, a sentence each.
        silences: Silences that end soon, a sentence each.
        suggestions: What the past of monitors suggests, a few sentences each.
    """

    instance: str
    channel: str
    at: datetime
    since: datetime
    open: Sequence[str] = ()
    ended: Sequence[str] = ()
    changed: Sequence[str] = ()
    unseen: Sequence[str] = ()
    silences: Sequence[str] = ()
    suggestions: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(some for _, some in self.sections)

    @property
    def sections(self) -> tuple[tuple[str, Sequence[str]], ...]:
        """What it says, in order, under its names."""
        return (
            ("still open", self.open),
            ("over", self.ended),
            ("changed by late rows", self.changed),
            ("without data", self.unseen),
            ("silence ends", self.silences),
            ("suggestion", self.suggestions),
        )

    @property
    def title(self) -> str:
        """Its first line."""
        counts = [f"{len(some)} {name}" for name, some in self.sections[:3] if some]
        if self.suggestions:
            counts.append(numbers.plain(numbers.counted(len(self.suggestions), "suggestion")))
        said = f": {', '.join(counts) or 'nothing to report'}"
        return shown(f"{MARK}{numbers.short(self.instance, words.LONGEST_TITLE - len(MARK) - len(said))}{said}")

    @property
    def lines(self) -> list[dict[str, str]]:
        """What it says, a line for each that is named."""
        zone = getattr(self.at.tzinfo, "key", "UTC")
        said = [{"name": "since", "text": f"Since {words.moment(self.since, zone)}."}]
        for name, some in self.sections:
            said += [{"name": name, "text": shown(text)} for text in some[:MOST]]
            rest = len(some) - MOST
            said += [{"name": name, "text": f"And {rest} more."}] if rest > 0 else []
        return said


def group(channel: str, at: datetime) -> str:
    """The group of a digest: it is no answer to the one before.

    Example:
        >>> group("daily", datetime(2026, 3, 2, 9))
        'digest|daily|2026-03-02'
    """
    return f"{KIND}|{channel}|{at.date().isoformat()}"


def payload(digest: Digest) -> Payload:
    """A digest as the outbox stores it."""
    name = group(digest.channel, digest.at)
    return notice.payload(
        KIND, name, digest.instance, digest.title, digest.lines,
        at=digest.at, since=digest.since, is_open=bool(digest.open),
    )  # fmt: skip
