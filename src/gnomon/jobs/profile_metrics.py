"""The user's own metrics: what they say of windows and of the reference, and what follows when one is defined anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.jobs import definition
from gnomon.jobs.code import code_of
from gnomon.jobs.frozen import Frozen
from gnomon.jobs.history import History
from gnomon.metrics.custom import Measured, ProfileMetric
from gnomon.profiles.windows import Window
from gnomon.store import entities, windows

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.store.open import Store

KIND = "metrics"
"""Of the event that writes down how an entity's own metrics are defined."""

NONE = "metrics of your own: none"

Values = Mapping[datetime, Mapping[str, Measured]]
"""By the start of a window, and by metric."""


def of_windows(history: History, frozen: Frozen, metrics: Sequence[ProfileMetric], stored: Iterable[Window]) -> Values:
    """What metrics say of windows, computed of their profiles.

    Args:
        history: Where those are.
        frozen: The reference.
        metrics: Which.
        stored: Windows that have rows.
    """
    if not metrics:
        return {}
    found = {}
    for window in stored:
        profile = history.profile(window)
        found[window.start] = {one.name: one.of(profile, frozen.total) for one in metrics}
    return found


def of_reference(frozen: Frozen, metrics: Sequence[ProfileMetric]) -> Values:
    """What metrics say of the reference's own windows, each compared with all of them together."""
    return {
        window.start: {one.name: one.of(profile, frozen.total) for one in metrics} for window, profile in frozen.series
    }


def follow_definitions(store: Store, entity: Entity, until: datetime) -> None:
    """Measure and judge all windows again, when a metric is new or is defined otherwise than when they were measured.

    Args:
        store: Where they are.
        entity: Whose.
        until: Now.
    """
    metrics = code_of(entity).metrics
    names = ", ".join(sorted(one.name for one in metrics))
    text = f"metrics of your own: {names} ({definition.of_all(metrics)})" if metrics else NONE
    with store.reading() as tx:
        told = [event.text for event in entities.events(tx, entity.name) if event.kind == KIND]
    if text == (told[-1] if told else NONE):
        return
    with store.transaction() as tx:
        entities.event(tx, entity.name, until, KIND, text)
        windows.changed(tx, entity.name)
