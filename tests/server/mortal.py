"""A scheduler in a process of its own, made to be killed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from gnomon.config.read import read_settings
from gnomon.jobs import clock, scheduler
from gnomon.store.open import open_store


def keep_running(config: str, minutes: float) -> None:
    """Run without a pause until somebody kills it.

    Args:
        config: The path of a `gnomon.yaml`.
        minutes: How much later it is than on the wall, so that leases of those who were killed have run out.
    """
    settings = read_settings(Path(config))
    later = timedelta(minutes=minutes)
    with open_store(settings.address) as store:
        scheduler.keep_running(settings, store, clock=lambda: clock.wall() + later, wait=lambda _: False)
