"""The fit, against frozen answers of an independent implementation of the specification."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.golden_cases import CASES, CLOSE, GOLDEN, columns_of, counts_of, fit_of, load
from tests.checks.tables import normal, series

from gnomon.checks import fit as fits
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.judge import judge


def test_there_are_golden_cases() -> None:
    assert len(CASES) == 6
    assert sum((GOLDEN / f"{case}.json").stat().st_size for case in CASES) < 300_000


@pytest.mark.parametrize("name", CASES)
def test_a_fit_is_that_of_the_specification(name: str) -> None:
    case = load(name)
    fit = fit_of(case)
    assert list(fit.levels) == case["levels"]
    assert (fit.season[0] != "none") == case["has_season"]
    for test, expected in case["fit"].items():
        found = getattr(fit, test)
        for field, values in expected.items():
            if isinstance(values, dict):
                for level, of_level in values.items():
                    np.testing.assert_allclose(getattr(found, field)[int(level)], of_level, err_msg=field, **CLOSE)
            else:
                np.testing.assert_allclose(getattr(found, field), values, err_msg=f"{test}.{field}", **CLOSE)


def test_without_windows_only_sampling_noise_is_known() -> None:
    case = load("alone")
    every = counts_of(case, "before")
    nothing = np.zeros((len(every.rows), 1))
    one = Counts(every.values.sum(1, keepdims=True), nothing, nothing, nothing, every.valued.sum(1, keepdims=True))
    fit = fits.of_profile(one, columns_of(case))
    assert (fit.has_windows, fit.levels, set(fit.season)) == (False, (1,), {"none"})
    np.testing.assert_allclose(fit.expected.sum(2), 1)
    for linear in (fit.location, fit.spread, fit.missing):
        assert not linear.tau2.any()
        assert np.isinf(linear.nu).all()


def test_a_column_has_the_tests_that_its_cells_allow() -> None:
    values = np.array([[[30.0, 0, 0]], [[30, 30, 0]], [[30, 30, 30]], [[5, 5, 5]], [[30, 30, 0]], [[0, 0, 0]]])
    nothing = np.zeros((6, 1))
    counts = Counts(values, nothing, nothing, nothing, values.sum(2))
    ordered = np.array([True, True, True, True, False, True])
    valued = np.array([True, True, True, True, True, False])
    columns = Columns(np.array([1, 2, 5, 3, 2, 3]), ordered, valued, np.zeros(6), np.zeros(6, bool), np.zeros(6))
    present = {name: flags.tolist() for name, flags in fits.of_profile(counts, columns).present.items()}
    assert present == {
        "location": [False, True, True, False, False, False],
        "spread": [False, False, True, False, False, False],
        "shape": [False, False, True, False, True, False],
        "missing": [True] * 6,
        "novelty": [True] * 5 + [False],
    }


def test_a_short_reference_has_no_season_and_few_levels() -> None:
    case = load("season")
    every = counts_of(case, "before")
    parts = (every.values, every.missing, every.novel, every.far, every.rows)
    short = Counts(*(part[:, :13] / 100 for part in parts))
    calendar = {"none": np.zeros(13, np.int64), "day of week": np.arange(13) % 7}
    fit = fits.of_windows(short, columns_of(case), calendar, np.arange(13), 0.1)
    assert set(fit.season) == {"none"}
    assert fit.levels == (1, 2, 4)


def test_a_short_reference_teaches_what_it_can() -> None:
    found = judge(series(3, normal(1000)), series(6, normal(1000), seed=3))
    assert found.basis == "reference_windows"
    assert found.status != "violation"
