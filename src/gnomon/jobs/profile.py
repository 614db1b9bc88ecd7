"""Rows of a source become samples: each window's profile, of the whole and of its segments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.jobs.segments import SegmentSet
from gnomon.profiles.windows import Window

if TYPE_CHECKING:
    from gnomon.config.settings import Entity
    from gnomon.store.open import Store


@dataclass(frozen=True, slots=True)
class Brought:
    """What was done with the rows of an entity.

    Attributes:
        windows: Windows whose samples changed, oldest first.
        rows: Rows that were profiled.
        later: Rows at or after `until`, left for later runs.
        untimed: Rows in no window, since they have no time.
        problems: What could not be read, a sentence each; tried again in the next run.
        notes: What was mended or changed, a sentence each.
    """

    windows: tuple[Window, ...] = ()
    rows: int = 0
    later: int = 0
    untimed: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def bring_up_to_date(
    store: Store,
    entity: Entity,
    until: datetime,
    *,
    segments: SegmentSet,
    progress: Callable[[int], None] | None = None,
) -> Brought:
    """Profile the rows of an entity's source that are older than a time and not profiled yet."""
    raise NotImplementedError
