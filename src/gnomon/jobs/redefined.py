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
    names = ", ".join(sorted(one.name for one in own)) or "none"
    text = f"metrics and monitors of your own: {names} ({definition.of_all(own)}), change"
    # Each change has its number: a run may be as of an earlier time than the one before it.
    with store.reading() as tx:
        told = [event.text for event in entities.events(tx, entity.name) if event.kind == KIND]
    if f"{text} {len(told)}" in told or not (told or own):
        return
    with store.transaction() as tx:
        entities.event(tx, entity.name, until, KIND, f"{text} {len(told) + 1}")
        windows.changed(tx, entity.name)
