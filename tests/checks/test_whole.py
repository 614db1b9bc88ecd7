"""The whole: one status and one sentence for all columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from tests.checks.tables import TEMPS, profile, series, windows

from gnomon.checks import numbers, whole
from gnomon.checks.judge import judge
from gnomon.checks.verdict import ColumnResult, Finding, Status, WindowVerdict


def column(name: str, status: Status, effect: float = 0.0, statuses: tuple[Status, ...] = ()) -> ColumnResult:
    each = tuple(
        WindowVerdict(window, one, "", effect, 0.1, 100, 0.25)
        for window, one in zip(windows(len(statuses)), statuses, strict=True)
    )
    return ColumnResult(name, "number", status, "", {}, effect=effect, windows=each)


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["ok", "violation", "error"], "violation"),
        (["ok", "error"], "error"),
        (["ok", "insufficient_data", "no_data"], "ok"),
        (["insufficient_data", "no_data"], "insufficient_data"),
        (["no_data"], "no_data"),
        ([], "no_data"),
    ],
)
def test_the_whole_is_what_needs_somebody_or_could_be_judged(statuses: list[Status], status: Status) -> None:
    assert whole.status(statuses) == status


def test_a_finding_that_fires_is_a_violation_and_one_that_explains_is_none() -> None:
    assert whole.status(["ok"], [Finding("added", "", fires=True)]) == "violation"
    assert whole.status(["ok"], [Finding("added", "")]) == "ok"


@pytest.mark.parametrize(
    ("tested", "untested", "status"),
    [
        (["insufficient_data"], ["ok"], "insufficient_data"),
        (["ok", "insufficient_data"], ["ok"], "ok"),
        (["insufficient_data"], ["violation"], "violation"),
        (["error", "insufficient_data"], ["ok"], "error"),
        ([], ["ok"], "ok"),
    ],
)
def test_columns_whose_values_are_not_tested_do_not_make_the_whole_ok(
    tested: list[Status], untested: list[Status], status: Status
) -> None:
    assert whole.status(tested, untested=untested) == status


def test_a_table_whose_only_tested_column_has_too_few_rows_is_not_ok() -> None:
    ids = [f"id{i}" for i in range(4000)]
    before, now = profile({"x": TEMPS, "id": ids}), profile({"x": TEMPS[:7], "id": ids[:7]})
    found = judge(before, now)
    assert [(one.column, one.status) for one in found.columns] == [("x", "insufficient_data"), ("id", "ok")]
    assert found.status == "insufficient_data"
    assert found.reason == "None of 2 columns is known to have changed: 1 could not be judged."


def test_a_window_whose_only_tested_column_has_too_few_rows_is_not_ok() -> None:
    def some(n: int) -> Callable[[int, np.random.Generator], Mapping[str, Any]]:
        return lambda i, rng: {"x": rng.normal(0, 1, n), "id": [f"{i}-{k}" for k in range(n)]}

    found = judge(series(10, some(500)), series(1, some(7), seed=1))
    assert [one.status for one in found.windows] == ["insufficient_data"]
    assert found.windows[0].reason == "None of 2 columns is known to have changed: 1 could not be judged."
    assert found.status == "insufficient_data"


def test_worst_is_first_by_status_then_effect_then_name() -> None:
    columns = [
        column("a", "ok", 0.3), column("b", "violation", -0.2), column("c", "violation", 0.5), column("e", "error"),
        column("f", "violation", float("nan")), column("d", "ok", 0.3),
    ]  # fmt: skip
    assert [one.column for one in sorted(columns, key=whole.urgency)] == ["c", "b", "f", "e", "a", "d"]


def test_a_window_says_how_many_columns_changed_and_by_how_much() -> None:
    columns = [column("a", "violation", 0.5, ("ok", "violation")), column("b", "violation", 0.9, ("ok", "violation"))]
    calm, wrong = whole.windows(columns, windows(2), [100, 120])
    assert (calm.status, calm.reason, calm.effect, calm.rows) == ("ok", "None of 2 columns changed.", 0, 100)
    assert (wrong.status, wrong.reason) == ("violation", "2 of 2 columns changed: *a*, *b*.")
    assert (wrong.effect, wrong.limit, wrong.rows, wrong.missing) == (0.9, 0.1, 120, 0.25)


def test_the_sentence_says_when_it_began() -> None:
    columns = [column("a", "violation", 0.5, ("ok", "violation", "violation")), column("b", "ok", 0, ("ok",) * 3)]
    verdicts = whole.windows(columns, windows(3), [1, 1, 1])
    said = whole.reason(columns, [Finding("added", "Column *c* is new.", fires=True)], verdicts)
    assert said == "1 of 2 columns changed in 2 of 3 windows, first on 8 Jan: *a*. 1 schema change: Column *c* is new."
    assert whole.reason(columns[1:], [], []) == "None of 1 column changed."


def test_results_come_worst_first() -> None:
    before = profile({"a": TEMPS, "b": TEMPS, "c": TEMPS, "d": TEMPS})
    now = profile({"a": TEMPS, "b": TEMPS + 3, "c": TEMPS + 9, "d": TEMPS + 6})
    found = judge(before, now)
    assert [column.column for column in found.columns] == ["c", "d", "b", "a"]
    assert numbers.plain(found.reason) == "3 of 4 columns changed: *c*, *d*, *b*."
