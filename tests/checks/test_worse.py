"""What the reference says of a metric, and how far windows lie from it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.days import days
from tests.checks.outcomes_of_days import decided, predicted

from gnomon.checks import merging, worse
from gnomon.metrics import registry
from gnomon.profiles.outcomes.binary import BinaryOutcome

AUC, MAE = registry.find_outcome("auc"), registry.find_outcome("mae")


def taught(count: int, rows: int, material: float = 0.01) -> worse.Taught:
    rng = np.random.default_rng(0)
    found = worse.learn(AUC, [decided(rng, rows) for _ in range(count)], material, (days(count), days(4, count)))
    assert found is not None
    return found


def test_many_rows_need_one_level_and_few_need_more() -> None:
    assert taught(28, 40_000).levels == (1,)
    assert taught(28, 500).levels == (1, 2, 4, 8, 16)
    assert taught(6, 500).levels == (1, 2, 4)


def test_windows_weigh_by_their_rows_so_that_precise_ones_do_not_pull() -> None:
    rng = np.random.default_rng(1)
    series = [decided(rng, 400, 1.5 + i % 2) for i in range(28)]
    found = worse.learn(AUC, series, 0.01, (None, days(1)))
    assert found is not None
    assert found.mean == pytest.approx(np.mean([AUC(one).value for one in series]), abs=1e-6)


def test_the_metric_of_merged_windows_is_compared_with_that_of_merged_ones() -> None:
    """Scores that move together from day to day order a day well and two days together less so."""
    rng = np.random.default_rng(2)
    series = []
    for day in range(28):
        target = (rng.random(2000) < 0.3).astype(np.int8)
        score = 0.3 + 0.1 * target + rng.normal(0, 0.05, 2000) + 0.2 * (day % 2)
        series.append(BinaryOutcome.of(target, target, score))
    found = worse.learn(AUC, series, 0.001, (None, days(4, 28)))
    assert found is not None
    assert found.bias[2] < -0.1
    merged = merging.merge(AUC, series[-4:], np.arange(4), found.levels)
    far = worse.deviations(found, {d: one for d, one in merged.items() if d in (1, 2)}, "down")
    assert abs(far[2].effect[-1]) < 0.03


def test_one_profile_without_windows_knows_sampling_noise_only() -> None:
    found = taught(1, 2000)
    assert (found.levels, found.linear.tau2.tolist(), found.windows) == ((1,), [0.0], 1)
    assert np.isinf(found.linear.nu).all()


def test_a_reference_without_a_figure_teaches_nothing() -> None:
    assert worse.learn(AUC, [BinaryOutcome()], 0.01, (None, days(1))) is None


def test_a_season_of_errors_is_learned_where_the_reference_has_windows() -> None:
    rng = np.random.default_rng(3)
    series = [predicted(rng, 2000, 2.0 if window.start.weekday() >= 5 else 1.0) for window in days(28)]
    found = worse.learn(MAE, series, 0.05, (days(28), days(7, 28)))
    assert found is not None
    assert found.current.tolist() == list(range(7))
    plain = worse.learn(MAE, series, 0.05, (None, days(7, 28)))
    assert plain is not None
    assert plain.linear.tau2[0] > 10 * found.linear.tau2[0]


def test_only_worse_may_fire() -> None:
    rng = np.random.default_rng(4)
    found = taught(28, 4000)
    for apart, way in ((1.5, True), (3.0, False)):
        merged = merging.merge(AUC, [decided(rng, 4000, apart)], np.arange(1), (1,))
        one = worse.deviations(worse.Taught(found.linear, found.cells, np.zeros(1, np.int64), found.bias, (1,), 28),
                               merged, "down")[1]  # fmt: skip
        assert one.admissible(0.01).tolist() == [way]
        assert bool(one.chance[0] < 1e-3) is way
