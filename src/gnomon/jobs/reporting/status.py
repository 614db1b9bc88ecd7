"""How everything is, as plain values: the JSON of `gnomon status`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from gnomon.config.settings import Settings
from gnomon.jobs import listing
from gnomon.jobs.judging import own_errors
from gnomon.jobs.reporting.concerns import concerns
from gnomon.store import verdicts
from gnomon.store.open import Store


def status(settings: Settings, store: Store, now: datetime) -> dict[str, Any]:  # Any: JSON
    """Each entity, what channels did not deliver, the last run, and what is wrong with the watching itself.

    Args:
        settings: The configuration.
        store: Its store.
        now: The time on the wall.
    """
    found = [one | {"lag": _lag(store, one["entity"])} for one in listing.status(store, list(settings.entities))]
    return {
        "entities": found,
        "channels": listing.channels(store),
        "last_run": max((one["at"] for one in found if one["at"] is not None), default=None),
        "concerns": [one.record() for one in concerns(settings, store, now)],
    }


def _lag(store: Store, entity: str) -> float | None:
    """How many seconds before the moment of its last run an entity was judged; None before both are known."""
    with store.reading() as tx:
        until = verdicts.judged_until(tx, entity)
        at = None if until is None else own_errors.ran_as_of(tx, entity)
    return None if until is None or at is None else (at - until) / timedelta(seconds=1)
