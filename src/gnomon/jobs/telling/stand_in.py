"""Standing in: what a channel did not deliver is told elsewhere in the same run, since the next may be a day away.

Source: ALERTS R43, R44.
"""

from __future__ import annotations

from gnomon.config.settings import Settings
from gnomon.jobs import monitors
from gnomon.jobs.clock import Clock
from gnomon.jobs.lease import held
from gnomon.jobs.telling.tell import tell
from gnomon.notify.deliver import Report
from gnomon.store.open import Store


def stand_in(settings: Settings, store: Store, report: Report, *, clock: Clock) -> int:
    """Put into the outbox of other channels what was not delivered.

    Args:
        settings: The configuration.
        store: Its store.
        report: What became of everything that was due.
        clock: The time on the wall.

    Returns:
        How many messages that makes; none for an entity that another run works on, which tells it.
    """
    failed = [
        one
        for one in (*report.dead, *report.put_off.values())
        if one.channel in settings.channels and settings.channels[one.channel].fallback is not None
    ]
    names = dict.fromkeys(alert["entity"] for one in failed for alert in one.payload["alerts"])
    count = 0
    for name in names:
        if name not in settings.entities:
            continue
        with held(store, f"entity/{name}", clock) as lease:
            if lease is not None:
                entity = settings.entities[name]
                count += tell(settings, entity, (*monitors.plans(entity), monitors.own(entity)), lease)
    return count
