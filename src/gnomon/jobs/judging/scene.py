"""The scene of an assessment: an entity, its reference, and the windows that are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gnomon.config.entity import Entity
from gnomon.jobs.judging.history import History
from gnomon.jobs.references.frozen import Frozen
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What assessing reads.

    Attributes:
        history: Where it reads.
        entity: Whose windows.
        frozen: The reference.
        windows: The windows to judge, in order; those without rows too.
        rows: The stored windows, from some before the first on.
        first: The entity's first window of all.
        at: The moment of asking: targets that came later are not known yet.
        alpha: By monitor, its part of the chance of a false alarm.
    """

    history: History
    entity: Entity
    frozen: Frozen
    windows: tuple[Window, ...]
    rows: tuple[WindowRow, ...]
    first: WindowRow
    at: datetime
    alpha: Mapping[str, float]

    @property
    def by_start(self) -> dict[datetime, WindowRow]:
        """The stored windows by their start."""
        return {row.window.start: row for row in self.rows}
