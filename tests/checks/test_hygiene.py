"""Hygiene: windows of a reference that are unlike its others are told, not dropped."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
from tests.checks.tables import TEMPS, normal, profile, series, windows

from gnomon.checks import hygiene, numbers
from gnomon.checks.judge import judge


def test_a_reference_of_one_kind_has_no_unusual_window() -> None:
    assert judge(series(28, normal(1000)), series(2, normal(1000), seed=1)).reference == ()
    assert judge(profile({"x": TEMPS}), profile({"x": TEMPS})).reference == ()


def test_a_small_difference_is_not_told_however_clear() -> None:
    def nearly(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": rng.normal(0.07 * (i == 9), 1, 100_000)}

    assert judge(series(20, nearly), series(1, normal(1000), seed=1)).reference == ()


def test_windows_come_with_the_most_unusual_first_and_name_three_more_columns() -> None:
    names = ["a", "b", "c", "d", "e"]
    effect = np.zeros((3, 5, 4))
    effect[0, :, 1], effect[0, 0, 3] = [0.5, 0.4, 0.3, 0.2, 0.1], -0.9
    found = hygiene.Unusual(effect, np.abs(effect) / 0.1, np.full((5, 4), 700.0), np.zeros((5, 4)))
    assert [numbers.plain(one.reason) for one in hygiene.findings(names, found, windows(4))] == [
        "In the reference, on 10 Jan: *a* moved down by 0.90 sd (n = 700).",
        "In the reference, on 8 Jan: *a* moved up by 0.50 sd (n = 700); and *b*, *c*, *d*, …",
    ]


def test_a_column_without_values_is_never_unusual() -> None:
    def nothing(_: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": np.full(100, np.nan), "y": rng.normal(0, 1, 100)}

    assert judge(series(20, nothing), series(1, nothing, seed=1)).reference == ()


def test_windows_that_are_left_out_are_named_in_order() -> None:
    first, second = windows(2)
    assert [one.reason for one in hygiene.left_out([second, first])] == ["Left out of the reference: 7 Jan, 8 Jan."]
    assert hygiene.left_out([]) == ()


def test_windows_are_left_out_of_a_reference_on_request() -> None:
    def stormy(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(2.0 if i == 9 else 0.0, 1, 1000), "y": rng.normal(0, 1 + 2 * (i == 9), 1000)}

    reference = series(28, stormy)
    current = series(2, lambda i, rng: stormy(i + 8, rng), seed=1, first=datetime(2013, 2, 4, tzinfo=UTC))
    found = judge(reference, current)
    assert numbers.plain(found.reference[0].reason).startswith("In the reference, on 16 Jan: *x* moved up by ")
    assert found.reference[0].reason.endswith("; and *y*.")
    assert found.status != "violation"
    without = judge(reference, current, exclude=[reference.windows[9]])
    assert [finding.reason for finding in without.reference] == ["Left out of the reference: 16 Jan."]
    assert without.status == "violation"
