"""Windows of maintenance that excludes them: none is judged, no other is judged with them, and they teach nothing.

Source: ALERTS R35.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from gnomon.config.entity import Entity
from gnomon.profiles.windows import Window

SAID = "It is not judged: maintenance in the hours {hours}."


def hours_of(entity: Entity, window: Window) -> str:
    """The hours of maintenance that touch a window; empty where none does.

    Args:
        entity: Whose.
        window: The window.
    """
    return next((hours.name for hours in entity.maintained if hours.meet(window.start, window.end)), "")


def starts(entity: Entity, windows: Iterable[Window]) -> frozenset[datetime]:
    """Starts of the windows that hours of maintenance touch.

    Args:
        entity: Whose.
        windows: The windows.
    """
    if not entity.maintained:
        return frozenset()
    return frozenset(window.start for window in windows if hours_of(entity, window))


def set_aside(entity: Entity, windows: Sequence[Window]) -> Mapping[int, str]:
    """Why windows are not judged, by their places.

    Args:
        entity: Whose.
        windows: The windows.
    """
    found = {place: hours_of(entity, window) for place, window in enumerate(windows)} if entity.maintained else {}
    return {place: SAID.format(hours=hours) for place, hours in found.items() if hours}
