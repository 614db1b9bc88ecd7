"""Runs with profilers of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import once, outcome
from tests.jobs.worlds import World, events

from gnomon.store import verdicts
from gnomon.store.verdicts import VerdictRow

GOOD = """\
import gnomon as gn

@gn.profiler
def hot(rows):
    return gn.Ratio(int((rows["temp"] > 20).sum()), rows.height)

@gn.profiler
def warmth(rows):
    return gn.Mean.of(rows["temp"])

@gn.profiler
def jfk(rows):
    return gn.Count(int((rows["origin"] == "JFK").sum()))
"""
BAD = GOOD + "\n@gn.profiler\ndef bad(rows):\n    {}\n"


@pytest.fixture
def own(make: Callable[..., World], tmp_path: Path) -> Callable[..., World]:
    def made(text: str = GOOD, **given: Any) -> World:
        path = tmp_path / "checks.py"
        path.write_text(text, "utf-8")
        return make(**{"lateness": "0h", "reference": {"first": "14d"}, "code": str(path), **given})

    return made


def _filled(world: World, days: int, at: int) -> World:
    for n in range(days):
        world.rows(f"{n:03}.parquet", events(n, 1, 200, temp=pl.col("temp") + (10 if n >= at else 0)))
    return world


def _found(world: World, monitor: str) -> list[VerdictRow]:
    with world.store.reading() as tx:
        return list(verdicts.newest(tx, world.entity.name, monitor))


def test_a_number_that_moves_is_a_violation_with_its_sentence(own: Callable[..., World]) -> None:
    world = _filled(own(monitors={"mine": {"name": "mine", "series": ["hot"]}}), 22, 19)
    once(world, 22.1)
    found = _found(world, "mine")
    assert [row.status == "violation" for row in found] == [False] * 5 + [True] * 3
    assert found[-1].reason.startswith("*hot* is ")
    assert {row.status for row in _found(world, "custom")[:5]} <= {"ok", "insufficient_data"}


def test_one_run_and_a_run_a_day_come_to_the_same(own: Callable[..., World]) -> None:
    daily, at_once = _filled(own(), 20, 17), _filled(own(), 20, 17)
    for until in range(1, 21):
        once(daily, until + 0.1)
    once(at_once, 20.1)
    assert outcome(daily) == outcome(at_once)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return rows['nope']", "ColumnNotFoundError"),
        ("return float('nan')", "TypeError: it gave float 'nan', not one of gn.Count"),
        ("return 'many'", "TypeError: it gave str 'many'"),
        ("return None", "TypeError: it gave NoneType"),
        ("return gn.Count(float('nan'))", "UsageError: "),
    ],
    ids=["raises", "nan", "str", "none", "nan count"],
)
def test_bad_code_is_an_error_of_its_own_monitor_only(own: Callable[..., World], body: str, says: str) -> None:
    monitors = {"bad": {"name": "bad", "series": ["bad"]}}
    world = _filled(own(BAD.format(body), monitors=monitors), 17, 99)
    once(world, 17.1)
    assert [row.status for row in _found(world, "bad")] == ["error"] * 3
    assert says in _found(world, "bad")[-1].reason
    assert "(checks.py, line 1" in _found(world, "bad")[-1].reason
    assert "error" not in {row.status for name in ("custom", "inputs", "volume") for row in _found(world, name)}


def test_code_that_is_mended_is_computed_and_judged_again(own: Callable[..., World]) -> None:
    monitors = {"bad": {"name": "bad", "series": ["bad"]}}
    world = _filled(own(BAD.format("return 1"), monitors=monitors), 17, 99)
    once(world, 17.1)
    own(BAD.format("return gn.Count(rows.height)"), monitors=monitors)
    once(world, 17.2)
    assert [row.status for row in _found(world, "bad")] == ["ok"] * 3
