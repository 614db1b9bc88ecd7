"""What is not delivered is told elsewhere before the run is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.jobs.running import SECRET, filled
from tests.jobs.telling.stage import NOWHERE, Stage
from tests.jobs.worlds import World, day
from tests.notify.receiver import Receiver

from gnomon.jobs import run
from gnomon.jobs.lease import held
from gnomon.jobs.telling import deliver

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


def test_what_a_receiver_refuses_is_told_elsewhere_in_the_same_run(make: Callable[..., World]) -> None:  # W7
    world = filled(make(reference={"first": "5d"}), 13, 6, back=7)
    with Receiver([400]) as receiver:
        stage = Stage(world, ml={"url": receiver.url(), "secret": "env:HOOK_SECRET", "fallback": "post"}, post={})
        report = stage.run(until=7.1)
    assert ([one.status for one in report.dead], len(report.delivered)) == ([400], 1)
    assert stage.heard("post") == ["firing"]
    assert stage.line("post") == "Told here because ml does not deliver."
    stage.run(HOUR, until=7.1)
    assert stage.heard("post") == ["firing"]
    stage.run(HOUR, until=13.1)
    assert stage.heard("post") == ["firing", "resolved"]


def test_an_entity_that_another_run_works_on_or_that_is_gone_is_left_to_that_run(make: Callable[..., World]) -> None:
    severe = filled(make(monitors={"inputs": {"name": "inputs", "severity": "high"}}), 16, 15)
    stage = Stage(severe, ml={"url": NOWHERE, "secret": "env:HOOK_SECRET", "fallback": "post"}, post={})
    run.run(stage.settings, severe.store, day(16.1), clock=stage.clock)
    with held(severe.store, "entity/flights", stage.clock):
        deliver.deliver(stage.settings, severe.store, clock=stage.clock)
    assert stage.heard("post") == []
    gone = stage.settings.model_copy(update={"entities": {}})
    stage.clock.at += MINUTE
    deliver.deliver(gone, severe.store, clock=stage.clock)
    assert stage.heard("post") == []
