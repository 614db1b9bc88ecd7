"""The newest figures of entities, kept between scrapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from gnomon.config.entity import Entity
from gnomon.jobs.exposing import current
from gnomon.jobs.exposing.family import Family
from gnomon.store import entities
from gnomon.store.open import Store


@dataclass(slots=True)
class Newest:
    """The newest figures, read once a run: they change only when one has ended."""

    _of: Sequence[tuple[str, datetime]] = ()
    _families: Sequence[Family] = ()
    _lock: Lock = field(default_factory=Lock)

    def families(self, store: Store, shown: Sequence[Entity]) -> Sequence[Family]:
        """What was read, or is read now.

        Args:
            store: Where it is.
            shown: The entities that have figures.
        """
        with self._lock, store.reading() as tx:
            runs = [(one.entity, one.at) for one in entities.statuses(tx)]
            if not self._families or runs != self._of:
                self._families, self._of = current.families(tx, shown), runs
            return self._families
