"""Every verdict is made again from what is stored: the arithmetic that is shown is that of the verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.errors import UsageError
from gnomon.jobs.references.reference_acts import promote
from gnomon.jobs.reporting import explain
from gnomon.store import verdicts
from gnomon.store.verdicts import VerdictRow


def _of_columns(world: World) -> list[VerdictRow]:
    with world.store.reading() as tx:
        rows = verdicts.newest(tx, world.entity.name)
    return [row for row in rows if any("p" in one for one in row.record["columns"])]


def _check(found: dict[str, Any], stored: dict[str, Any]) -> None:
    """The effect and the chance of a column, worked out anew, are those that were kept."""
    made = next(one for one in found["arithmetic"] if one["column"] == stored["column"])
    test = next(one for one in made["tests"] if one["name"] == stored["test"])
    level = next(one for one in test["levels"] if one["level"] == stored["level"])
    assert level["A"] == stored["effect"]
    assert made["decision"]["parts"][stored["what"]]["adjusted"] == stored["p"]


def _check_all(world: World) -> int:
    """Explain every verdict of columns; how many columns that were."""
    count = 0
    for row in _of_columns(world):
        told = [one for one in row.record["columns"] if "p" in one]
        columns = sorted({one["column"] for one in told})
        found = explain.explain(world.store, world.entity, row.monitor, row.window.start, columns=columns)
        assert (found["status"], found["reason"]) == (row.status, row.reason)
        for one in told:
            _check(found, one)
            count += 1
    return count


@pytest.mark.parametrize("reference", [{"first": "7d"}, {"last": "7d"}])
def test_effects_and_chances_of_all_verdicts_are_made_again(
    make: Callable[..., World], reference: dict[str, str]
) -> None:
    world = filled(make(reference=reference), 12, 9, back=11)
    for until in (9.1, 12.1):
        once(world, until)
    assert _check_all(world) > 10


def test_what_was_told_already_is_known_to_have_left_the_family(make: Callable[..., World]) -> None:
    world = filled(make(), 12, 9)
    once(world, 12.1)
    first, second = (
        explain.explain(world.store, world.entity, "inputs", day(n), columns=["temp"])["arithmetic"][0] for n in (9, 11)
    )
    assert first["decision"]["parts"]["values"]["is_reported"] is False
    assert second["decision"]["parts"]["values"]["is_reported"] is True
    assert second["decision"]["parts"]["missing"]["is_reported"] is False


def test_a_verdict_keeps_the_reference_that_it_was_made_under(make: Callable[..., World]) -> None:
    world = filled(make(), 11, 7)
    once(world, 10.1)
    before = explain.explain(world.store, world.entity, "inputs", day(9))
    promote(world.store, world.entity, day(7), day(10), day(11), "user:me")
    assert explain.explain(world.store, world.entity, "inputs", day(9)) == before
    once(world, 11.1)
    after = explain.explain(world.store, world.entity, "inputs", day(10), columns=["temp"])
    digests = [one["arithmetic"][0]["reference"]["digest"] for one in (before, after)]
    assert digests[0] != digests[1]
    assert _check_all(world) > 10


@pytest.fixture
def judged(world: World) -> World:
    """A world with a violation on the tenth day and calm ones after it."""
    filled(world, 12, 9, back=10)
    once(world, 12.1)
    return world


def test_without_a_window_it_is_the_newest_in_violation_else_the_newest(judged: World) -> None:
    with judged.store.reading() as tx:
        wrong = [row.window for row in verdicts.newest(tx, "flights", "inputs") if row.status == "violation"]
    found = explain.explain(judged.store, judged.entity, "inputs", None)
    assert found["window"]["name"] == wrong[-1].full_name
    assert [one["column"] for one in found["arithmetic"]] == ["temp"]
    calm = explain.explain(judged.store, judged.entity, "schema", None)
    assert (calm["window"]["start"], calm["columns"], calm["arithmetic"]) == ("2013-01-12T00:00:00Z", [], [])


@pytest.mark.parametrize("monitor", ["volume", "freshness", "performance"])
def test_a_monitor_of_one_figure_shows_its_figures(judged: World, monitor: str) -> None:
    found = explain.explain(judged.store, judged.entity, monitor, day(10))
    assert found["figures"]["value"] is not None
    assert found["figures"]["low"] <= found["figures"]["high"]
    assert found["arithmetic"] == []


@pytest.mark.parametrize(
    ("monitor", "at", "columns", "told"),
    [
        ("input", None, (), "flights has no monitor 'input'. Did you mean 'inputs'?"),
        ("xyz", None, (), "It has performance, score,"),
        ("inputs", day(90), (), "has not judged a window that holds 2013-04-01T00:00:00Z. Run gnomon run first."),
        ("inputs", None, ("nothing",), "column 'nothing' was not judged in that window."),
    ],
)
def test_what_cannot_be_explained_is_said(
    judged: World, monitor: str, at: Any, columns: tuple[str, ...], told: str
) -> None:
    with pytest.raises(UsageError) as raised:
        explain.explain(judged.store, judged.entity, monitor, at, columns=columns)
    assert told in str(raised.value)


def test_before_the_first_run_nothing_can_be(world: World) -> None:
    with pytest.raises(UsageError, match="has not judged any window"):
        explain.explain(world.store, world.entity, "inputs", None)
