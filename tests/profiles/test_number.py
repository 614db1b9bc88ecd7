"""Numbers are summarised exactly while they are few, and within the stated bounds past that."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.profiles.rows import FLOATS

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.sketches.resolution import K

Floats = npt.NDArray[np.float64]
FEW_FLOATS = st.lists(FLOATS, max_size=40).map(lambda values: np.array(values, np.float64))
QS = (0.0, 0.01, 0.25, 0.5, 0.75, 0.99, 1.0)


def many(seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    shapes = (rng.normal(50, 10, 9000), rng.lognormal(0, 2, 9000), -rng.exponential(3, 9000), rng.uniform(-1, 1, 9000))
    return shapes[seed % len(shapes)]


@given(FEW_FLOATS, st.integers(0, 3))
def test_every_row_is_counted_once(values: Floats, nulls: int) -> None:
    made = NumberSummary.of(values, nulls)
    assert made.rows == len(values) + nulls
    assert (made.nans, made.pos_infs, made.neg_infs) == (
        int(np.isnan(values).sum()),
        int((values == np.inf).sum()),
        int((values == -np.inf).sum()),
    )
    assert (made.missing, made.infs) == (nulls + made.nans, made.pos_infs + made.neg_infs)
    assert made.count == int(np.isfinite(values).sum())


@example(np.array([1e308, 1e308, -1e308]))
@example(np.array([5e-324, 5e-324, 1.0]))
@given(FEW_FLOATS)
def test_the_mean_is_the_exact_sum_divided_and_rounded_once(values: Floats) -> None:
    finite = values[np.isfinite(values)].tolist()
    mean = NumberSummary.of(values).mean
    if finite:
        assert mean == float(sum(map(Fraction, finite)) / len(finite))
    else:
        assert math.isnan(mean)


@given(st.lists(st.floats(-1e15, 1e15), min_size=1, max_size=40))
def test_the_sum_is_that_of_fsum(values: list[float]) -> None:
    assert float(NumberSummary.of(np.array(values)).total) == math.fsum(values)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60).map(np.array))
def test_the_standard_deviation_of_few_values_is_that_of_numpy(values: Floats) -> None:
    made = NumberSummary.of(values)
    assert made.std == pytest.approx(float(np.std(values, ddof=1)), rel=1e-9, abs=1e-9)
    assert made.variance == pytest.approx(float(np.var(values, ddof=1)), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_the_standard_deviation_of_many_values_is_off_by_at_most_half_a_bucket(seed: int) -> None:
    values = many(seed)
    made = NumberSummary.of(values)
    lows, highs = made.ends()
    assert not made.histogram.is_exact
    # By Minkowski's inequality moving each value by d moves the deviation by the root mean square of d at most.
    moved = np.sqrt(float((((highs - lows) / 2) ** 2 * made.histogram.counts).sum()) / (made.count - 1))
    assert abs(made.std - float(np.std(values, ddof=1))) <= moved * (1 + 1e-9)
    assert moved < 0.01 * made.std


def test_a_deviation_needs_two_values() -> None:
    for made in (NumberSummary(), NumberSummary.of(np.array([2.0]))):
        assert math.isnan(made.std)
        assert math.isnan(made.variance)


def test_a_deviation_past_the_largest_float_is_infinite() -> None:
    assert NumberSummary.of(np.array([-1e308, 1e308])).std == math.inf


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.floats(0, 1))
def test_a_quantile_of_few_values_is_one_of_them_with_that_share_below(values: list[float], q: float) -> None:
    found = NumberSummary.of(np.array(values)).quantile(q)
    ordered = sorted(values)
    assert found == ordered[max(math.ceil(q * len(values)), 1) - 1]
    assert found == pytest.approx(float(np.quantile(values, q, method="inverted_cdf")))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("q", QS)
def test_the_rank_of_a_quantile_of_many_values_is_off_by_at_most_the_heaviest_bucket(seed: int, q: float) -> None:
    values = many(seed)
    made = NumberSummary.of(values)
    found = made.quantile(q)
    heaviest = made.histogram.counts.max() / made.count
    below, at_or_below = (values < found).mean(), (values <= found).mean()
    assert below - heaviest <= q <= at_or_below + heaviest
    assert heaviest < 0.01


def test_quantiles_of_nothing_are_not_a_number() -> None:
    assert math.isnan(NumberSummary(nulls=3).quantile(0.5))


@given(FEW_FLOATS)
def test_low_and_high_are_the_least_and_the_greatest_finite_value(values: Floats) -> None:
    finite = values[np.isfinite(values)]
    made = NumberSummary.of(values)
    assert made.bounds_exact
    if len(finite):
        assert (made.min, made.max) == (finite.min(), finite.max())
        assert math.copysign(1, made.low) == 1 or made.low < 0  # never -0.0
    else:
        assert math.isnan(made.min)
        assert math.isnan(made.max)


@given(FEW_FLOATS)
def test_top_is_that_of_a_counter(values: Floats) -> None:
    made, counter = NumberSummary.of(values), Counter((values[np.isfinite(values)] + 0.0).tolist())
    assert made.distinct == len(counter)
    assert made.distinct_exact
    assert sorted(made.top(1000)) == sorted(counter.items())
    assert [n for _, n in made.top(3)] == [n for _, n in counter.most_common(3)]


@pytest.mark.parametrize(("distinct", "known"), [(K, K), (K + 1, None)])
def test_the_count_of_distinct_values_is_known_up_to_the_limit(distinct: int, known: int | None) -> None:
    made = NumberSummary.of(np.arange(distinct, dtype=np.float64) / 3)
    assert made.distinct == known
    assert made.distinct_exact == (known is not None)
    assert len(made.top(5)) == (5 if known else 0)


def test_points_lie_within_their_buckets_and_within_the_bounds() -> None:
    made = NumberSummary.of(many(1))
    lows, highs = made.ends()
    assert (lows <= made.points()).all()
    assert (made.points() <= highs).all()
    assert (lows[0], highs[-1]) == (made.low, made.high)


# Taking away.


@pytest.mark.parametrize("seed", range(4))
def test_bounds_after_taking_away_hold_the_values_and_say_that_they_are_bounds(seed: int) -> None:
    values = many(seed)
    left = NumberSummary.of(values) - NumberSummary.of(values[:4500])
    assert not left.bounds_exact
    assert left.low <= values[4500:].min()
    assert left.high >= values[4500:].max()
    assert left.mean == NumberSummary.of(values[4500:]).mean
    assert not (left + NumberSummary.of(values)).bounds_exact


def test_taking_no_value_away_keeps_the_bounds() -> None:
    left = NumberSummary.of(np.array([1.0, 2.0]), nulls=2) - NumberSummary(nulls=1)
    assert left == NumberSummary.of(np.array([1.0, 2.0]), nulls=1)
    assert left.bounds_exact


def test_taking_all_away_leaves_nothing() -> None:
    made = NumberSummary.of(many(0), 3)
    left = made - made
    assert (left.rows, left.mean, left.total, left.bounds_exact) == (
        0,
        pytest.approx(math.nan, nan_ok=True),
        left.total,
        True,
    )
    assert left.total.units == 0


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, 3.0])
def test_what_was_never_added_cannot_be_taken_away(odd: float) -> None:
    with pytest.raises(SubtractionError):
        NumberSummary.of(np.array([1.0, 1.0])) - NumberSummary.of(np.array([odd]))
