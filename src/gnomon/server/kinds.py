"""The kinds of the columns of the log, looked up now and then: who sends another kind hears it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool

from gnomon.config.entity import Entity
from gnomon.config.source import IN_LOG
from gnomon.errors import UnavailableError
from gnomon.jobs.live.fitting import kinds_of
from gnomon.log.table import snapshot
from gnomon.profiles.schema import Kind
from gnomon.store.inbox import Door

FRESH = timedelta(seconds=5)
"""What is older is looked up again."""

OLD = timedelta(minutes=1)
"""What is older is waited for."""

_Found = Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Kinds:
    """What is known of columns. Draining looks again, so that old news does no harm.

    Attributes:
        clock: The time on the wall.
    """

    clock: Callable[[], datetime]
    _known: dict[tuple[str, Door], tuple[datetime, _Found]] = field(default_factory=dict)
    _looks: dict[tuple[str, Door], asyncio.Task[_Found]] = field(default_factory=dict)

    async def of(self, entity: Entity, door: Door) -> _Found:
        """The kinds of the columns of a table, as they were a moment ago.

        One caller looks, and no one waits for it as long as what is known is not old.
        """
        at = entity.name, door
        looked_at, known = self._known.get(at, (None, dict[str, Kind]()))
        age = None if looked_at is None else self.clock() - looked_at
        if age is not None and age <= FRESH:
            return known
        if at not in self._looks:
            self._looks[at] = asyncio.create_task(self._look(entity, door))
        return known if age is not None and age <= OLD else await asyncio.shield(self._looks[at])

    async def _look(self, entity: Entity, door: Door) -> _Found:
        try:
            return await run_in_threadpool(self.look, entity, door)
        finally:
            del self._looks[entity.name, door]

    def look(self, entity: Entity, door: Door) -> _Found:
        """Look up the kinds; those of before while the log cannot be reached."""
        _, known = self._known.get((entity.name, door), (None, dict[str, Kind]()))
        places = {"events": entity.source.place, "feedback": entity.source.feedback}
        place = places.get(door) or (entity.targets.place if entity.targets is not None else "")
        try:
            known = kinds_of(snapshot(place.removeprefix(IN_LOG)).columns) if place else {}
        except UnavailableError:
            pass  # batches are taken without the log
        self._known[entity.name, door] = self.clock(), known  # after it: to find out that a log is away takes time
        return known
