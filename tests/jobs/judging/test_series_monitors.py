"""Runs with monitors of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.running import once, outcome, settings
from tests.jobs.worlds import World, day, events

from gnomon.jobs.reporting.explain import explain
from gnomon.jobs.trials.backtest import backtest
from gnomon.store import verdicts
from gnomon.store.verdicts import VerdictRow

CODE = """\
import gnomon as gn

@gn.monitor(series="rows", metric="count")
def falling(series):
    {}
"""
GOOD = CODE.format(
    """last = series.values[-3:]
    if len(last) == 3 and last[0] > last[1] > last[2]:
        return gn.Verdict("violation", f"Fewer rows three days running: {last[2]:.0f}.")
    return gn.Verdict("ok", f"{series.value:.0f} rows.")"""
)
MINE = {"mine": {"name": "mine", "code": "falling"}}


@pytest.fixture
def own(make: Callable[..., World], tmp_path: Path) -> Callable[..., World]:
    def made(text: str = GOOD, **given: Any) -> World:
        path = tmp_path / "checks.py"
        path.write_text(text, "utf-8")
        return make(**{"lateness": "0h", "reference": {"first": "14d"}, "code": str(path), "monitors": MINE, **given})

    return made


def _filled(world: World, days: int = 18, *, at: int = 15) -> World:
    for n in range(days):
        world.rows(f"{n:03}.parquet", events(n, 1, 200 - 10 * max(0, n - at)))
    return world


def _found(world: World, monitor: str) -> list[VerdictRow]:
    with world.store.reading() as tx:
        return list(verdicts.newest(tx, world.entity.name, monitor))


def test_a_function_of_a_series_says_what_is_wrong_and_why(own: Callable[..., World]) -> None:
    world = _filled(own())
    done, _ = once(world, 18.1)
    found = _found(world, "mine")
    assert [row.status for row in found] == ["ok"] * 3 + ["violation"]
    assert found[-1].reason == "Fewer rows three days running: 180."
    assert done.alerts
    assert explain(world.store, world.entity, "mine", None)["figures"]["value"] == 180


def test_one_run_and_a_run_a_day_come_to_the_same(own: Callable[..., World]) -> None:
    daily, at_once = _filled(own()), _filled(own())
    for until in range(1, 19):
        once(daily, until + 0.1)
    once(at_once, 18.1)
    assert outcome(daily) == outcome(at_once)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return 1 / 0", "The monitor falling failed: ZeroDivisionError: division by zero (checks.py, line 5)."),
        ("return 'bad'", "TypeError: it gave str 'bad', not a gn.Verdict (checks.py, line "),
        ("return gn.Verdict('no_data', 'x')", "ValueError: it gave the status 'no_data', not one of ok, violation"),
        ("return gn.Verdict('violation')", "ValueError: it gave 'violation' without a reason"),
    ],
    ids=["raises", "str", "status", "no reason"],
)
def test_bad_code_is_an_error_of_its_own_monitor_only(own: Callable[..., World], body: str, says: str) -> None:
    world = _filled(own(CODE.format(body)), 16)
    once(world, 16.1)
    assert [row.status for row in _found(world, "mine")] == ["error"] * 2
    assert says in _found(world, "mine")[-1].reason
    assert "error" not in {row.status for name in ("inputs", "volume") for row in _found(world, name)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("falling", "rising"), "There is no function falling with @gn.monitor on it in code:."),
        (GOOD.replace('"count"', '"counts"'), "Nothing is measured as counts of rows: see gnomon series flights."),
    ],
    ids=["function", "measurement"],
)
def test_what_is_not_there_is_an_error(own: Callable[..., World], text: str, says: str) -> None:
    world = _filled(own(text), 16)
    once(world, 16.1)
    assert {(row.status, row.reason) for row in _found(world, "mine")} == {("error", says)}


def test_a_function_that_is_changed_judges_again(own: Callable[..., World]) -> None:
    world = _filled(own(CODE.format("return gn.Verdict('ok', 'Well.')")))
    once(world, 18.1)
    assert {row.status for row in _found(world, "mine")} == {"ok"}
    own(GOOD)
    once(world, 18.2)
    assert _found(world, "mine")[-1].status == "violation"


def test_a_window_without_rows_or_without_a_value_has_no_verdict(own: Callable[..., World]) -> None:
    text = """\
import gnomon as gn

@gn.metric(series="temp")
def odd(profile):
    return None if profile.rows == 190 else profile.rows

@gn.monitor("falling", series="temp", metric="odd")
def seen(series):
    assert len(series.times) == len(series)
    return gn.Verdict("ok", f"{len(series)} windows until {series.window.start:%d}.")
"""
    world = own(text)
    for n in (*range(15), 16, 17):
        world.rows(f"{n:03}.parquet", events(n, 1, 190 if n == 16 else 200))
    once(world, 18.1)
    found = _found(world, "mine")[-4:]
    assert [row.status for row in found] == ["ok", "no_data", "no_data", "ok"]
    assert found[2].reason == "odd of temp has no value in this window."
    assert found[3].reason.startswith("16 windows until ")


def test_a_backtest_comes_to_what_a_run_comes_to(own: Callable[..., World]) -> None:
    ran, empty = _filled(own()), _filled(own())
    once(ran, 18.1)
    for world in (ran, empty):
        found = backtest(settings(world), world.store, world.entity, None, day(18.1), now=day(300))
        assert [one["monitor"] for one in found.record()["alerts"]].count("mine") == 1
