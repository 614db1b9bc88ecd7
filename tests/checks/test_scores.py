"""Scores are orthonormal under the reference, whatever its cells."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks import scores

COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(lambda counts: sum(counts) > 0)


def test_the_worked_example() -> None:
    found = scores.of(np.array([0.2, 0.3, 0.3, 0.2]))
    assert [f"{v:.6f}" for v in found.location] == ["-1.436842", "-0.538816", "0.538816", "1.436842"]
    assert [f"{v:.6f}" for v in found.spread] == ["1.224745", "-0.816497", "-0.816497", "1.224745"]
    assert f"{found.tilt:.6f}" == "0.869174"
    q = np.array([0.1, 0.3, 0.35, 0.25])
    assert f"{(q * found.location).sum():.6f}" == "0.242467"
    assert f"{(q * found.spread).sum():.6f}" == "-0.102062"


@given(COUNTS)
def test_scores_have_mean_0_variance_1_and_nothing_in_common(counts: list[int]) -> None:
    p = np.array(counts) / sum(counts)
    found = scores.of(p)
    held = sum(count > 0 for count in counts)
    for score, least in ((found.location, 2), (found.spread, 3)):
        np.testing.assert_allclose((p * score).sum(), 0, atol=1e-9)
        variance = (p * score**2).sum()
        assert np.isclose(variance, 1) if held >= least else variance in (0, 1) or np.isclose(variance, 1)
    np.testing.assert_allclose((p * found.location * found.spread).sum(), 0, atol=1e-7)


@given(COUNTS, st.integers(0, 5))
def test_empty_cells_change_nothing(counts: list[int], more: int) -> None:
    p = np.array(counts) / sum(counts)
    padded = np.concatenate((p, np.zeros(more)))
    np.testing.assert_allclose(scores.of(padded).location[: len(p)], scores.of(p).location, atol=1e-9)


def test_one_value_has_no_location_and_two_have_no_spread() -> None:
    assert not scores.of(np.array([1.0])).location.any()
    two = scores.of(np.array([0.3, 0.7]))
    assert two.location.any()
    assert not two.spread.any()


def test_categories_have_no_order() -> None:
    found = scores.of(np.array([[0.3, 0.3, 0.4]]), np.array([[False]]))
    assert not found.location.any()
    assert not found.spread.any()
