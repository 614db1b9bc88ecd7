"""The tables: what is asked for often is found by an index, and a window costs the same however many there are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from tests.store.made import DAY, ENTITY, START, window

from gnomon.profiles.profile import Profile
from gnomon.profiles.volume import RowsSummary
from gnomon.store import (
    alerts,
    batches,
    entities,
    evaluations,
    measurements,
    notify_group,
    notify_log,
    outbox,
    references,
    samples,
    silences,
    tables,
    tallies,
    verdicts,
    windows,
)
from gnomon.store.batches import Batch
from gnomon.store.evaluations import EvaluationRow
from gnomon.store.measurements import Measured
from gnomon.store.open import Store, open_store
from gnomon.store.transaction import Transaction
from gnomon.store.verdicts import VerdictRow
from gnomon.store.windows import WindowRow

FEW, MANY = 10, 10_000
MOST = 2.5
"""How much more a window may cost among many than among few."""

READS: dict[str, Callable[[Transaction], object]] = {
    "verdicts.newest of a stretch": lambda tx: verdicts.newest(tx, ENTITY, None, START, window(1).end),
    "verdicts.newest of a monitor": lambda tx: verdicts.newest(tx, ENTITY, "inputs", START, window(1).end),
    "verdicts.history": lambda tx: verdicts.history(tx, ENTITY, "inputs", window(0)),
    "verdicts.judged_until": lambda tx: verdicts.judged_until(tx, ENTITY),
    "verdicts.outdated": lambda tx: verdicts.outdated(tx, ENTITY, "inputs"),
    "evaluations.last": lambda tx: evaluations.last(tx, ENTITY, "inputs"),
    "evaluations.before": lambda tx: evaluations.before(tx, ENTITY, "inputs", window(1).start),
    "evaluations.since": lambda tx: evaluations.since(tx, ENTITY, "inputs", window(1).start),
    "alerts.all": lambda tx: alerts.all(tx, ENTITY),
    "alerts.events of an entity": lambda tx: alerts.events(tx, ENTITY, since=START),
    "alerts.events of an alert": lambda tx: alerts.events(tx, alert_id="a1"),
    "windows.all": lambda tx: windows.all(tx, ENTITY, START, window(1).end),
    "windows.last": lambda tx: windows.last(tx, ENTITY, window(1).start),
    "windows.unmeasured": lambda tx: windows.unmeasured(tx, ENTITY, window(1).end),
    "samples.profile": lambda tx: samples.profile(tx, ENTITY, window(0)),
    "samples.series": lambda tx: samples.series(tx, ENTITY, START, window(1).end),
    "samples.label_sets": lambda tx: samples.label_sets(tx, ENTITY, window(0)),
    "measurements.series": lambda tx: measurements.series(tx, ENTITY, "mean", "x", START),
    "tallies.between": lambda tx: tallies.between(tx, 1, START, window(1).end, {}),
    "references.active": lambda tx: references.active(tx, ENTITY),
    "batches.find": lambda tx: batches.find(tx, ENTITY, "source", "a"),
    "outbox.claim": lambda tx: outbox.claim(tx, START, "me", DAY),
    "outbox.pending": outbox.pending,
    "outbox.of_group": lambda tx: outbox.of_group(tx, "group", "hook"),
    "notify_log.open_groups": lambda tx: notify_log.open_groups(tx, ENTITY),
    "notify_group.of_entity": lambda tx: notify_group.of_entity(tx, ENTITY),
    "silences.unexpired": lambda tx: silences.unexpired(tx, START),
    "entities.events": lambda tx: entities.events(tx, ENTITY, START),
}
LISTS = ("SCAN CONSTANT ROW", "SCAN (subquery")
"""What SQLite says of a list in the question."""


@contextmanager
def _plans(engine: Engine) -> Iterator[list[str]]:
    """How SQLite finds what it is asked for."""
    found: list[str] = []

    def explain(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        if statement.startswith("SELECT"):
            raw = cursor.connection.cursor()  # type: ignore[attr-defined]  # of sqlite3
            found.extend(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(engine, "before_cursor_execute", explain)
    yield found
    event.remove(engine, "before_cursor_execute", explain)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('store')}/gnomon.db") as store:
        with store.transaction() as tx:
            entities.put(tx, ENTITY, {})
        yield store


@pytest.mark.parametrize("name", READS)
def test_no_reading_goes_through_a_whole_table(opened: Store, name: str) -> None:
    with _plans(opened.engine) as plans, opened.transaction() as tx:
        READS[name](tx)
    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN ") and not plan.startswith(LISTS)] == []


def test_what_is_outdated_is_found_without_a_record(opened: Store) -> None:
    with _plans(opened.engine) as plans, opened.reading() as tx:
        verdicts.outdated(tx, ENTITY, "inputs")
    assert any("COVERING INDEX ix_verdict_entity_monitor_window_start_data_revision" in plan for plan in plans)


def test_a_stretch_of_old_windows_is_bounded_at_both_ends(opened: Store) -> None:
    for name in ("verdicts.newest of a stretch", "windows.all", "samples.series", "tallies.between"):
        with _plans(opened.engine) as plans, opened.reading() as tx:
            READS[name](tx)
        assert any("window_start>? AND window_start<?" in plan for plan in plans), name


def test_large_values_stand_after_what_is_filtered_by() -> None:
    for table, filtered, large in (
        (tables.verdict, "data_revision", "record"),
        (tables.entity_window, "measured", "arrivals"),
        (tables.outbox, "seq", "payload"),
    ):
        order = [column.name for column in table.columns]
        assert order.index(filtered) < order.index(large)


def _add(store: Store, n: int) -> None:
    """What a run writes and reads of one new window."""
    columns = [f"c{i}" for i in range(5)]
    with store.transaction() as tx:
        before = windows.last(tx, ENTITY, window(n).start)
        number = batches.put(tx, Batch(ENTITY, "source", "a", str(n)))
        samples.put(tx, ENTITY, window(n), number, {}, Profile(RowsSummary(count=n)))
        windows.put(tx, ENTITY, WindowRow(window(n), 1, n))
        measured = {(column, metric): (n / 7, n / 8, n / 6) for column in columns for metric in ("mean", "psi")}
        measurements.put(tx, ENTITY, window(n), {}, measured, 1)
        for monitor in ("inputs", "quality"):
            evaluations.last(tx, ENTITY, monitor)
            verdicts.put(tx, VerdictRow(ENTITY, monitor, window(n), 1, "ok", "Calm.", {"of": columns}, 1))
            evaluations.put(tx, EvaluationRow(ENTITY, monitor, "hash", window(n), 1, {}))
        verdicts.newest(tx, ENTITY, None, window(n - 20).start)
        assert before is None or before.window == window(n - 1)


def _fill(store: Store) -> None:
    """Many windows, as quickly as can be."""
    with store.transaction() as tx:
        columns = [(f"c{i}", metric) for i in range(5) for metric in ("mean", "psi")]
        days = range(FEW + 1, MANY)
        values = [Measured(window(n), {key: (n / 7, math.nan, math.nan) for key in columns}, 1) for n in days]
        measurements.put_windows(tx, ENTITY, {}, values)
        shared = [{"entity": ENTITY, "window_start": window(n).start, "window_end": window(n).end} for n in days]
        known = {"revision": 1, "rows": 1, "target_digest": b"", "arrivals": b""}
        tx.run(tables.entity_window.insert(), [row | known for row in shared])
        sample = {"labels": {}, "part": "rows", "series": "", "batch_id": 1, "blob": b"x" * 500}
        tx.run(tables.sample.insert(), [row | sample for row in shared])
        for monitor in ("inputs", "quality"):
            told = {"monitor": monitor, "revision": 1}
            verdict = {"status": "ok", "reason": "Calm.", "record": {"of": []}, "data_revision": 1}
            tx.run(tables.verdict.insert(), [row | told | verdict for row in shared])
            tx.run(tables.evaluation.insert(), [row | told | {"monitor_hash": "hash", "alert": {}} for row in shared])


def test_a_window_costs_the_same_among_ten_and_among_ten_thousand(tmp_path: Path) -> None:
    """Counted in SQLite's own steps, which no other process can slow."""
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        with store.transaction() as tx:
            entities.put(tx, ENTITY, {})
        for n in range(FEW):
            _add(store, n)
        few = _steps(store, FEW)
        _fill(store)
        assert _steps(store, MANY) <= MOST * few


def _steps(store: Store, n: int) -> int:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(step, 1)
    _add(store, n)  # the pool gives the same connection again
    raw.set_progress_handler(None, 0)
    assert count > 0
    return count
