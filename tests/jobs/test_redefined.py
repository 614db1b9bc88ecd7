"""When a metric or monitor of the user's own is another one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.jobs.worlds import World, day, events

from gnomon.jobs import redefined
from gnomon.jobs.gather import gather
from gnomon.store import entities

METRIC = "import gnomon as gn\n\n@gn.metric(series='temp')\ndef coldest(profile):\n    return profile['temp'].min\n"
NONE = "import gnomon as gn\n\n@gn.profiler\ndef hot(rows):\n    return gn.Count(1)\n"


@pytest.fixture
def world(make: Callable[..., World], tmp_path: Path) -> World:
    path = tmp_path / "checks.py"
    path.write_text(METRIC, "utf-8")
    made = make(lateness="0h", code=str(path))
    made.rows("0.parquet", events(0, 3))
    gather(made.store, made.entity, day(3))
    return made


def _written(world: World, text: str, until: float = 3) -> bool:
    """Whether the windows count as changed with other code."""
    before = world.revisions()
    Path(world.entity.code[0]).write_text(text, "utf-8")
    redefined.follow(world.store, world.entity, day(until))
    after = world.revisions()
    assert after in (before, {start: revision + 1 for start, revision in before.items()})
    return after != before


def test_windows_change_once_when_a_definition_does(world: World) -> None:
    assert not _written(world, METRIC + "# a comment\n")
    assert _written(world, METRIC.replace(".min", ".max"))
    assert not _written(world, METRIC.replace(".min", ".max"))
    assert _written(world, METRIC.replace("'temp')", "'temp', version='2')"))
    assert _written(world, METRIC.replace("'temp')", "'rows')"))


def test_windows_change_when_the_last_function_goes_and_when_it_comes_back(world: World) -> None:
    assert _written(world, NONE)
    assert not _written(world, NONE)
    assert _written(world, METRIC)
    assert not _written(world, METRIC)


def test_a_change_in_a_run_as_of_an_earlier_time_is_one_change(world: World) -> None:
    assert _written(world, NONE, 2)
    assert not _written(world, NONE, 1)
    assert not _written(world, NONE, 4)


def test_what_is_defined_is_told_as_an_event(world: World) -> None:
    with world.store.reading() as tx:
        (told,) = [one for one in entities.events(tx, world.entity.name) if one.kind == redefined.KIND]
    assert told.text.startswith("metrics and monitors of your own: coldest (")
