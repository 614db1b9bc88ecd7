"""How everything is, as plain values."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.jobs.running import Wall, filled, once, settings
from tests.jobs.worlds import World, day

from gnomon.jobs.project import Project
from gnomon.jobs.reporting.status import status


def test_python_gets_what_the_command_prints(world: World) -> None:
    filled(world, 12, 99)
    once(world, 12.1)
    known = Project(settings(world), world.store).status()
    assert list(known) == ["entities", "channels", "last_run", "concerns"]
    assert known["last_run"] == known["entities"][0]["at"]
    assert {one["kind"] for one in known["concerns"]} == {"not_run"}
    json.dumps(known, allow_nan=False)


def test_the_lag_is_from_the_last_window_to_the_moment_of_the_last_run(world: World) -> None:
    configured = settings(world)
    never = status(configured, world.store, day(1))
    assert (never["last_run"], never["entities"][0]["lag"]) == (None, None)
    filled(world, 12, 99)
    once(world, 12.25, clock=Wall(day(300)))  # as of a time long ago
    (entity,) = status(configured, world.store, day(301))["entities"]
    assert entity["lag"] == timedelta(hours=6) / timedelta(seconds=1)
