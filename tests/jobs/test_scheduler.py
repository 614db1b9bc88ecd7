"""Runs follow each other until it is over, also when one fails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.jobs.running import Wall, filled, settings
from tests.jobs.worlds import World, day

from gnomon.errors import UnavailableError
from gnomon.jobs import run, scheduler
from gnomon.jobs.lease import held
from gnomon.jobs.scheduler import LEAST, PAUSE, keep_running


class Heard(list[tuple[str, str]]):
    """A listener that remembers."""

    def __call__(self, step: str, of: str, facts: dict[str, object]) -> None:
        self.append((step, of))


def _kept(world: World, times: int, clock: Wall) -> tuple[Heard, list[timedelta]]:
    """What is heard while the scheduler waits so many times, and how long it waits."""
    heard, waits = Heard(), list[timedelta]()

    def wait(length: timedelta) -> bool:
        waits.append(length)
        clock.at += timedelta(days=1)
        return len(waits) == times

    keep_running(settings(world), world.store, clock=clock, wait=wait, listener=heard)
    return heard, waits


def test_each_run_does_what_has_become_due(world: World) -> None:
    filled(world, 12, 99, rows=24)
    heard, waits = _kept(world, 4, Wall(day(10)))
    assert waits == [PAUSE] * 4
    assert heard.count(("judged", "flights")) == 4 - 1 + 2  # two of the first run, then one a day
    assert {step for step, _ in heard} == {"judged"}


@pytest.mark.parametrize(
    ("began", "lasted", "waited"),
    [
        (timedelta(hours=-1), timedelta(seconds=1), PAUSE),
        (timedelta(seconds=-4), timedelta(seconds=1), timedelta(seconds=3)),
        (timedelta(seconds=-4), timedelta(seconds=9), LEAST),
        (timedelta(), timedelta(seconds=1), PAUSE),
    ],
)
def test_a_run_begins_as_soon_as_a_window_is_over(
    world: World, began: timedelta, lasted: timedelta, waited: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window of the world is over two hours after its end; one that ends during a run is not waited for."""
    at = [day(10) + timedelta(hours=2) + began]

    def lasts(*_: Any, **__: Any) -> None:
        at[0] += lasted

    monkeypatch.setattr(scheduler.runs, "run", lasts)
    monkeypatch.setattr(scheduler.deliver, "deliver", lambda *_, **__: None)
    waits = list[timedelta]()
    keep_running(
        settings(world), world.store, clock=lambda: at[0], wait=lambda length: bool(waits.append(length) or True)
    )
    assert waits == [waited]


def test_a_run_that_fails_is_said_and_the_next_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(world, 9, 99, rows=24)
    real, failed = run.run, []

    def fails_first(*given: Any, **named: Any) -> Any:
        if not failed:
            failed.append(True)
            raise UnavailableError("store: is away.")
        return real(*given, **named)

    monkeypatch.setattr(scheduler.runs, "run", fails_first)
    heard, _ = _kept(world, 2, Wall(day(10)))
    assert heard[0] == ("failed", "scheduler")
    assert ("judged", "flights") in heard


def test_an_entity_that_another_works_on_is_left_to_it(world: World) -> None:
    filled(world, 9, 99, rows=24)
    clock = Wall(day(10))
    with held(world.store, "entity/flights", clock):
        heard, _ = _kept(world, 1, Wall(day(10)))
    assert heard == []
