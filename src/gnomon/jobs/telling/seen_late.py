"""Why an alert is seen only now: most rows of its first window were there in time, and the rest made it wrong.

Source: ALERTS 1.5, V5 and V8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from gnomon.config.entity import Entity
from gnomon.jobs import calendar
from gnomon.notify.told import Late
from gnomon.store import verdicts
from gnomon.store.alerts import AlertEventRow, EpisodeRow
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow

BEGINS = ("firing", "refired")


def seen_late(tx: Transaction, entity: Entity, row: EpisodeRow, happened: Sequence[AlertEventRow]) -> Late | None:
    """The rows of an episode's first window that came after it was judged first.

    How many there were then is what the monitor of volume said of the window.

    Args:
        tx: The transaction.
        entity: Whose.
        row: The episode.
        happened: Its events.

    Returns:
        None where it was seen in time, and where nothing says how many rows there were.
    """
    begun = [one for one in happened if one.kind in BEGINS]
    volume = next((one.name for one in entity.monitors.values() if one.watched == "volume"), None)
    if not begun or not begun[-1].record.get("late") or volume is None:
        return None
    window = calendar.window_of(row.started_at - timedelta(microseconds=1), entity.every, entity.zone)
    counts = [rows for one in verdicts.history(tx, entity.name, volume, window) if (rows := _rows(one)) is not None]
    if len(counts) < 2 or counts[-1] <= counts[0]:  # noqa: PLR2004 - then and now
        return None
    return Late(1 - counts[0] / counts[-1], begun[-1].observed_at - window.end)


def _rows(one: VerdictRow) -> float | None:
    value = one.record["verdict"]["figures"].get("value")
    return None if value is None else float(value)
