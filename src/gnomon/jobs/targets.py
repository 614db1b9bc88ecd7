"""Targets that are known at a time, joined with their rows: the outcome of each window whose targets changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.jobs.segments import SegmentSet
from gnomon.profiles.windows import Window

if TYPE_CHECKING:
    from gnomon.config.settings import Entity
    from gnomon.store.open import Store


@dataclass(frozen=True, slots=True)
class Targeted:
    """What was done with the targets of an entity.

    Attributes:
        windows: Windows whose outcome changed, oldest first.
        known: Targets that are known, the newest of each id.
        unknown: Those of them whose id no row has (yet).
        corrected: Ids whose target was said again with another value.
        repeated: Targets that were said again as they were.
        empty: Targets without a value or without an id.
        problems: What could not be read, a sentence each; tried again in the next run.
        notes: What people should know, a sentence each.
    """

    windows: tuple[Window, ...] = ()
    known: int = 0
    unknown: int = 0
    corrected: int = 0
    repeated: int = 0
    empty: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def bring_targets(store: Store, entity: Entity, until: datetime, *, segments: SegmentSet) -> Targeted:
    """Observe again the outcome of each window whose rows or targets changed."""
    raise NotImplementedError
