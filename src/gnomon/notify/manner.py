"""How a channel is told: whether alerts share a message, and for which reasons it sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gnomon.notify.decide import Reason

Grouping = Literal["entity", "episode"]

EVERY: frozenset[Reason] = frozenset(
    ("first", "new_alerts", "all_resolved", "some_resolved", "repeat", "revised", "severity_raised")
)
NEWS: frozenset[Reason] = frozenset(("first", "new_alerts", "all_resolved", "severity_raised"))
"""What is told where a message can neither be changed nor answered."""

ENDS: frozenset[Reason] = frozenset(("all_resolved", "some_resolved"))
"""What a channel with `send_resolved: false` is spared."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a channel is told.

    Attributes:
        grouping: `entity`: one message for all alerts of an entity; `episode`: one for each episode.
        says: The reasons for which it sends.
        send_resolved: Whether it is told what is over.
    """

    grouping: Grouping = "entity"
    says: frozenset[Reason] = EVERY
    send_resolved: bool = True

    def is_said(self, reason: Reason) -> bool:
        """Whether a message of this reason is sent."""
        return reason in self.says and (self.send_resolved or reason not in ENDS)
