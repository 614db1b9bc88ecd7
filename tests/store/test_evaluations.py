"""Evaluations: a window is folded into an alert once, and a replay finds the state to go on from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.store.made import ENTITY, START, window

from gnomon.errors import UsageError
from gnomon.store import evaluations
from gnomon.store.evaluations import EvaluationRow
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

EVALUATION = EvaluationRow(ENTITY, "inputs", "hash", window(0), 1, {"state": 1})


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as opened:
        yield opened


def test_an_evaluation_is_kept_once_and_the_first_stays(tx: Transaction) -> None:
    again = replace(EVALUATION, alert={"state": 2})
    assert [evaluations.put(tx, row) for row in (EVALUATION, EVALUATION, again)] == [True, False, False]
    assert evaluations.last(tx, ENTITY, "inputs") == EVALUATION


@pytest.mark.parametrize(
    "other",
    [
        replace(EVALUATION, monitor="outputs"),
        replace(EVALUATION, monitor_hash="other"),
        replace(EVALUATION, window=window(1)),
        replace(EVALUATION, revision=2),
    ],
)
def test_what_differs_in_one_part_of_the_key_is_another(tx: Transaction, other: EvaluationRow) -> None:
    assert evaluations.put(tx, EVALUATION)
    assert evaluations.put(tx, other)


def test_a_replay_replaces_the_state(tx: Transaction) -> None:
    evaluations.put(tx, EVALUATION)
    after = replace(EVALUATION, alert={"state": 2})
    for _ in range(2):
        evaluations.replace(tx, after)
    assert evaluations.since(tx, ENTITY, "inputs", START) == [after]


def test_the_last_is_that_of_the_last_window_whatever_the_order(tx: Transaction) -> None:
    for n in (2, 0, 1):
        evaluations.put(tx, replace(EVALUATION, window=window(n)))
    last, before = evaluations.last(tx, ENTITY, "inputs"), evaluations.before(tx, ENTITY, "inputs", window(2).start)
    assert last is not None
    assert before is not None
    assert (last.window, before.window) == (window(2), window(1))
    assert evaluations.before(tx, ENTITY, "inputs", START) is None
    assert evaluations.last(tx, ENTITY, "outputs") is None


def test_of_a_window_the_newest_revision_counts(tx: Transaction) -> None:
    for n, revision in ((0, 2), (0, 1), (1, 1), (1, 3), (1, 2)):
        evaluations.put(tx, replace(EVALUATION, window=window(n), revision=revision))
    found = evaluations.since(tx, ENTITY, "inputs", START)
    assert [(row.window, row.revision) for row in found] == [(window(0), 2), (window(1), 3)]
    assert evaluations.since(tx, ENTITY, "inputs", window(1).start) == found[1:]
    assert evaluations.last(tx, ENTITY, "inputs") == found[1]


def test_of_two_monitors_of_a_name_the_later_one_counts(tx: Transaction) -> None:
    later = replace(EVALUATION, monitor_hash="another", alert={"state": 2})
    for row in (EVALUATION, later):
        evaluations.put(tx, row)
    assert evaluations.last(tx, ENTITY, "inputs") == later
    assert evaluations.since(tx, ENTITY, "inputs", START) == [later]


def test_the_evaluations_of_nobody_are_refused(tx: Transaction) -> None:
    with pytest.raises(UsageError, match="flihgts"):
        evaluations.since(tx, "flihgts", "inputs", START)
