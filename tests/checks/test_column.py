"""One column of both sides: its kind, its role, and what of it is compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from tests.checks.tables import PORTS, TEMPS, column_of, profile, series, told

from gnomon.checks import column
from gnomon.checks.column import Column
from gnomon.checks.judge import judge
from gnomon.checks.side import Side
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary


def pair(before: Any, now: Any) -> Column:
    one = profile({"x": before})
    return column.of("x", Side.of(one), (profile({"x": now}),))


def test_nulls_are_of_the_kind_of_the_other_side() -> None:
    for before, now in ((TEMPS, [None] * 3), ([None] * 3, TEMPS)):
        found = pair(before, now)
        assert found.kind == "number"
        assert {side.kind for side in (found.reference, *found.before, *found.now)} == {"number"}
    nothing = pair([None], [None])
    assert (nothing.kind, nothing.is_ordered) == ("null", True)


def test_a_window_without_the_column_has_no_rows_of_it() -> None:
    one = profile({"x": TEMPS})
    found = column.of("x", Side(one, (one, profile({"y": TEMPS})), ()), (one,))
    assert [side.rows for side in found.before] == [4000, 0]
    assert {side.kind for side in found.before} == {"number"}


def test_the_current_side_says_what_a_column_is_to_the_model() -> None:
    plain, score, target = (profile({"x": TEMPS}, {"x": role} if role else {}) for role in (None, "score", "target"))
    assert column.of("x", Side.of(score), (target,)).role == "target"
    assert column.of("x", Side.of(score), (plain,)).role == "score"
    assert column.of("x", Side.of(plain), (plain,)).role == "feature"


@pytest.mark.parametrize(
    ("values", "is_ordered"),
    [(TEMPS, True), (PORTS, False), ([True, False], False), ([[1.0, 2.0]], True)],
    ids=["number", "category", "flag", "vector"],
)
def test_numbers_and_vectors_have_an_order_names_and_flags_have_none(values: Any, is_ordered: bool) -> None:
    found = pair(values, values)
    assert found.is_ordered == is_ordered
    assert (column.categories(found.reference).total == 0) == is_ordered
    assert (column.numbers(found.reference).count > 0) == is_ordered


def test_rows_without_numbers_are_missing_ones() -> None:
    assert column.numbers(NullSummary(5)) == NumberSummary(nulls=5)


def test_vectors_are_compared_by_norms_where_both_sides_have_them() -> None:
    assert column.by_norm(pair([[1.0, 2.0]], [[3.0, 4.0]]))
    assert column.by_norm(pair([[1.0, 2.0]], [None]))
    assert not column.by_norm(pair([["a"]], [["b", "c"]]))
    assert not column.by_norm(pair(TEMPS, TEMPS))
    found = pair([[3.0, 4.0]], [[1.0, 0.0]])
    assert column.numbers(found.reference, by_norm=True).mean == 5
    assert column.numbers(found.reference).mean == 2


def test_vectors_are_judged_by_their_norms_or_lengths() -> None:
    found = judge(profile({"v": [[1.0, 2.0]] * 1000}), profile({"v": [[9.0, 9.0]] * 1000}))
    assert column_of(found, "v").status == "violation"
    lists = judge(profile({"v": [["a"], ["a", "b"]] * 500}), profile({"v": [["a"], ["a", "b"]] * 500}))
    assert column_of(lists, "v").status != "violation"


def test_times_are_described_not_judged_but_for_missing_ones(rng: np.random.Generator) -> None:
    times = [datetime(2013, 1, 1, tzinfo=UTC) + timedelta(minutes=int(i)) for i in rng.integers(0, 10_000, 1000)]
    later = [time + timedelta(days=300) for time in times]
    moved = column_of(judge(profile({"t": times}), profile({"t": later})), "t")
    assert moved.status == "ok"
    assert "times move on by themselves" in moved.reason
    assert moved.metrics["ks"] == 1.0
    gone = column_of(judge(profile({"t": times}), profile({"t": [None] * 200 + later[200:]})), "t")
    assert gone.status == "violation"
    assert "missing" in gone.reason


def test_a_column_that_a_window_lacks_has_no_rows_there() -> None:
    def late(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        both = {"x": rng.normal(0, 1, 1000), "y": rng.normal(0, 1, 1000)}
        return both if i else {"x": both["x"]}

    found = judge(series(20, late), series(3, late, seed=1))
    assert column_of(found, "y").windows[0].status == "no_data"
    assert column_of(found, "y").windows[0].reason == "No rows."


def test_ids_and_many_values_are_not_tested_and_say_why() -> None:
    ids = [f"id{i}" for i in range(4000)]
    one, other = profile({"id": ids, "free": ids}, {"id": "id"}), profile({"id": ids[::-1], "free": ids}, {"id": "id"})
    found = judge(one, other)
    assert told(found, "id") == "Values are not tested (an id); missing values are, and did not change."
    assert (
        told(found, "free") == "Values are not tested (many distinct values); missing values are, and did not change."
    )
    assert column_of(found, "id").role == "id"
    times = profile({"x": TEMPS}, {"x": "timestamp"})
    assert told(judge(times, times), "x").startswith("Values are not tested (the time of the rows)")
