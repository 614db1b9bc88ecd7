"""What an entity's run does first where its rows come over HTTP: the inbox goes into the log, which stays in order.

Finished profiles go from there into the samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.config.source import IN_LOG
from gnomon.jobs.live.drain import Drained, drain
from gnomon.jobs.live.drain_profiles import drain_profiles
from gnomon.log.table import snapshot
from gnomon.log.upkeep import compact
from gnomon.store.open import open_inbox

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.inbox import Door
    from gnomon.store.open import Store


def bring_in(store: Store, entity: Entity, now: datetime) -> Drained:
    """Drain the inbox of an entity, and make its small files few.

    Args:
        store: The store that it stands beside.
        entity: Whose.
        now: The time on the wall.

    Raises:
        UnavailableError: The inbox or the log cannot be reached.
    """
    done = Drained()
    with open_inbox(store.address) as inbox:
        if entity.source.live:
            done = drain_profiles(store, inbox, entity.name)
        for door, place, time in _doors(entity):
            one = drain(inbox, place, entity.name, door, time, now)
            compact(snapshot(place))
            done = Drained(done.rows + one.rows, done.refused + one.refused)
    return done


def _doors(entity: Entity) -> Iterator[tuple[Door, str, str]]:
    """The doors by which its rows come, each with its table and the column of its time."""
    if entity.source.live:
        yield "events", entity.source.place.removeprefix(IN_LOG), entity.source.timestamp
        yield "feedback", entity.source.feedback.removeprefix(IN_LOG), entity.source.timestamp
    if entity.targets is not None and entity.targets.live:
        yield "targets", entity.targets.place.removeprefix(IN_LOG), entity.targets.timestamp
