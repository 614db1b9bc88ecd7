"""Tests of what is said of windows whose rows could not all be read."""

from __future__ import annotations

from tests.jobs.decided import windows
from tests.jobs.running import filled, once
from tests.jobs.worlds import World

from gnomon.alerts.verdict import Verdict
from gnomon.jobs import monitors
from gnomon.jobs.judging import incomplete
from gnomon.jobs.judging.assessed import Assessed

CALM = Verdict("ok", "Calm.")


def test_only_how_many_rows_there_are_is_held_back_and_only_where_some_may_be_missing(world: World) -> None:
    plans = monitors.plans(world.entity)
    given = {plan.name: (CALM, CALM) for plan in plans if plan.watches in {"volume", "freshness", "schema"}}
    assessed = Assessed(windows(2), (1, 1), given=given)
    found = incomplete.without(assessed, plans, {windows(2)[1].start}, ["a.parquet: is cut off."]).given
    said = Verdict(
        "error", "Its rows could not all be read, so nothing is said of how many there are. a.parquet: is cut off."
    )
    assert found == {"volume": (CALM, said), "freshness": (CALM, said), "schema": (CALM, CALM)}
    assert incomplete.without(assessed, plans, set(), []) is assessed


def test_nothing_is_held_back_where_everything_was_read(world: World) -> None:
    once(filled(world, 9, 99), 9.1)
    with world.store.reading() as tx:
        assert incomplete.starts(tx, world.entity.name, monitors.plans(world.entity)) == set()
