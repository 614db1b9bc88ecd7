"""Arrivals add; the curve is that of Kaplan and Meier; and the flights' targets come as they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks.maturity import BINS, EDGES, Arrivals, curve
from gnomon.errors import FormatError, SubtractionError

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden" / "arrivals.bin"
HOUR = timedelta(hours=1)

ARRIVALS = st.builds(
    Arrivals,
    st.integers(0, 10_000),
    st.lists(st.integers(0, 300), min_size=BINS, max_size=BINS).map(tuple),
)


@given(ARRIVALS, ARRIVALS, ARRIVALS)
def test_arrivals_add_in_any_order_and_split_and_subtract_what_was_added(a: Arrivals, b: Arrivals, c: Arrivals) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + Arrivals() == a
    assert (a + b) - b == a


@given(ARRIVALS)
def test_bytes_give_the_same_arrivals_back(a: Arrivals) -> None:
    assert Arrivals.from_bytes(a.to_bytes()) == a


def test_bytes_of_the_first_format_are_read_forever() -> None:
    assert Arrivals.from_bytes(GOLDEN.read_bytes()) == Arrivals(842, (18, 50, 170, 464, 96, 4, *([0] * 7), 1))
    assert Arrivals(842, (18, 50, 170, 464, 96, 4, *([0] * 7), 1)).to_bytes() == GOLDEN.read_bytes()


def test_no_bytes_are_no_arrivals_and_others_are_refused() -> None:
    assert Arrivals.from_bytes(b"") == Arrivals()
    with pytest.raises(FormatError, match="arrivals was expected"):
        Arrivals.from_bytes(b"xxxx")


def test_what_never_arrived_cannot_be_taken_away() -> None:
    with pytest.raises(SubtractionError, match="than had arrived"):
        Arrivals(1) - Arrivals(2)


def test_arrivals_of_other_bins_are_refused() -> None:
    with pytest.raises(ValueError, match="14 age bins, not 2"):
        Arrivals(1, (1, 0))


def test_the_bins_double_from_an_hour_to_ninety_days() -> None:
    assert [edge // HOUR for edge in EDGES] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 2160]
    ages = [timedelta(0), -HOUR, HOUR, HOUR * 1.5, timedelta(days=90), timedelta(days=91)]
    assert Arrivals.of(9, ages).counts == (3, 1, *([0] * 10), 1, 1)


def test_a_missing_age_is_none() -> None:
    assert Arrivals.of_seconds(2, np.array([60.0, np.nan])).arrived == 1


def test_without_censoring_the_curve_is_the_share_that_came() -> None:
    found = curve([Arrivals(100, (10, 20, 30, *([0] * 11)))], [timedelta(days=365)])
    assert found.shares == pytest.approx((0.1, 0.3, *([0.6] * 12)))
    assert found.maturity(2 * HOUR) == pytest.approx(0.5)
    assert found.maturity(3 * HOUR) == pytest.approx(0.75)
    assert found.maturity(timedelta(days=90)) == 1


def test_young_windows_are_censored_and_not_taken_for_windows_without_targets() -> None:
    """Two windows of the same kind: the younger one tells of its first two hours only."""
    old, young = Arrivals(100, (50, 25, 25, *([0] * 11))), Arrivals(100, (50, 25, *([0] * 12)))
    both = curve([old, young], [timedelta(days=365), 2 * HOUR])
    assert both.shares == pytest.approx(curve([old], [timedelta(days=365)]).shares)


def test_kaplan_meier_against_slow_obvious_lines() -> None:
    rng = np.random.default_rng(0)
    windows, ages = [], []
    for day in range(30):
        ages.append(timedelta(days=day + 0.5))
        delay = rng.exponential(40, 200)
        seen = delay[delay <= ages[-1] / HOUR]
        windows.append(Arrivals.of(200, [HOUR * float(x) for x in seen]))
    expected, alive = [], 1.0
    for k, edge in enumerate(EDGES):
        live = [w for w, age in zip(windows, ages, strict=True) if age >= edge]
        risk = sum(w.rows - sum(w.counts[:k]) for w in live)
        alive *= 1 - (sum(w.counts[k] for w in live) / risk if risk else 0)
        expected.append(1 - alive)
    assert curve(windows, ages).shares[:-1] == pytest.approx(expected)
    assert curve(windows, ages).by(64 * HOUR) == pytest.approx(1 - np.exp(-64 / 40), abs=0.02)


def test_nothing_known_is_mature() -> None:
    assert curve([], []).maturity(HOUR) == 1
    assert curve([Arrivals(10)], [timedelta(days=1)]).maturity(HOUR) == 1
    assert Arrivals().coverage == 0


def test_the_targets_of_flights() -> None:
    """Delays of 18 to 1962 minutes; 97.2 % ever have a target; each day is mature after hours, not weeks."""
    rows = pl.read_parquet(ROOT / "data/flights.parquet", columns=["event_id", "ts"])
    rows = rows.join(pl.read_parquet(ROOT / "data/flights_labels.parquet"), on="event_id", how="left")
    delay = (rows["label_ts"] - rows["ts"]).dt.total_seconds()
    assert (delay.min(), delay.max()) == (18 * 60, 1962 * 60)
    at = datetime(2014, 6, 1, tzinfo=UTC)
    windows, ages = [], []
    by_day = rows.with_columns(delay=delay, day=pl.col("ts").dt.truncate("1d")).partition_by("day", as_dict=True)
    for (day,), part in by_day.items():
        windows.append(Arrivals.of_seconds(len(part), part["delay"].cast(pl.Float64).to_numpy()))
        ages.append(at - day - timedelta(days=1))
    whole = sum(windows, Arrivals())
    assert (whole.rows, whole.arrived) == (336_776, 327_346)
    assert whole.coverage == pytest.approx(0.972, abs=5e-4)
    found = curve(windows, ages)
    assert found.shares[-1] == pytest.approx(whole.coverage)
    assert found.maturity(timedelta(hours=1)) < 0.05
    assert found.maturity(timedelta(hours=8)) > 0.97
    assert found.maturity(timedelta(hours=64)) == 1
