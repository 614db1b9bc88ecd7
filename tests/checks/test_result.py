"""The result of a column: metrics, cells, windows and what explains a violation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from tests.checks.tables import TEMPS, column_of, normal, profile, series, told

from gnomon.checks import column, numbers, result
from gnomon.checks.judge import judge
from gnomon.checks.side import Side
from gnomon.checks.verdict import Finding
from gnomon.profiles.series import ProfileSeries


def test_a_broken_column_says_what_went_wrong() -> None:
    one = profile({"x": TEMPS}, {"x": "score"})
    found = result.broken(column.of("x", Side.of(one), (one,)), "boom")
    assert (found.status, found.kind, found.role, dict(found.metrics)) == ("error", "number", "score", {})
    assert found.reason == "Column *x* could not be judged: boom."


@pytest.mark.parametrize(("fires", "status"), [(True, "violation"), (False, "no_data")])
def test_a_column_of_another_schema_has_the_finding_as_its_reason(fires: bool, status: str) -> None:
    one = profile({"x": TEMPS}, {"x": "target"})
    found = result.of_schema("x", one, Finding("missing", "Column *x* is gone.", fires=fires))
    assert (found.status, found.reason, found.kind, found.role) == (status, "Column *x* is gone.", "number", "target")


def test_a_column_without_a_change_has_no_findings_and_no_windows() -> None:
    one = profile({"x": np.full(4000, 50.0)})
    found = column_of(judge(one, one), "x")
    assert (found.status, found.findings, found.windows) == ("ok", (), ())


def test_a_column_of_nulls_has_no_cells() -> None:
    one = profile({"x": [None] * 100})
    assert column_of(judge(one, one), "x").cells == ()


def test_each_window_has_its_verdict_with_rows_and_missing_share() -> None:
    def some(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": np.where(np.arange(1000) < 500 * (i == 1), np.nan, rng.normal(0, 1, 1000))}

    found = column_of(judge(series(28, normal(1000)), series(3, some, seed=1)), "x")
    assert [(one.rows, one.missing) for one in found.windows] == [(1000, 0), (1000, 0.5), (1000, 0)]
    assert found.windows[1].status == "violation"
    assert numbers.plain(found.windows[1].reason) == "*x* is missing in 50 % of rows (500 of 1 000); usually 0 %."


def test_a_change_of_unit_is_named() -> None:
    found = judge(profile({"x": TEMPS}), profile({"x": TEMPS * 1000}))
    assert told(found, "x").endswith("; looks like ×1000.")
    assert [finding.name for finding in column_of(found, "x").findings] == ["unit_change"]


def test_a_stuck_column_says_so() -> None:
    found = judge(profile({"x": TEMPS}), profile({"x": np.full(4000, 60.0)}))
    assert told(found, "x").startswith("*x* is stuck: 100 % of rows hold one value, 60; moved up by ")


def test_a_number_stuck_at_its_middle_is_not_told_by_its_move() -> None:
    found = judge(profile({"x": TEMPS}), profile({"x": np.full(4000, 51.0)}))
    said = told(found, "x")
    assert said.startswith("*x* is stuck: 100 % of rows hold one value, 51; is less spread, by ")
    assert "50 % of reference values instead" not in said
    spread = next(test for test in column_of(found, "x").tests if test.name == "spread")
    assert column_of(found, "x").effect == spread.effect < 0


def test_stuck_names_are_told_first() -> None:
    found = judge(profile({"n": ["a", "b", "c", "d"] * 1000}), profile({"n": ["a"] * 4000}))
    assert told(found, "n").startswith("*n* is stuck: 100 % of rows hold one value, a; mix of *n* changed")


def test_another_format_of_strings_says_so(rng: np.random.Generator) -> None:
    days = [f"2013-01-{day:02d}" for day in rng.integers(1, 29, 4000)]
    now = ["/".join(reversed(day.split("-"))) for day in days]
    assert "mostly written like 9/9/9 instead of 9-9-9" in told(judge(profile({"d": days}), profile({"d": now})), "d")


def test_one_wrong_window_is_named_alone() -> None:
    def stepped(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": [None] * 1000 if i == 3 else rng.normal(0, 1, 1000)}

    reference = series(28, normal(1000))
    current = series(6, stepped, seed=2, first=datetime(2013, 12, 29, tzinfo=UTC))
    found = judge(reference, current)
    assert told(found, "x").startswith("*x* is missing in 100 % of rows on 1 Jan 2014 (1 000 of 1 000); usually 0 %")
    assert told(found, "x").endswith("in 3 of 6 windows, first on 1 Jan 2014.")
    last = ProfileSeries("1d", "UTC", *(part[:4] for part in (current.windows, current.profiles)))
    alone = judge(reference, last)
    assert told(alone, "x").endswith("(1 000 of 1 000); usually 0 %.")
    assert "1 of 1 column changed on 1 Jan 2014: *x*." in alone.reason
