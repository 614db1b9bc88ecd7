"""A row as JSON, whatever values it has."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.client.encoding import LONGEST_TEXT, encoded

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def clean(value: Any) -> Any:
    """The value as JSON has it: no NaN, no infinity, no half of a surrogate pair."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case list():
            return [clean(inner) for inner in value]
        case dict():
            return {clean(key): clean(inner) for key, inner in value.items()}
        case _:
            return value


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_what_json_can_say_is_said_as_it_is(row: dict[str, Any]) -> None:
    assert json.loads(encoded(row)) == clean(row)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.float32(0.5), 0.5),
        (np.float64("nan"), None),
        (np.int64(-3), -3),
        (np.bool_(False), False),
        (np.str_("a"), "a"),
        (np.array([[1, 2]]), [[1, 2]]),
        (np.datetime64("2026-01-02T03:04:05"), "2026-01-02T03:04:05"),
        (pd.NA, None),
        (pd.NaT, None),
        (pd.Timestamp("2026-01-02", tz="UTC"), "2026-01-02T00:00:00+00:00"),
        (pd.Series([1, 2]), [1, 2]),
        (Decimal("1.5"), 1.5),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00Z"),
        ({3}, [3]),
        (b"abc", "YWJj"),
        (2**70, 2**70),
        ({7: 1}, {"7": 1}),
        (("a", 2**70), ["a", 2**70]),
        ([2**70, np.float32(1)], [2**70, 1.0]),
        ("\ud800", "?"),
        (1j, "1j"),
    ],
)
def test_values_of_libraries_are_said_as_json_says_them(value: Any, said: Any) -> None:
    assert json.loads(encoded({"x": value})) == {"x": said}


def test_an_unknown_object_is_cut_to_a_bound() -> None:
    class Long:
        def __str__(self) -> str:
            return "x" * 10_000

    assert json.loads(encoded({"x": Long()})) == {"x": "x" * LONGEST_TEXT}
