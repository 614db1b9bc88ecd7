"""Means."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from tests import laws

from gnomon.errors import SubtractionError, UsageError
from gnomon.profiles.custom.mean import Mean


@given(laws.floats())
def test_mean_and_deviation_are_those_of_the_numbers(values: np.ndarray) -> None:
    kept = values[np.abs(values) < 1e100]
    made = Mean.of(kept)
    assert made.count == len(kept)
    if len(kept):
        assert made.mean == float(sum(map(Fraction, kept.tolist())) / len(kept))
    if len(kept) > 1 and np.abs(kept).max(initial=0) > 1e-100:
        assert made.std == pytest.approx(np.std(kept, ddof=1), rel=1e-6, abs=1e-7 * float(np.abs(kept).max()))


@pytest.mark.parametrize(
    "values",
    [
        [1, None, 3],
        pl.Series([1.0, None, 3.0, float("nan"), float("inf")]),
        np.array([1, 3], np.int16),
        pl.Series([1, 3], dtype=pl.Decimal(10, 2)),
        (x for x in (1.0, 3.0)),
    ],
)
def test_any_numbers_are_taken_and_what_is_none_is_left_out(values: Any) -> None:
    made = Mean.of(values)
    assert (made.count, made.mean) == (2, 2.0)
    assert Mean.of([]).count == 0


def test_of_too_few_numbers_nothing_is_known() -> None:
    assert math.isnan(Mean().mean)
    assert math.isnan(Mean.of([1.0]).std)
    assert math.isnan(Mean.of([1.0]).standard_error)


def test_text_and_numbers_past_all_squares_are_refused() -> None:
    with pytest.raises(UsageError, match="numbers are needed, not String"):
        Mean.of(pl.Series(["a"]))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="1e\\+200 is past it"):
        Mean.of([1e200])


def test_numbers_that_were_never_in_cannot_be_taken_away() -> None:
    with pytest.raises(SubtractionError):
        Mean.of([1.0]) - Mean.of([1.0, 2.0])
