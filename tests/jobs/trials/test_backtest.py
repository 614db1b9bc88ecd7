"""Tests of backtests: the alerts are those of a run, nothing is written, and the configuration may be another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.running import filled, once, settings
from tests.jobs.worlds import World, day, events

from gnomon.checks.rate import poisson_interval
from gnomon.errors import DataError, UsageError
from gnomon.jobs import listing
from gnomon.jobs.trials.backtest import Backtest, backtest
from gnomon.jobs.trials.faults import registry
from gnomon.jobs.trials.trials import Ladder
from gnomon.store.open import open_store

NOW = day(300)


def replayed(world: World, since: float | None = None, until: float | None = None, **given: Any) -> Backtest:
    start, end = (None if each is None else day(each) for each in (since, until))
    return backtest(settings(world), world.store, world.entity, start, end, now=NOW, **given)


def contents(world: World) -> str:
    """A hash of the store's file, and of what is not written into it yet."""
    files = sorted(world.folder.glob("gnomon.db*"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files if not path.name.endswith("-shm"))).hexdigest()


def alerts_of(world: World) -> list[dict[str, Any]]:
    """The alerts of a store, apart from what channels were told: a backtest tells nobody."""
    return [{key: value for key, value in one.items() if key != "told"} for one in listing.alerts(world.store)]


def test_its_alerts_are_those_of_one_run_over_all_windows(make: Callable[..., World]) -> None:
    ran, empty = filled(make(), 24, 14, back=18, rows=100), filled(make(), 24, 14, back=18, rows=100)
    once(ran, 24.1)
    expected = alerts_of(ran)
    assert expected
    assert replayed(ran, until=24.1).record()["alerts"] == expected
    assert replayed(empty, until=24.1).record()["alerts"] == expected


def test_it_writes_nothing_where_it_reads_and_nothing_where_there_is_nothing(world: World) -> None:
    filled(world, 12, 99, rows=60)
    before = contents(world)
    replayed(world)
    assert contents(world) == before
    once(world, 12.1)
    before, stored = contents(world), world.stored()
    changed = World(world.store, world.folder, world.entity.model_copy(update={"monitors": _material(world, 0.5)}))
    replayed(changed, ladder=Ladder([registry.find("null burst")], 2))
    assert (contents(world), world.stored()) == (before, stored)


def _material(world: World, material: float) -> Any:
    inputs = world.entity.monitors["inputs"].model_copy(update={"material": material})
    return {**world.entity.monitors, "inputs": inputs}


def test_another_configuration_has_other_alerts(world: World) -> None:
    filled(world, 22, 15, rows=100, by=3.0)
    once(world, 22.1)
    assert [row.monitor for row in replayed(world).alerts] == ["inputs"]
    deaf = World(world.store, world.folder, world.entity.model_copy(update={"monitors": _material(world, 3.0)}))
    assert replayed(deaf).alerts == ()


def test_another_reference_is_made_and_not_kept(make: Callable[..., World]) -> None:
    world = filled(make(), 20, 99, rows=60)
    once(world, 20.1)
    longer = World(world.store, world.folder, make(reference={"first": "14d"}).entity)
    found = replayed(longer)
    assert (found.since, found.windows) == (day(14), 6)
    assert replayed(world).windows == 13


def test_a_sliding_reference_is_another_for_each_window(make: Callable[..., World]) -> None:
    world = filled(make(reference={"last": "7d", "lag": "1d"}), 20, 14, rows=100)
    once(world, 20.1)
    found = replayed(world, until=20.1, ladder=Ladder([registry.find("missing column")], 1))
    assert found.record()["alerts"] == alerts_of(world)
    assert found.faults[0].found == 1


def test_stretches_are_cut_and_the_rate_is_over_their_months(world: World) -> None:
    filled(world, 25, 12, rows=100)
    found = replayed(world, since=10, until=20.1)
    assert (found.since, found.until, found.windows) == (day(10), day(20), 10)
    low, high = poisson_interval(1)
    assert found.rate.alerts == 1
    assert found.rate.months == pytest.approx(1 / 3)
    assert found.rate.per_month == pytest.approx(3)
    assert found.rate.interval == pytest.approx((3 * low, 3 * high))
    record = found.record()
    assert record["alerts_per_month"] == pytest.approx(3)
    assert sum(one["alerts"] for one in record["monitors"]) == len(record["alerts"]) == 1


def test_what_cannot_be_replayed_is_said(make: Callable[..., World], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="rows"):
        replayed(make())
    short = make()
    short.rows("a.parquet", events(0, 3))
    with pytest.raises(UsageError, match="the reference is complete on 08 Jan 2013"):
        replayed(short, until=3)
    world = filled(make(), 10, 99, rows=24)
    once(world, 10.1)
    with pytest.raises(UsageError, match="no window to judge"):
        replayed(world, since=50)
    with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        assert backtest(settings(world), other, world.entity, None, None, now=NOW).windows == 3
