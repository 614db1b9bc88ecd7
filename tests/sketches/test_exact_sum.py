"""Exact sums: their laws, and against `math.fsum` and fractions."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws

from gnomon.errors import FormatError
from gnomon.sketches.codec import Writer
from gnomon.sketches.exact_sum import ExactSum

SUMS = laws.Kind(zero=ExactSum(), of=ExactSum.of, items=laws.floats())


@pytest.mark.parametrize("law", laws.LAWS)
@given(data=st.data())
def test_sums_keep_the_law(law: Callable[..., None], data: st.DataObject) -> None:
    law(SUMS, data)


@given(laws.floats())
def test_a_sum_is_correctly_rounded(values: np.ndarray) -> None:
    exact = sum(map(Fraction, values.tolist()), Fraction(0))
    try:
        expected = float(exact)
    except OverflowError:
        expected = math.inf if exact > 0 else -math.inf
    assert float(ExactSum.of(values)) == expected
    assert ExactSum.of(values).units == exact * 2**1074


@given(st.lists(st.floats(-1e300, 1e300), min_size=1))
def test_a_sum_equals_fsum(values: list[float]) -> None:
    assert float(ExactSum.of(np.array(values))) == math.fsum(values)


@given(st.lists(st.sampled_from(laws.ODD_FLOATS) | st.floats(-1e300, 1e300), min_size=1))
def test_a_mean_is_correctly_rounded(values: list[float]) -> None:
    mean = sum(map(Fraction, values)) / len(values)
    assert ExactSum.of(np.array(values)).mean(len(values)) == float(mean)


def test_a_sum_past_the_largest_float_is_infinite_and_its_mean_is_not() -> None:
    low = ExactSum.of(np.array([-1.5e308, -1.5e308]))
    assert float(low) == -math.inf
    assert low.mean(2) == -1.5e308


def test_a_stored_sum_that_no_floats_have_is_refused() -> None:
    writer = Writer()
    writer.begin(b"S", 1)
    writer.varint(0)
    writer.blob(b"\xff" * 300)
    with pytest.raises(FormatError, match="greater than any"):
        ExactSum.from_bytes(writer.to_bytes())
