"""Tests of what is known of windows before they are judged."""

from __future__ import annotations

from dataclasses import dataclass

from tests.jobs.decided import decided, windows
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.checks.family import ColumnVerdict
from gnomon.jobs import calendar, monitors
from gnomon.jobs.judging.assess import assess
from gnomon.jobs.judging.assessed import Assessed, Told
from gnomon.jobs.references import reference


@dataclass(frozen=True, eq=False)
class One:
    """A group of one column."""

    name: str

    def decide(self, place: int, told: Told) -> tuple[ColumnVerdict, ...]:
        return (decided(self.name, rows=place, level=len(told)),)


def test_the_columns_of_a_window_are_those_of_all_groups() -> None:
    assessed = Assessed(windows(3), (1, 1, 1), (One("a"), One("b")))  # type: ignore[arg-type]  # groups
    found = assessed.columns(2, {("a", "values")})
    assert [(one.column, one.rows, one.level) for one in found] == [("a", 2, 1), ("b", 2, 1)]


def test_a_window_without_rows_has_no_columns_and_what_is_told_does_not_fire_again(world: World) -> None:
    filled(world, 11, 9)
    once(world, 9.1)
    once(world, 11.0)  # rows of the last two days are there, but not judged
    frozen = reference.active(world.store, world.entity)
    assert frozen is not None
    days = calendar.windows(day(8), day(13), "1d", "UTC")
    assessed = assess(world.store, world.entity, monitors.plans(world.entity), frozen, days, day(13))
    assert assessed.columns(3, ()) == assessed.columns(4, ()) == ()
    assert assessed.revisions[3:] == (0, 0)
    open_ones = [one.column for one in assessed.columns(2, ()) if one.fires]
    assert open_ones == ["temp"]
    told = {one.column: one for one in assessed.columns(2, {("temp", "values")}) if one.what == "values"}
    assert told["temp"].effect == next(one.effect for one in assessed.columns(2, ()) if one.column == "temp")
