"""What follows when a metric or monitor of the user's own is new or is defined anew."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.alerts.custom import SeriesMonitor
from gnomon.jobs import definition
from gnomon.jobs.code import code_of
from gnomon.metrics.custom import ProfileMetric
from gnomon.store import entities, windows

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

KIND = "definitions"
"""Of the event that writes down how an entity's own metrics and monitors are defined."""

NONE = "metrics and monitors of your own: none"


def follow(store: Store, entity: Entity, until: datetime) -> None:
    """Measure and judge all windows again, when a function is new or is another than when they were measured.

    A profiler that changed is not looked at here: its rows are profiled again.

    Args:
        store: Where they are.
        entity: Whose.
        until: Now.
    """
    code = code_of(entity)
    own: list[ProfileMetric | SeriesMonitor] = [*code.metrics, *code.monitors]
    names = ", ".join(sorted(one.name for one in own))
    text = f"metrics and monitors of your own: {names} ({definition.of_all(own)})" if own else NONE
    with store.reading() as tx:
        told = [event.text for event in entities.events(tx, entity.name) if event.kind == KIND]
    if text == (told[-1] if told else NONE):
        return
    with store.transaction() as tx:
        entities.event(tx, entity.name, until, KIND, text)
        windows.changed(tx, entity.name)
