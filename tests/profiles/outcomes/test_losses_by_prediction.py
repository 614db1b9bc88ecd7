"""Losses of each bucket of predictions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.errors import FormatError, SubtractionError
from gnomon.profiles.outcomes.losses_by_prediction import BUCKETS, LossesByPrediction
from gnomon.sketches.codec import Reader, Writer


def losses(n: int, seed: int = 0) -> LossesByPrediction:
    draw = np.random.default_rng(seed)
    ratios = np.where(draw.random(n) < 0.2, np.nan, draw.random(n))
    return LossesByPrediction.of(draw.normal(0, 50, n), draw.normal(0, 3, n), ratios)


@given(st.integers(0, 2000), st.integers(0, 50))
def test_sums_are_those_of_the_rows_to_24_bits(n: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    found, predictions, residuals = losses(n, seed), *(np.empty(0),) * 2
    ratios = np.where(draw.random(n) < 0.2, np.nan, draw.random(n))
    predictions, residuals = draw.normal(0, 50, n), draw.normal(0, 3, n)
    assert len(found.keys) <= BUCKETS
    assert int(found.counts.sum()) == len(predictions)
    assert int(found.ratios.sum()) == int((~np.isnan(ratios)).sum())
    for place, power in enumerate((1, 2, 4)):
        total = float((np.nan_to_num(found.means(place)) * found.counts).sum())
        assert total == pytest.approx(float((np.abs(residuals) ** power).sum()), rel=1e-6)


def test_a_bucket_without_relative_losses_has_no_mean_of_them() -> None:
    one = LossesByPrediction.of(np.array([2.0]), np.array([1.0]), np.array([np.nan]))
    assert np.isnan(one.means(3)).all()
    assert one.values.tolist() == [2.0]


def test_what_was_never_added_cannot_be_taken_away() -> None:
    a, b = losses(500), losses(300, 1)
    assert ((a + b) - b).counts.sum() == 500
    for other in (a + b, LossesByPrediction.of(np.array([1e6]), np.array([1.0]), np.array([np.nan]))):
        with pytest.raises(SubtractionError, match="losses"):
            a - other
    with pytest.raises(SubtractionError):
        LossesByPrediction.of(np.array([1.0]), np.array([1.0]), np.array([np.nan])) - LossesByPrediction.of(
            np.array([1.0]), np.array([1.0]), np.array([0.5])
        )
    assert not (a - a).sums


def test_bytes_with_more_losses_than_rows_are_refused() -> None:
    writer = Writer()
    LossesByPrediction(0, np.array([5]), np.array([1]), np.array([2]), ((),)).write(writer)
    with pytest.raises(FormatError, match="more losses than rows"):
        LossesByPrediction.read(Reader(writer.to_bytes()))
