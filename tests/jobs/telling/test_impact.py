"""Tests of what an alert means for performance, as the store knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.jobs.telling.impact import impact
from gnomon.notify.impact import Impact, sentence
from gnomon.store import alerts
from gnomon.store.alerts import EpisodeRow


def _row(world: World, monitor: str) -> EpisodeRow:
    with world.store.reading() as tx:
        return next(row for row in alerts.all(tx, world.entity.name) if row.monitor == monitor)


def _impact(world: World, row: EpisodeRow) -> Impact | None:
    with world.store.reading() as tx:
        return impact(tx, world.entity, row)


def test_an_alert_says_what_performance_is_since_it_began_and_what_it_was_before(world: World) -> None:
    filled(world, 20, 15)
    once(world, 20.1)
    found = _impact(world, _row(world, "inputs"))
    assert found is not None
    assert found.metric == "AUC"
    assert found.before is not None and found.realised is not None and found.known_until is not None
    assert 0.6 < found.before < 1.0
    assert day(15) < found.known_until <= day(20)
    assert "realised AUC known up to" in sentence(found)


def test_an_estimate_is_told_where_targets_are_not_there_yet(world: World) -> None:
    filled(world, 20, 15)
    for n in range(17, 20):
        (world.folder / "targets" / f"{n:03}.parquet").unlink()
    once(world, 20.1)
    found = _impact(world, _row(world, "inputs"))
    assert found is not None and found.now is not None and found.before is not None
    assert sentence(found).startswith(f"estimated AUC {found.before:.3f} → {found.now:.3f} (")


def test_an_estimate_that_is_older_than_what_was_realised_is_not_told(world: World) -> None:
    filled(world, 20, 15)
    (world.folder / "targets" / "016.parquet").unlink()
    once(world, 20.1)
    found = _impact(world, _row(world, "inputs"))
    assert found is not None and found.realised is not None
    assert found.now is None


def test_where_neither_targets_nor_estimates_are_there_it_is_said_that_performance_is_not_known(world: World) -> None:
    filled(world, 17, 15)
    once(world, 17.1)
    early = replace(_row(world, "inputs"), since=day(-9), ended_at=day(-8))
    found = _impact(world, early)
    assert found is not None
    assert sentence(found) == "impact on AUC not known: no targets yet"


@pytest.mark.parametrize("monitors", [{"performance": "off"}, {}])
def test_nothing_is_said_without_a_monitor_of_performance_or_of_its_own_alert(
    make: Callable[..., World], monitors: dict[str, str]
) -> None:
    world = filled(make(monitors=monitors), 17, 15)
    once(world, 17.1)
    row = _row(world, "inputs")
    if not monitors:
        row = replace(row, labels={"kind": "performance"})
    assert _impact(world, row) is None
