"""Changes of unit."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.metrics.examples import lines
from tests.metrics.raw_rows import DATA, numbers

from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.unit_change import UnitChange, find_unit_change, unit_change_share
from gnomon.metrics.units import UNITS, Unit
from gnomon.profiles.number import NumberSummary

LATENCY = np.random.default_rng(11).lognormal(0, 0.6, 3000)
ROWS = pl.read_parquet(DATA / "dirty" / "unit_change.parquet")


def find(reference: np.ndarray, current: np.ndarray) -> UnitChange | None:
    return find_unit_change(lines(reference, current))


@pytest.mark.parametrize(
    ("column", "unit"), [("unix_time", "×1000"), ("latency", "×1000"), ("temp", "°F→°C"), ("stable", None)]
)
def test_the_file_whose_units_change_names_each(column: str, unit: str | None) -> None:
    values = ROWS[column].cast(pl.Float64).to_numpy()
    all_of_it, half_of_it = find(values[:1000], values[1000:]), find(values[:1000], values)
    if unit is None:
        assert (all_of_it, half_of_it) == (None, None)
    else:
        assert (all_of_it.name, half_of_it.name) == (unit, unit)
        assert all_of_it.share == 1.0
        assert half_of_it.share == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("unit", UNITS, ids=[unit.name for unit in UNITS])
def test_every_unit_is_named_for_other_rows_of_the_same_column(unit: Unit) -> None:
    draw = np.random.default_rng(12)
    old, new = draw.lognormal(3, 0.6, 3000), unit.apply(draw.lognormal(3, 0.6, 3000))
    assert find(old, new).name == unit.name


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_share_of_converted_rows_is_found_and_told(share: float) -> None:
    draw = np.random.default_rng(12)
    rows = draw.lognormal(0, 0.6, 3000)
    n = int(share * len(rows))
    found = find(LATENCY, np.concatenate((rows[n:], rows[:n] * 1000)))
    assert found.name == "×1000"
    assert found.share == pytest.approx(share, abs=0.03)


def test_one_row_in_twenty_is_found_when_the_others_are_as_before() -> None:
    assert find(LATENCY, np.concatenate((LATENCY[200:], LATENCY[:200] * 1000))).name == "×1000"


def test_fewer_than_one_row_in_twenty_is_not_claimed() -> None:
    assert find(LATENCY, np.concatenate((LATENCY[:2900], LATENCY[2900:] * 1000))) is None


def test_rounding_after_converting_does_not_hide_the_unit() -> None:
    draw = np.random.default_rng(12)
    values = np.round(draw.normal(20, 4, 2000), 1)
    assert find(values, values * 0.001).name == "÷1000"
    assert find(np.round(values * 9 / 5 + 32, 1), values).name == "°F→°C"


def test_a_column_with_many_zeros_still_shows_its_unit() -> None:
    zeros = np.zeros(2000)
    assert find(np.concatenate((zeros, LATENCY)), np.concatenate((zeros, LATENCY * 60))).name == "×60"


def test_a_clock_that_has_moved_on_by_a_day_after_a_year_still_shows_its_unit() -> None:
    year, day = 1.3e9 + np.arange(365.0) * 86400, 1.3e9 + 365 * 86400 + np.arange(86400.0)
    assert find(year, day * 1000) == UnitChange("×1000", 1.0)
    assert find(year, day) is None


def test_a_sentinel_is_no_unit() -> None:
    draw = np.random.default_rng(12)
    pressure = draw.normal(1013, 8, 2000)
    assert find(pressure, np.concatenate((pressure, np.full(200, 9999.0)))) is None
    assert find(draw.normal(100, 1, 900), np.full(90, 1000.0)) is None


def test_a_change_that_is_no_change_of_unit_has_no_name() -> None:
    draw = np.random.default_rng(12)
    assert find(draw.normal(0, 1, 2000), draw.normal(0.4, 1, 2000)) is None
    assert find(draw.normal(50, 5, 2000), draw.normal(90, 5, 2000)) is None
    assert find(LATENCY, draw.lognormal(0, 0.6, 3000)) is None


def test_odd_columns_are_no_unit() -> None:
    assert find(np.zeros(5), np.zeros(5)) is None
    assert find(np.zeros(5), np.ones(5)) is None
    assert find(np.array([-1.7e308, 1.7e308]), np.array([1.0, 2.0])) is None
    assert find_unit_change(Pair(NumberSummary(), NumberSummary.of(np.ones(3)))) is None


def test_no_month_of_real_weather_or_of_scores_is_a_change_of_unit() -> None:
    named = {raw.name for raw in numbers() if raw.name.startswith("flights") and find_unit_change(raw.pair)}
    assert not named


def test_the_metric_is_the_share() -> None:
    assert unit_change_share(lines(LATENCY, LATENCY * 1000)) == 1.0
    assert unit_change_share(lines(LATENCY, LATENCY)) == 0.0
