"""Rows that are a sample stand for more than they are, and clients and profiles call the rate alike."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gnomon as gn
from gnomon.client import sampling
from gnomon.profiles import sampled as module
from gnomon.profiles.sampled import sampled

RATES = st.sampled_from([1.0, 0.5, 0.1, 0.01])


def test_a_client_sends_the_column_that_is_looked_at() -> None:
    assert module.RATE == sampling.RATE


@given(st.lists(RATES | st.none(), min_size=1).filter(any))
def test_each_row_stands_for_as_many_as_its_rate_says(rates: list[float | None]) -> None:
    found = sampled(gn.profile(pl.DataFrame({"sample_rate": pl.Series(rates, dtype=pl.Float64)})))
    assert found is not None
    assert found.rows == len(rates)
    assert found.estimated == pytest.approx(sum(1 / (rate or 1) for rate in rates))
    assert found.variance == pytest.approx(sum((1 - rate) / rate**2 for rate in rates if rate))


@pytest.mark.parametrize("column", [["a"], [44_100.0], [0.0, 0.5], [None]])
def test_what_is_no_rate_says_nothing(column: list[object]) -> None:
    assert sampled(gn.profile(pl.DataFrame({"sample_rate": column}))) is None
    assert sampled(gn.profile(pl.DataFrame({"x": [0.5]}))) is None
