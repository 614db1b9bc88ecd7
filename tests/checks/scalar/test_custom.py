"""Numbers of the user's own as points of a series."""

from __future__ import annotations

import numpy as np
from tests.jobs.worlds import day

from gnomon.checks.scalar.custom import kind_of, points
from gnomon.profiles.custom.count import Count
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.mean import Mean
from gnomon.profiles.custom.ratio import Ratio
from gnomon.profiles.windows import Window

WINDOWS = tuple(Window(day(n), day(n + 1), "UTC") for n in range(4))


def test_a_series_is_what_its_newest_number_is() -> None:
    assert kind_of([Ratio(1, 2), Count(3), Failed("x"), None]) == "volume"
    assert kind_of([Count(3), Mean.of([1.0, 2.0])]) == "mean"
    assert kind_of([None, Failed("x")]) is None


def test_what_is_missing_failed_or_of_another_kind_is_no_value() -> None:
    found = points(WINDOWS, [Ratio(1, 4), None, Failed("x"), Count(3)], "share")
    assert np.array_equal(found.values, [0.25, np.nan, np.nan, np.nan], equal_nan=True)


def test_counts_and_means_keep_their_values() -> None:
    assert points(WINDOWS[:2], [Count(3), Count(0)], "volume").values.tolist() == [3, 0]
    assert points(WINDOWS[:1], [Mean.of([1.0, 3.0])], "mean").values.tolist() == [2]


def test_numbers_of_metrics_are_means_of_unknown_sampling_variance() -> None:
    assert kind_of([Count(3), 0.5]) == "mean"
    found = points(WINDOWS[:2], [0.5, np.nan], "mean")
    assert np.array_equal(found.values, [0.5, np.nan], equal_nan=True)
    assert found.noise.tolist() == [0, 0]


def test_no_windows_are_no_points() -> None:
    assert points((), (), "mean").values.size == 0
