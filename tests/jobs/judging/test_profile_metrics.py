"""Runs with metrics of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import once, outcome
from tests.jobs.worlds import World, events

from gnomon.jobs.reporting import series
from gnomon.jobs.reporting.explain import explain
from gnomon.store import verdicts
from gnomon.store.verdicts import VerdictRow

GOOD = """\
import gnomon as gn

@gn.metric(series="temp")
def spread(profile):
    return profile["temp"].quantile(0.9) - profile["temp"].quantile(0.1)

@gn.metric("warmer", series="temp")
def moved(profile, reference):
    return profile["temp"].mean - reference["temp"].mean
"""
BAD = GOOD + "\n@gn.metric\ndef bad(profile):\n    {}\n"
MINE = {"mine": {"name": "mine", "series": ["warmer"]}}


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


def _kept(world: World, metric: str, of: str = "temp") -> list[dict[str, Any]]:
    return series.records(world.store, world.entity, metric, of)


def test_a_metric_is_measured_judged_shown_and_explained(own: Callable[..., World]) -> None:
    world = _filled(own(monitors=MINE), 22, 19)
    once(world, 22.1)
    found = _found(world, "mine")
    assert [row.status == "violation" for row in found] == [False] * 5 + [True] * 3
    assert found[-1].reason.startswith("*warmer* is ")
    kept = _kept(world, "warmer")
    assert len(kept) == 22
    assert 9 < kept[-1]["value"] < 11
    assert (kept[-1]["status"], kept[-1]["reason"]) == ("violation", found[-1].reason)
    assert {one["status"] for one in _kept(world, "spread")[:19]} <= {"ok", "insufficient_data"}
    assert explain(world.store, world.entity, "mine", None)["columns"][0]["column"] == "warmer"


def test_one_run_and_a_run_a_day_come_to_the_same(own: Callable[..., World]) -> None:
    daily, at_once = _filled(own(), 20, 17), _filled(own(), 20, 17)
    for until in range(1, 21):
        once(daily, until + 0.1)
    once(at_once, 20.1)
    assert outcome(daily) == outcome(at_once)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return profile['nope'].mean", "SchemaError: "),
        ("return 1 / 0", "ZeroDivisionError: division by zero"),
        ("return 'many'", "TypeError: it gave str 'many', not a number"),
        ("return True", "TypeError: it gave bool 'True', not a number"),
        ("return gn.Count(3)", "TypeError: it gave Count "),
    ],
    ids=["no column", "raises", "str", "bool", "count"],
)
def test_bad_code_is_an_error_of_its_own_monitor_only(own: Callable[..., World], body: str, says: str) -> None:
    monitors = {"bad": {"name": "bad", "series": ["bad"]}}
    world = _filled(own(BAD.format(body), monitors=monitors), 17, 99)
    once(world, 17.1)
    assert [row.status for row in _found(world, "bad")] == ["error"] * 3
    assert says in _found(world, "bad")[-1].reason
    assert "(checks.py, line 1" in _found(world, "bad")[-1].reason
    assert "error" not in {row.status for name in ("custom", "inputs", "volume") for row in _found(world, name)}
    assert {one["value"] for one in _kept(world, "bad", "rows")} == {None}


def test_a_metric_that_is_changed_is_measured_and_judged_again(own: Callable[..., World]) -> None:
    monitors = {"bad": {"name": "bad", "series": ["bad"]}}
    world = _filled(own(BAD.format("return 1 / 0"), monitors=monitors), 17, 99)
    once(world, 17.1)
    revisions = world.revisions()
    own(BAD.format("return 7  # for a start"), monitors=monitors)
    once(world, 17.2)
    assert [row.status for row in _found(world, "bad")] == ["ok"] * 3
    assert {one["value"] for one in _kept(world, "bad", "rows")} == {7.0}
    assert {row.status for row in _found(world, "custom")} == {"ok"}
    changed = world.revisions()
    own(BAD.format("return 7"), monitors=monitors)
    once(world, 17.3)
    assert world.revisions() == changed != revisions


def test_a_metric_that_is_added_later_is_measured_of_all_windows(own: Callable[..., World]) -> None:
    world = _filled(own("import gnomon as gn\n@gn.profiler\ndef hot(rows):\n    return gn.Count(1)\n"), 17, 99)
    once(world, 17.1)
    own(GOOD)
    once(world, 17.2)
    assert len(_kept(world, "spread")) == 17


def test_a_metric_without_a_number_is_no_violation(own: Callable[..., World]) -> None:
    monitors = {"bad": {"name": "bad", "series": ["bad"]}}
    world = _filled(own(BAD.format("return float('nan')"), monitors=monitors), 17, 99)
    once(world, 17.1)
    assert not {row.status for row in _found(world, "bad")} & {"violation", "error"}


@pytest.mark.parametrize(
    ("expect", "status", "says"),
    [
        ("metric(bad) < 8", "ok", "metric(bad) is 7, within the limit (8)."),
        ("metric(bad) < 6", "violation", "metric(bad) is 7; the limit is 6."),
        ("metric(warmer) < usual(metric(warmer)) + 40", "ok", "metric(warmer) is "),
        ("metric(worse) < 8", "error", "There is no metric *worse*: is there a function of that name in code:?"),
        ("metric(broken) < 8", "error", "*broken* failed: ZeroDivisionError: division by zero (checks.py, line "),
    ],
    ids=["kept", "broken", "usual", "none", "failed"],
)
def test_a_limit_of_a_metric_holds_or_does_not(own: Callable[..., World], expect: str, status: str, says: str) -> None:
    text = BAD.format("return 7") + "\n@gn.metric\ndef broken(profile):\n    return 1 / 0\n"
    world = _filled(own(text, monitors={"most": {"name": "most", "expect": expect}}), 16, 99)
    once(world, 16.1)
    assert {row.status for row in _found(world, "most")} == {status}
    assert _found(world, "most")[-1].reason.replace("\N{NO-BREAK SPACE}", " ").startswith(says)


@pytest.mark.parametrize("form", ["last", "path"])
def test_a_metric_is_judged_by_whatever_the_reference_is(own: Callable[..., World], tmp_path: Path, form: str) -> None:
    pl.concat(events(n, 1, 200, seed=n) for n in range(14)).write_parquet(tmp_path / "then.parquet")
    told = {"last": {"last": "10d"}, "path": {"path": str(tmp_path / "then.parquet"), "timestamp": "ts"}}[form]
    world = _filled(own(reference=told, monitors=MINE), 18, 16)
    once(world, 18.1)
    found = _found(world, "mine")
    assert found[-2].status == "violation"
    assert "violation" not in {row.status for row in found[:-2]}


def test_a_series_is_shown_when_the_code_cannot_be_loaded(own: Callable[..., World]) -> None:
    world = _filled(own(), 3, 99)
    once(world, 3.1)
    own("1 / 0")
    assert len(_kept(world, "spread")) == 3
