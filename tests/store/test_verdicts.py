"""Verdicts: every revision is kept once, the newest is found, and so is what has become outdated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.store.made import ENTITY, window

from gnomon.errors import UsageError
from gnomon.store import verdicts, windows
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow
from gnomon.store.windows import WindowRow

VERDICT = VerdictRow(ENTITY, "inputs", window(0), 1, "ok", "Calm.", {"of": [1, "ü"]}, 1)


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as opened:
        yield opened


def test_a_revision_is_kept_once_and_the_first_stays(tx: Transaction) -> None:
    again = replace(VERDICT, status="violation")
    assert [verdicts.put(tx, row) for row in (VERDICT, VERDICT, again)] == [True, False, False]
    assert verdicts.newest(tx, ENTITY) == [VERDICT]


def test_the_newest_revision_is_found_whatever_the_order(tx: Transaction) -> None:
    rows = [replace(VERDICT, revision=revision) for revision in (2, 3, 1)]
    for row in rows:
        verdicts.put(tx, row)
    assert verdicts.newest(tx, ENTITY) == [rows[1]]
    assert verdicts.history(tx, ENTITY, "inputs", window(0)) == sorted(rows, key=lambda row: row.revision)
    assert verdicts.history(tx, ENTITY, "inputs", window(1)) == []


def test_verdicts_are_read_by_window_and_then_by_the_bytes_of_the_monitors_name(tx: Transaction) -> None:
    for monitor in ("inputs", "Outputs", "_freshness"):
        for n in (1, 0):
            verdicts.put(tx, replace(VERDICT, monitor=monitor, window=window(n)))
    found = [(row.window, row.monitor) for row in verdicts.newest(tx, ENTITY)]
    assert found == [(window(n), monitor) for n in (0, 1) for monitor in ("Outputs", "_freshness", "inputs")]


def test_a_stretch_and_a_monitor_are_read_alone(tx: Transaction) -> None:
    for n in range(4):
        verdicts.put(tx, replace(VERDICT, window=window(n)))
        verdicts.put(tx, replace(VERDICT, window=window(n), monitor="outputs"))
    found = verdicts.newest(tx, ENTITY, "inputs", window(1).start, window(2).end)
    assert [(row.monitor, row.window) for row in found] == [("inputs", window(1)), ("inputs", window(2))]


def test_the_last_of_a_status_is_found(tx: Transaction) -> None:
    for n, status in enumerate(("ok", "violation", "violation", "ok")):
        verdicts.put(tx, replace(VERDICT, window=window(n), status=status))
    verdicts.put(tx, replace(VERDICT, window=window(2), revision=2))  # late data made it calm
    found = [verdicts.last(tx, ENTITY, "inputs", status) for status in (None, "violation", "error")]
    assert [None if row is None else row.window for row in found] == [window(3), window(1), None]
    assert verdicts.last(tx, ENTITY, "inputs", None, window(0).start, window(2).start) == replace(
        VERDICT, window=window(1), status="violation"
    )
    assert verdicts.last(tx, ENTITY, "outputs") is None


def test_a_window_whose_data_has_changed_since_is_outdated(tx: Transaction) -> None:
    for n in range(3):
        windows.put(tx, ENTITY, WindowRow(window(n), 1 + (n != 1), 10))
        verdicts.put(tx, replace(VERDICT, window=window(n)))
    windows.put(tx, ENTITY, WindowRow(window(3), 5, 10))  # never judged
    verdicts.put(tx, replace(VERDICT, window=window(0), monitor="outputs", data_revision=2))
    assert verdicts.outdated(tx, ENTITY, "inputs") == [window(0).start, window(2).start]
    assert verdicts.outdated(tx, ENTITY, "outputs") == []
    verdicts.put(tx, replace(VERDICT, window=window(0), revision=2, data_revision=2))
    assert verdicts.outdated(tx, ENTITY, "inputs") == [window(2).start]


def test_a_window_has_failed_until_it_is_judged_again(tx: Transaction) -> None:
    for n in range(3):
        verdicts.put(tx, replace(VERDICT, window=window(n), status="error" if n else "ok"))
    assert verdicts.failed(tx, ENTITY, "inputs") == [window(1).start, window(2).start]
    assert verdicts.failed(tx, ENTITY, "outputs") == []
    verdicts.put(tx, replace(VERDICT, window=window(2), revision=2))
    assert verdicts.failed(tx, ENTITY, "inputs") == [window(1).start]


def test_an_entity_is_judged_until_the_end_of_its_last_window(tx: Transaction) -> None:
    assert verdicts.judged_until(tx, ENTITY) is None
    for n in (3, 1):
        verdicts.put(tx, replace(VERDICT, window=window(n)))
    assert verdicts.judged_until(tx, ENTITY) == window(3).end
    assert verdicts.judged_until(tx, "nobody") is None


def test_the_verdicts_on_nobody_are_refused(tx: Transaction) -> None:
    with pytest.raises(UsageError, match="flihgts"):
        verdicts.newest(tx, "flihgts")
