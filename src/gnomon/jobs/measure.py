"""What is measured of a window: figures of one profile, metrics of it and the reference, and of its outcome."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from gnomon.jobs.frozen import Frozen
from gnomon.profiles.windows import Window

if TYPE_CHECKING:
    from gnomon.config.settings import Entity
    from gnomon.store.open import Store


def measure_windows(store: Store, entity: Entity, windows: Collection[Window], reference: Frozen | None) -> int:
    """Measure windows and their segments, and store what was measured; how many column-windows there were."""
    raise NotImplementedError
