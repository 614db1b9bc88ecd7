"""A silence: for a while nothing new is told of the alerts that it matches.

Source: ALERTS R33.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from gnomon.alerts import matchers, words
from gnomon.alerts.matchers import Matcher
from gnomon.errors import UsageError

SilenceState = Literal["pending", "active", "expired"]

LONGEST = timedelta(days=30)
LEAST_COMMENT = 3  # characters


@dataclass(frozen=True, slots=True)
class Silence:
    """Who wants what not to be told, from when until when, and why.

    Attributes:
        matchers: An alert that all of them match is meant.
        starts_at: From when.
        ends_at: Until when.
        author: Who said so.
        comment: Why.
        until_resolved: Whether it ends with the last alert that it matches, where that is sooner.
        id: Its number in the store; 0 before it is kept.
    """

    matchers: tuple[Matcher, ...]
    starts_at: datetime
    ends_at: datetime
    author: str
    comment: str
    until_resolved: bool = False
    id: int = 0

    def state(self, now: datetime) -> SilenceState:
        """Where it is in time."""
        if now >= self.ends_at:
            return "expired"
        return "pending" if now < self.starts_at else "active"

    def mutes(self, labels: Mapping[str, str], now: datetime) -> bool:
        """Whether it holds an alert back."""
        return self.state(now) == "active" and matchers.match(self.matchers, labels)

    @property
    def reason(self) -> str:
        """Why an alert is held back, in words."""
        until = words.moment(self.ends_at, with_year=True)
        return f"silence {self.id} of {self.author} until {until}: {self.comment}"


def check(silence: Silence) -> None:
    """Refuse a silence that nobody can have meant.

    Args:
        silence: As it was asked for.

    Raises:
        UsageError: It matches everything, ends before it begins, is too long, or says not why.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
        >>> check(Silence((matchers.parse("team=~.*"),), noon, noon + timedelta(hours=2), "ann", "upgrade"))
        Traceback (most recent call last):
        gnomon.errors.UsageError: {team=~".*"} matches every alert. Name a label's value, such as entity="churn".
    """
    if all(one.matches({}) for one in silence.matchers):
        shown = matchers.written(silence.matchers)
        raise UsageError(f'{shown} matches every alert. Name a label\'s value, such as entity="churn".')
    if silence.ends_at <= silence.starts_at:
        raise UsageError("a silence ends after it begins. Write a later end.")
    if silence.ends_at - silence.starts_at > LONGEST:
        raise UsageError(f"a silence lasts {LONGEST.days} days at most. Write a shorter one, and renew it.")
    if len(silence.comment.strip()) < LEAST_COMMENT:
        raise UsageError(f"a silence says why, in {LEAST_COMMENT} characters or more. Write --comment WHY.")
