"""A metric of the last windows together is that of their rows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.checks.outcomes_of_days import decided, predicted

from gnomon.checks import merging
from gnomon.metrics import registry
from gnomon.metrics.estimate import Estimate
from gnomon.profiles.outcomes.binary import BinaryOutcome

AUC, MAE = registry.find_outcome("auc"), registry.find_outcome("mae")


def test_merged_windows_give_the_metric_of_all_their_rows() -> None:
    rng = np.random.default_rng(0)
    series = [decided(rng, 300) for _ in range(6)]
    merged = merging.merge(AUC, series, np.arange(6), (1, 2, 4))
    assert merged[1].value == pytest.approx([AUC(one).value for one in series])
    assert merged[4].value[5] == AUC(sum(series[3:6], series[2])).value
    assert merged[4].known.tolist() == [False, False, False, True, True, True]
    assert merged[2].rows.tolist() == [0, 600, 600, 600, 600, 600]


def test_a_window_without_a_figure_is_skipped_and_reached_over() -> None:
    rng = np.random.default_rng(1)
    series = [decided(rng, 300), decided(rng, 300), BinaryOutcome(), decided(rng, 300)]
    merged = merging.merge(AUC, series, np.arange(4), (1, 2))
    assert merged[2].known.tolist() == [False, True, False, True]
    assert merged[2].value[3] == AUC(series[1] + series[3]).value
    assert merged[1].measured[2].reason  # type: ignore[union-attr]


def test_windows_too_far_apart_are_not_merged() -> None:
    rng = np.random.default_rng(2)
    series = [predicted(rng, 100) for _ in range(2)]
    assert merging.merge(MAE, series, np.array([0, 9]), (1, 2))[2].known.tolist() == [False, False]


def test_a_perfect_score_has_the_error_of_its_interval() -> None:
    def perfect(_: object) -> Estimate:
        return Estimate(1.0, 0.9, 1.0, 0.0, 30)

    found = merging.merge(perfect, [BinaryOutcome()], np.arange(1), (1,))[1]
    assert math.sqrt(found.variance[0]) == pytest.approx(0.05 / 1.96, rel=1e-3)


def test_a_figure_whose_error_is_unknown_is_none() -> None:
    def alone(_: object) -> Estimate:
        return Estimate(1.0, -math.inf, math.inf, math.nan, 1)

    assert not merging.merge(alone, [BinaryOutcome()], np.arange(1), (1,))[1].known.any()
