"""Which windows are no example of what is usual: those that a person excluded, and those of maintenance."""

from __future__ import annotations

from gnomon.config.entity import Entity
from gnomon.jobs.maintained import hours_of
from gnomon.jobs.moments import meant
from gnomon.profiles.windows import Window


def is_left_out(entity: Entity, window: Window) -> bool:
    """Whether a window is left out of an entity's reference.

    Args:
        entity: Whose.
        window: The window.
    """
    if any(meant(written, window) for written in entity.reference.exclude):
        return True
    return bool(hours_of(entity, window))
