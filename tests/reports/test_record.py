"""The record of a comparison: JSON's own values, and all of them."""

from __future__ import annotations

import json
import math

from hypothesis import given
from hypothesis import strategies as st
from tests.reports import cases

from gnomon.checks.verdict import Finding, Test, WindowVerdict
from gnomon.metrics.cells import Cell
from gnomon.reports import record

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def test_the_whole_has_its_promised_keys() -> None:
    made = record.record(cases.every_status().judgement, *(cases.side(name, {}) for name in ("a", "b")))
    assert list(made) == ["status", "reason", "basis", "alpha", "reference", "current", "schema", "rows", "columns"]
    assert made["reference"] == {"name": "a", "rows": 4000}
    assert made["schema"] == [{"name": "added", "reason": "Column *new* is new.", "fires": True}]


def test_a_side_with_windows_has_its_ends_in_utc() -> None:
    made = record.side(cases.series().reference)
    assert (made["start"], made["end"]) == ("2013-01-01T00:00:00Z", "2013-01-11T00:00:00Z")


def test_a_column_leaves_out_what_is_empty() -> None:
    bare = record.column(cases.every_status().columns[0])
    assert {"tests", "cells", "findings"} <= set(bare)
    assert "windows" not in bare
    empty = record.column(type(cases.result("x"))("x", "null", "no_data", "Nothing.", {}))
    assert list(empty) == ["column", "kind", "role", "status", "reason", "effect", "material", "metrics"]
    assert (empty["effect"], empty["metrics"]) == (0.0, {})


def test_what_is_no_finite_number_is_null() -> None:
    made = record.test(Test("shape", math.nan, 0.1, math.inf, math.nan, 0.5))
    assert (made["effect"], made["limit"], made["p"]) == (None, None, 0.5)
    assert "z" not in made
    assert record.numbers({"a": None, "b": math.nan, "c": -math.inf, "d": 0.1}) == {
        "a": None,
        "b": None,
        "c": None,
        "d": 0.1,
    }


def test_a_window_has_a_sentence_only_where_something_is_wrong() -> None:
    window = cases.series().judgement.windows[0].window
    fine, odd = (WindowVerdict(window, status, "why", math.nan, 0.1, 5, 0.2) for status in ("ok", "no_data"))  # type: ignore[arg-type]
    assert "reason" not in record.window(fine)
    assert record.window(odd) == {
        "start": "2013-01-01T00:00:00Z",
        "end": "2013-01-02T00:00:00Z",
        "status": "no_data",
        "effect": None,
        "limit": 0.1,
        "rows": 5,
        "missing": 0.2,
        "reason": "why",
    }


def test_cells_of_names_have_labels_and_cells_of_numbers_edges() -> None:
    numbers = (Cell("below 2", None, 2.0, 5, 1), Cell("2 to 3", 2.0, 3.0, 1, 1), Cell("3 or more", 3.0, None, 5, 9))
    assert record.cells(numbers)["edges"] == [2.0, 3.0]
    assert record.cells((Cell("a", None, None, 1, 2),)) == {"labels": ["a"], "reference": [1], "current": [2]}


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=120))
def test_many_cells_are_listed_up_to_50_and_lose_no_row(counts: list[tuple[int, int]]) -> None:
    cells = tuple(Cell(f"n{i}", None, None, a, b) for i, (a, b) in enumerate(counts))
    kept = record.kept(cells)
    assert len(kept) == min(len(cells), record.MOST_CELLS)
    assert (sum(c.reference for c in kept), sum(c.current for c in kept)) == (
        sum(a for a, _ in counts),
        sum(b for _, b in counts),
    )
    if len(cells) > record.MOST_CELLS:
        assert kept[-1].label == f"{len(cells) - 49} others"
        assert [c for c in cells if c in kept[:-1]] == list(kept[:-1])


def test_a_finding_says_whether_it_fires() -> None:
    assert record.finding(Finding("stuck", "Always 3.")) == {"name": "stuck", "reason": "Always 3.", "fires": False}


def test_rounding_keeps_integers_and_shortens_floats() -> None:
    assert record.rounded({"a": [1 / 3, 12345678, True, None, "x", 1e300]}) == {
        "a": [0.33333, 12345678, True, None, "x", 1e300]
    }
    assert math.isclose(record.rounded(123456.789), 123460)
    assert record.rounded(1.7976931348623157e308) == 1.7976931348623157e308


@given(JSON)
def test_rounding_keeps_the_form_and_five_digits(value: object) -> None:
    def alike(a: object, b: object) -> bool:
        if isinstance(a, dict) and isinstance(b, dict):
            return list(a) == list(b) and all(alike(a[key], b[key]) for key in a)
        if isinstance(a, list) and isinstance(b, list):
            return len(a) == len(b) and all(map(alike, a, b))
        if isinstance(a, float) and not isinstance(b, bool) and isinstance(b, int | float):
            return math.isclose(a, b, rel_tol=1e-4, abs_tol=5e-324)
        return a is b or a == b

    short = record.rounded(value)
    json.dumps(short, allow_nan=False)
    assert alike(value, short)


def test_a_lean_record_has_windows_side_by_side_and_runs_of_each_status() -> None:
    series = cases.series()
    made = record.record(series.judgement, series.reference, series.current)
    lean = record.lean(made, with_cells=False)
    (column,) = lean["columns"]
    assert "cells" not in column
    assert "role" not in column
    assert list(column["tests"]["location"]) == ["effect", "limit", "p"]
    assert column["windows"]["runs"] == {"ok": [[0, 19], [23, 29], [31, 38]], "violation": [[20, 22], [30, 30]]}
    assert len(column["windows"]["effect"]) == 39
    assert list(lean["windows"]) == ["start", "rows", "runs"]
    assert len(json.dumps(lean)) < len(json.dumps(made)) / 3
    assert "cells" in record.lean(made, with_cells=True)["columns"][0]
