"""Tests of the ladder of faults: what each does to a few rows, and that all of them are found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.jobs.worlds import START

import gnomon as gn
from gnomon.errors import UsageError
from gnomon.jobs.trials.faults import registry
from gnomon.jobs.trials.faults.fault import Fault, Injection
from gnomon.profiles.outcomes.task import OutcomeColumns

ROWS = pl.DataFrame(
    {
        "\0time": [START + timedelta(minutes=n) for n in range(1000)],
        "temp": np.random.default_rng(0).normal(20, 5, 1000).round(1),
        "dew": np.random.default_rng(1).normal(10, 5, 1000).round(1),
        "origin": ["EWR", "EWR", "JFK", "LGA", None] * 200,
        "dest": ["BOS", "ORD", "BOS", "BOS", "MIA"] * 200,
        "score": np.linspace(0, 1, 1000),
        "label": ([0, 0, 0, 1] * 250),
    }
)
USUAL = gn.profile(ROWS.drop("\0time"))
TEMP, ORIGIN, SCORE, PAIR = ("temp",), ("origin",), ("score",), ("temp", "dew")
SD = float(np.std(ROWS["temp"].to_numpy(), ddof=1))


def same(a: pl.Series, b: pl.Series) -> bool:
    return a.to_list() == b.to_list()


def sd_of(values: pl.Series) -> float:
    return float(np.std(values.to_numpy(), ddof=1))


def moved(rows: pl.DataFrame) -> float:
    return float(np.mean(rows["temp"].to_numpy()) - np.mean(ROWS["temp"].to_numpy()))


CHECKS: dict[tuple[str, str], tuple[tuple[str, ...], Callable[[pl.DataFrame], object]]] = {
    ("unit change", "×1000"): (TEMP, lambda rows: rows["temp"].equals(ROWS["temp"] * 1000)),
    ("null burst", "5 %"): (TEMP, lambda rows: 20 < rows["temp"].null_count() < 90),
    ("null burst", "100 %"): (ORIGIN, lambda rows: rows["origin"].null_count() == 1000),
    ("sentinel", "9999 in 5 %"): (TEMP, lambda rows: 20 < (rows["temp"] == 9999).sum() < 90),
    ("category rename", ""): (ORIGIN, lambda rows: set(rows["origin"]) == {"EWR (new)", "JFK", "LGA", None}),
    ("new category", "10 %"): (ORIGIN, lambda rows: 60 < (rows["origin"] == "never seen before").sum() < 150),
    ("filter segment", ""): (ORIGIN, lambda rows: rows.height == 600 and rows["origin"].null_count() == 200),
    ("stuck value", ""): (TEMP, lambda rows: rows["temp"].unique().to_list() == [ROWS["temp"][-1]]),
    ("column swap", ""): (PAIR, lambda rows: same(rows["temp"], ROWS["dew"]) and same(rows["dew"], ROWS["temp"])),
    ("label swap", "50 %"): ((), lambda rows: 400 < (rows["label"] != ROWS["label"]).sum() < 600),
    ("concept drift", ""): ((), lambda rows: rows["label"].sum() == 250 and not rows["label"].equals(ROWS["label"])),
    ("score inversion", ""): (SCORE, lambda rows: rows["score"].equals(1 - ROWS["score"])),
    ("missing column", ""): (TEMP, lambda rows: "temp" not in rows.columns),
    ("renamed column", ""): (TEMP, lambda rows: rows["temp_v2"].equals(ROWS["temp"]) and "temp" not in rows.columns),
    ("retyped column", ""): (TEMP, lambda rows: rows.schema["temp"] == pl.String),
    ("delay", "1 window"): ((), lambda rows: rows.height == 0),
    ("duplicates", "all rows"): ((), lambda rows: rows.height == 2000),
    ("lost rows", "-20 %"): ((), lambda rows: 740 < rows.height < 860),
    ("lost rows", "no rows"): ((), lambda rows: rows.height == 0),
    ("truncated precision", ""): (TEMP, lambda rows: (rows["temp"] % 1 == 0).all()),
    ("mean shift", "1 sd"): (TEMP, lambda rows: moved(rows) == pytest.approx(SD, rel=1e-3)),
    ("spread", "×1.2"): (TEMP, lambda rows: sd_of(rows["temp"]) == pytest.approx(1.2 * SD)),
    ("slow drift", "0.05 sd a window"): (TEMP, lambda rows: 0.2 < moved(rows) < 0.3),
    ("holiday dip", ""): ((), lambda rows: rows.height == 300),
    ("doubled rows", ""): ((), lambda rows: rows.height == 1500),
    ("reordered rows", ""): ((), lambda rows: not rows.equals(ROWS) and rows.sort("\0time").equals(ROWS)),
    ("reorganised partitions", ""): ((), lambda rows: not rows.equals(ROWS) and rows.sort("\0time").equals(ROWS)),
    ("reordered columns", ""): ((), lambda rows: rows.columns == ROWS.columns[::-1]),
}  # fmt: skip


def injected(fault: Fault, size: str, columns: tuple[str, ...], place: int = 0) -> pl.DataFrame:
    outcome = OutcomeColumns("label", score="score")
    at = Injection(columns, fault.sizes[size], place, np.random.default_rng(7), USUAL, 300, outcome, ROWS[:500])
    return fault.function(ROWS, at)


@pytest.mark.parametrize(("name", "size"), CHECKS)
def test_a_fault_does_what_it_says(name: str, size: str) -> None:
    columns, check = CHECKS[name, size]
    assert check(injected(registry.find(name), size, columns))


def test_every_fault_of_the_folder_is_checked_here() -> None:
    assert {fault.name for fault in registry.faults()} == {name for name, _ in CHECKS}


@pytest.mark.parametrize("fault", registry.faults(), ids=lambda fault: fault.name)
def test_a_fault_touches_what_it_names_and_draws_the_same_twice(fault: Fault) -> None:
    columns = next(columns for (name, _), (columns, _) in CHECKS.items() if name == fault.name)
    for size in fault.sizes:
        once, again = injected(fault, size, columns), injected(fault, size, columns)
        assert_frame_equal(once, again)
        if fault.touches in ("values", "targets"):
            touched = columns or ("label",)
            assert_frame_equal(once.drop(touched), ROWS.drop(touched))
        assert fault.says
        assert len(columns) == (fault.columns or len(columns))


def test_a_delay_ends_and_a_dip_is_of_one_window() -> None:
    for name, size in (("delay", "1 window"), ("holiday dip", "")):
        assert injected(registry.find(name), size, (), place=1).equals(ROWS)


def test_a_fault_is_found_by_any_spelling_and_a_wrong_one_is_told() -> None:
    assert registry.find("Null_Burst") is registry.find("null burst")
    with pytest.raises(UsageError, match="Did you mean 'null-burst'"):
        registry.find("nul-burst")


def test_false_friends_come_last() -> None:
    friends = [fault.is_friend for fault in registry.faults()]
    assert friends == sorted(friends)
    assert sum(friends) == 5
