"""What a run says while it works: the named steps between which it may be killed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

Step = Literal["leased", "drained", "measured", "judged", "told", "done", "claimed", "sent", "settled", "failed"]
STEPS: tuple[Step, ...] = get_args(Step)

Listener = Callable[[Step, str, dict[str, object]], None]
"""Told the step, the entity (or channel), and facts about it."""


def nobody(step: Step, entity: str, facts: dict[str, object]) -> None:
    """A listener that does not care."""
