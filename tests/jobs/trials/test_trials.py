"""Tests of trials: faults in small histories are found at once, and false friends stay silent."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from tests.jobs.running import filled, once, settings
from tests.jobs.worlds import World, day

from gnomon.errors import UsageError
from gnomon.jobs.trials.backtest import backtest
from gnomon.jobs.trials.fault_results import FaultResult
from gnomon.jobs.trials.faults import registry
from gnomon.jobs.trials.trials import Ladder
from gnomon.store.open import open_store

DAYS = 30


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], FaultResult]:
    """Every fault in three places of a month in which nothing is wrong."""
    folder = tmp_path_factory.mktemp("month")
    with open_store(f"sqlite:///{folder}/gnomon.db") as store:
        world = filled(World.new(store, folder, reference={"first": "10d"}), DAYS, 99, rows=200)
        once(world, DAYS + 0.1)
        drilled: list[int] = []
        totals: list[int] = []

        def bar(total: int) -> Callable[[], None]:
            totals.append(total)
            return lambda: drilled.append(1)

        ladder = Ladder(registry.faults(), 3, bar)
        found = backtest(settings(world), store, world.entity, None, None, now=day(99), ladder=ladder)
        assert totals == [len(drilled)]
    return {(one.fault, one.size): one for one in found.faults}


AT_ONCE = {
    ("null burst", "50 %"): "quality",
    ("unit change", "×1000"): "inputs",
    ("new category", "10 %"): "inputs",
    ("category rename", ""): "inputs",
    ("stuck value", ""): "inputs",
    ("missing column", ""): "schema",
    ("renamed column", ""): "schema",
    ("retyped column", ""): "schema",
    ("lost rows", "no rows"): "volume",
    ("duplicates", "all rows"): "volume",
}


@pytest.mark.parametrize(("fault", "monitor"), AT_ONCE.items())
def test_a_plain_fault_is_found_at_once_by_its_monitor_with_its_cause(
    results: dict[tuple[str, str], FaultResult], fault: tuple[str, str], monitor: str
) -> None:
    found = results[fault]
    assert (found.share, found.delay, found.late_delay) == (1.0, 1, 1)
    assert monitor in found.by
    assert found.right == 1.0


@pytest.mark.parametrize("fault", ["concept drift", "score inversion"])
def test_what_is_wrong_with_the_model_is_told_by_its_output(
    results: dict[tuple[str, str], FaultResult], fault: str
) -> None:
    found = results[fault, ""]
    assert found.share == 1.0
    assert set(found.by) <= {"performance", "score", "prediction"}
    assert found.right == 1.0


@pytest.mark.parametrize("fault", [one.name for one in registry.faults() if one.is_friend])
def test_a_false_friend_stays_silent(results: dict[tuple[str, str], FaultResult], fault: str) -> None:
    assert results[fault, ""].found == 0
    assert results[fault, ""].is_good


def test_a_greater_shift_is_found_no_later(results: dict[tuple[str, str], FaultResult]) -> None:
    delays = [results["mean shift", size].late_delay for size in ("0.05 sd", "0.2 sd", "1 sd")]
    assert delays == sorted(delays, reverse=True)
    assert delays[-1] == 1


def test_places_are_spread_and_columns_take_turns(results: dict[tuple[str, str], FaultResult]) -> None:
    trials = results["null burst", "1 %"].trials
    assert [trial.start for trial in trials] == [day(10), day(13), day(16)]
    assert {trial.columns for trial in trials} == {("origin",), ("temp",)}


def test_results_are_json_without_infinity(results: dict[tuple[str, str], FaultResult]) -> None:
    for one in results.values():
        record = one.record()
        assert record["delay_windows"] is None or math.isfinite(record["delay_windows"])
        assert record["found"] is (one.found > 0 if one.is_friend else one.delay < math.inf)


def test_rows_that_are_gone_are_said(world: World) -> None:
    filled(world, 20, 99, rows=60)
    once(world, 20.1)
    for path in (world.folder / "rows").iterdir():
        if path.name > "007":
            path.unlink()
    ladder = Ladder([registry.find("null burst")], 1)
    with pytest.raises(UsageError, match="are no longer there"):
        backtest(settings(world), world.store, world.entity, None, None, now=day(99), ladder=ladder)
