"""Tests of at least once: every alert arrives, whatever fails and whoever is killed, and twice only under one key.

pytest -s -m deep tests/jobs/test_none_lost.py    # ten thousand alerts and twenty kills; prints the figures
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from tests.jobs import mortal
from tests.jobs.deaths import apart
from tests.jobs.flaky import Flaky, Log
from tests.jobs.worlds import day
from tests.notify import facts

from gnomon.notify import held
from gnomon.notify.group import flush
from gnomon.notify.registry import find
from gnomon.store import outbox
from gnomon.store.open import open_store
from gnomon.store.outbox import OutboxRow

PLACES = {"claimed": 1, "sent": 1, "settled": 1, "sql": 9}
"""Where the sender dies, and how often it comes there for one message."""


def test_none_of_three_hundred_alerts_is_lost(address: str) -> None:
    _check(address, 300, 3)


@pytest.mark.deep
def test_none_of_ten_thousand_alerts_is_lost(address: str) -> None:
    _check(address, 10_000, 20)


def _check(address: str, alerts: int, kills: int) -> None:
    """Every alert through a receiver that fails at chance and is down in the life in the middle."""
    keys = _queued(address, alerts)
    log, draw, began = Log(), np.random.default_rng([alerts, kills]), perf_counter()
    with Flaky(log, draw) as first:
        port, url = first.port, first.url()
        _lives(address, url, alerts, kills, range(kills // 2), draw)
    down = kills // 2
    _lives(address, url, alerts, kills, range(down, down + 1), draw)  # nobody listens there
    with Flaky(log, draw, port):
        _lives(address, url, alerts, kills, range(down + 1, kills), draw)
        assert apart(mortal.send, address, url, float(kills), "never", 1) == 0
    with open_store(address) as store, store.reading() as tx:
        rows = [row for key in keys if (row := outbox.find(tx, key)) is not None]
        others = [row for key in log.taken.keys() - set(keys) if (row := outbox.find(tx, key)) is not None]
    assert [row.key for row in rows] == keys
    assert {row.state for row in rows} == {"delivered"}
    assert log.taken.keys() == {*keys, *(row.key for row in others)}
    assert {row.kind for row in others} == {held.KIND}  # a channel takes 300 an hour, and is told what waits
    notices = {row.key for row in others}
    assert [len(ids) for ids in log.told.values() if not ids & notices] == [
        1
    ] * alerts  # a duplicate has the key of the first
    assert log.duplicates <= log.lost + kills  # each has its reason
    attempts = sum(row.attempts for row in rows)
    print(
        f"\n{address.partition(':')[0]}: {alerts} alerts, {kills} kills, {len(log.taken) - len(others)} delivered, "
        f"{attempts} attempts, {log.refused} refused, {log.lost} answers lost, {log.duplicates} duplicates, "
        f"{perf_counter() - began:.0f} s"
    )


def _queued(address: str, alerts: int) -> list[str]:
    """Put a message for each alert into the outbox of a new store; their keys."""
    manner, keys = find("webhook").manner(), []
    with open_store(address) as store, store.transaction() as tx:
        for n in range(alerts):
            (made,) = flush([facts.told(entity=f"entity-{n}")], "hook", manner, {}, now=day(399))
            row = made.row
            assert row is not None
            keys.append(row.key)
            outbox.put(tx, OutboxRow(row.key, "hook", row.alert_key, row.group_key, row.kind, row.payload, day(399)))
    return keys


def _lives(address: str, url: str, alerts: int, kills: int, lives: range, draw: np.random.Generator) -> None:
    """Lives of the sender, each an hour after the one before, which end by a kill anywhere."""
    for life in lives:
        place = str(draw.choice([*PLACES]))
        count = int(draw.integers(1, 2 * PLACES[place] * alerts // kills))
        assert apart(mortal.send, address, url, float(life), place, count)
