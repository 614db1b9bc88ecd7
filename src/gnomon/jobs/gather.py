"""All of an entity that a run must know before it judges: rows, targets, reference, measurements, in that order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.jobs.frozen import Frozen
from gnomon.jobs.profile import Brought
from gnomon.jobs.targets import Targeted
from gnomon.profiles.windows import Window

if TYPE_CHECKING:
    from gnomon.config.settings import Entity
    from gnomon.store.open import Store


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an entity has at a time.

    Attributes:
        brought: What was done with its rows.
        targeted: What was done with its targets.
        reference: What it is compared with; None while there is none.
        waiting: Why there is no reference, in a sentence; empty when there is one.
        windows: Windows whose samples changed, oldest first.
    """

    brought: Brought
    targeted: Targeted
    reference: Frozen | None
    waiting: str
    windows: tuple[Window, ...]


def gather(store: Store, entity: Entity, until: datetime, *, progress: Callable[[int], None] | None = None) -> Gathered:
    """Bring an entity's samples, outcomes, reference and measurements up to a time.

    Args:
        store: Where they are kept.
        entity: Whose.
        until: Rows and targets of this time and later are left for later runs.
        progress: Told of each batch how many rows it had.
    """
    raise NotImplementedError
