"""gnomon itself: whether it runs, lags, delivers, and has room.

All of it is read from the store, so that it is the same from each server, whoever does the work.
"""

from __future__ import annotations

import platform
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from gnomon.alerts.policy import RANK
from gnomon.config.entity import Entity
from gnomon.jobs.exposing.family import Family, gauge
from gnomon.jobs.judging import own_errors
from gnomon.profiles.windows import Every
from gnomon.store import entities, inbox, incidents, outbox, silences, verdicts, windows
from gnomon.store.transaction import Transaction

SECOND = timedelta(seconds=1)


def families(
    tx: Transaction, waiting: Transaction, configured: Collection[Entity], now: datetime, version: str
) -> Iterator[Family]:
    """How gnomon is.

    Args:
        tx: The store's transaction.
        waiting: The inbox's.
        configured: The entities that are shown.
        now: The time on the wall.
        version: Of gnomon.
    """
    database = "postgresql" if tx.is_postgres else "sqlite"
    build = {"version": version, "python": platform.python_version(), "db": database}
    yield gauge("gnomon_build_info", "1, with what runs.", [(build, 1)])
    yield from _of_entities(tx, configured, now)
    yield from _of_outbox(tx, now)
    opened = [one.severity for one in incidents.all(tx, only_open=True)]
    yield gauge(
        "gnomon_incidents_open", "Incidents that are not over.",
        [({"severity": severity}, opened.count(severity)) for severity in RANK],
    )  # fmt: skip
    states = [one.state(now) for one in silences.unexpired(tx, now)]
    yield gauge(
        "gnomon_silences", "Silences that hold something back, or will.",
        [({"state": state}, states.count(state)) for state in ("pending", "active")],
    )  # fmt: skip
    yield gauge("gnomon_inbox_batches", "Batches that came and are not in the log yet.", [({}, inbox.waiting(waiting))])
    yield gauge("gnomon_inbox_bytes", "Their bodies.", [({}, inbox.waiting_bytes(waiting))])


def _of_entities(tx: Transaction, configured: Collection[Entity], now: datetime) -> Iterator[Family]:
    known = {one.entity: one for one in entities.statuses(tx)}
    lengths = [({"entity": one.name}, Every.parse(one.every).length / SECOND) for one in configured]
    yield gauge("gnomon_window_seconds", "How long a window of an entity is.", lengths)
    lateness = [({"entity": one.name}, one.lateness / SECOND) for one in configured]
    yield gauge("gnomon_lateness_seconds", "How long a window waits for late rows.", lateness)
    ran, lag, behind, rows = [], [], [], []
    for entity in configured:
        status, of = known.get(entity.name), {"entity": entity.name}
        if status is None:
            continue
        ran.append((of, status.at.timestamp()))
        at, until = own_errors.ran_as_of(tx, entity.name), verdicts.judged_until(tx, entity.name)
        if at is not None and until is not None:
            lag.append((of, (at - until) / SECOND))
        newest = windows.last(tx, entity.name)
        if newest is not None and newest.newest is not None:
            behind.append((of, (now - newest.newest) / SECOND))
        rows.append((of, windows.rows(tx, entity.name)))
    yield gauge("gnomon_last_run_timestamp_seconds", "When an entity was last run.", ran)
    yield gauge(
        "gnomon_evaluation_lag_seconds", "From the end of the last judged window to the moment of the last run.", lag
    )
    yield gauge("gnomon_watermark_lag_seconds", "From the newest event to now.", behind)
    yield gauge("gnomon_rows", "Rows that are in the windows of an entity.", rows)


def _of_outbox(tx: Transaction, now: datetime) -> Iterator[Family]:
    counted = [({"channel": channel, "state": state}, count) for (channel, state), count in outbox.counts(tx).items()]
    yield gauge("gnomon_outbox_rows", "Messages by channel and by what became of them.", counted)
    oldest = outbox.oldest_waiting(tx)
    age = 0.0 if oldest is None else (now - oldest) / SECOND
    yield gauge("gnomon_outbox_oldest_seconds", "How long the oldest message waits; 0 when none does.", [({}, age)])
