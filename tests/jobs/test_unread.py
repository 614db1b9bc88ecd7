"""Tests of what is said of windows whose rows could not all be read."""

from __future__ import annotations

import os

from tests.jobs.decided import windows
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.alerts.verdict import Verdict
from gnomon.jobs import monitors, unread
from gnomon.jobs.assessed import Assessed
from gnomon.jobs.source import Part, contents

CALM = Verdict("ok", "Calm.")


def test_a_file_has_rows_until_a_day_after_it_was_written(world: World) -> None:
    filled(world, 1, 9)
    (part,) = contents(world.entity.source.place).parts
    os.utime(part.address, (day(3).timestamp(), day(3).timestamp()))
    assert unread.reach(part) == day(4)


def test_a_table_and_a_file_that_is_gone_may_have_rows_of_any_time(world: World) -> None:
    assert unread.reach(Part("rows", "sqlite:///a.db?table=rows", None)) == unread.EVER
    assert unread.reach(Part("a.csv", str(world.folder / "a.csv"), "1-1-1")) == unread.EVER


def test_only_how_many_rows_there_are_is_held_back_and_only_where_some_may_be_missing(world: World) -> None:
    plans = monitors.plans(world.entity)
    given = {plan.name: (CALM, CALM) for plan in plans if plan.watches in {"volume", "freshness", "schema"}}
    assessed = Assessed(windows(2), (1, 1), given=given)
    found = unread.without(assessed, plans, {windows(2)[1].start}, ["a.parquet: is cut off."]).given
    said = Verdict(
        "error", "Its rows could not all be read, so nothing is said of how many there are. a.parquet: is cut off."
    )
    assert found == {"volume": (CALM, said), "freshness": (CALM, said), "schema": (CALM, CALM)}
    assert unread.without(assessed, plans, set(), []) is assessed


def test_nothing_is_held_back_where_everything_was_read(world: World) -> None:
    once(filled(world, 9, 99), 9.1)
    with world.store.reading() as tx:
        assert unread.starts(tx, world.entity.name, monitors.plans(world.entity)) == set()
