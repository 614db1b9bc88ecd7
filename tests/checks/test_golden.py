"""Fits and tests against frozen answers of an independent implementation of the specification."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gnomon.checks import fit as fits
from gnomon.checks import tests as five
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.fit import Fit
from gnomon.checks.settings import Settings

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.stem for path in GOLDEN.glob("*.json"))
CLOSE = {"rtol": 1e-9, "atol": 1e-9}


def test_there_are_golden_cases() -> None:
    assert len(CASES) == 6
    assert sum((GOLDEN / f"{case}.json").stat().st_size for case in CASES) < 300_000


@pytest.mark.parametrize("name", CASES)
def test_a_fit_is_that_of_the_specification(name: str) -> None:
    case = _case(name)
    fit = _fit(case)
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


@pytest.mark.parametrize("name", CASES)
def test_effects_and_chances_are_those_of_the_specification(name: str) -> None:
    case = _case(name)
    fit, now, columns = _fit(case), _counts(case, "now"), _columns(case)
    windows = now.rows.shape[1]
    season = np.zeros(now.rows.shape, np.int64)
    if case["has_season"]:
        season[:] = case["season_now"]
    found = five.run(fit, now, columns, season, np.arange(windows), Settings())
    for test, levels in case["tests"].items():
        for level, expected in levels.items():
            outcome, whole = found[test][int(level)], slice(int(level) - 1, None)
            for field in ("effect", "p"):
                np.testing.assert_allclose(
                    getattr(outcome, field)[:, whole],
                    np.array(expected[field])[:, whole],
                    err_msg=f"{test} {level} {field}",
                    **CLOSE,
                )
            np.testing.assert_array_equal(outcome.fires, np.array(expected["fires"], bool))


def _case(name: str) -> dict[str, Any]:
    return json.loads((GOLDEN / f"{name}.json").read_text())


def _counts(case: dict[str, Any], side: str) -> Counts:
    values = np.array(case[side], np.float64)
    missing, novel = (np.array(case[f"{what}_{side}"], np.float64) for what in ("missing", "novel"))
    return Counts(values, missing, novel, np.zeros_like(novel), values.sum(2) + missing)


def _columns(case: dict[str, Any]) -> Columns:
    count, _, cells = np.array(case["before"]).shape
    singles = np.zeros(count) if case["singles"] is None else np.array(case["singles"])
    is_ordered = np.full(count, case["kind"] == "num")
    return Columns(np.full(count, cells), is_ordered, np.ones(count, bool), singles, np.zeros(count, bool))


def _fit(case: dict[str, Any]) -> Fit:
    before = _counts(case, "before")
    windows = before.rows.shape[1]
    calendar = {"none": np.zeros(windows, np.int64)}
    if case["season_before"] is not None:
        calendar["day of week"] = np.array(case["season_before"])
    return fits.of_windows(before, _columns(case), calendar, np.arange(windows), 0.1)
