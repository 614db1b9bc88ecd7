"""The kinds of the columns of the log, looked up now and then: who sends another kind hears it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gnomon.config.entity import Entity
from gnomon.config.source import IN_LOG
from gnomon.errors import UnavailableError
from gnomon.jobs.live.fitting import kinds_of
from gnomon.log.table import snapshot
from gnomon.profiles.schema import Kind
from gnomon.store.inbox import Door

FRESH = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Kinds:
    """What is known of columns. Draining looks again, so that old news does no harm.

    Attributes:
        clock: The time on the wall.
    """

    clock: Callable[[], datetime]
    _known: dict[tuple[str, Door], tuple[datetime, Mapping[str, Kind]]] = field(default_factory=dict)

    def at_hand(self, entity: Entity, door: Door) -> Mapping[str, Kind] | None:
        """The kinds that were looked up a moment ago; None when that was too long ago."""
        found = self._known.get((entity.name, door))
        return None if found is None or self.clock() - found[0] > FRESH else found[1]

    def of(self, entity: Entity, door: Door) -> Mapping[str, Kind]:
        """Look up the kinds of the columns of a table; those of before while the log cannot be reached."""
        now, (_, known) = self.clock(), self._known.get((entity.name, door), (None, dict[str, Kind]()))
        rows = entity.source if door == "events" else entity.targets
        try:
            known = {} if rows is None else kinds_of(snapshot(rows.place.removeprefix(IN_LOG)).columns)
        except UnavailableError:
            pass  # batches are taken without the log
        self._known[entity.name, door] = now, known
        return known
