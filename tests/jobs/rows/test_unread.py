"""Tests of until when a part that could not be read may have rows."""

from __future__ import annotations

import os

from tests.jobs.running import filled
from tests.jobs.worlds import World, day

from gnomon.jobs.rows import unread
from gnomon.jobs.rows.source import Part, contents


def test_a_file_has_rows_until_a_day_after_it_was_written(world: World) -> None:
    filled(world, 1, 9)
    (part,) = contents(world.entity.source.place).parts
    os.utime(part.address, (day(3).timestamp(), day(3).timestamp()))
    assert unread.reach(part) == day(4)


def test_a_table_and_a_file_that_is_gone_may_have_rows_of_any_time(world: World) -> None:
    assert unread.reach(Part("rows", "sqlite:///a.db?table=rows", None)) == unread.EVER
    assert unread.reach(Part("a.csv", str(world.folder / "a.csv"), "1-1-1")) == unread.EVER
