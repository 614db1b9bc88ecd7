"""Tests of the steps that a run tells."""

from __future__ import annotations

import json

import pytest
from tests.jobs.running import SECRET, filled, once
from tests.jobs.worlds import World
from tests.notify.receiver import Receiver

from gnomon.jobs.steps import STEPS, nobody

Told = list[tuple[str, str, dict[str, object]]]


def _told(world: World, until: float, url: str = "") -> Told:
    told: Told = []
    once(world, until, url, listener=lambda *step: told.append(step))
    return told


def test_a_run_that_tells_takes_every_step_in_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    filled(world, 17, 15)
    with Receiver() as receiver:
        told = _told(world, 17.1, receiver.url())
    usual = [step for step in STEPS if step not in ("drained", "failed")]
    assert list(dict.fromkeys(step for step, _, _ in told)) == usual
    assert [of for step, of, _ in told if step in ("claimed", "sent", "settled")] == ["hook"] * 3
    assert [facts["status"] for step, _, facts in told if step == "done"] == ["violation"]


def test_each_window_that_is_judged_is_a_step(world: World) -> None:
    filled(world, 10, 99)
    windows = [facts["window"] for step, _, facts in _told(world, 10.1) if step == "judged"]
    assert windows == [f"2013-01-{n:02}T00:00:00+00:00" for n in (8, 9, 10)]


def test_facts_are_json(world: World) -> None:
    filled(world, 9, 99)
    assert json.dumps(_told(world, 9.1))


def test_nobody_does_not_care() -> None:
    nobody("leased", "flights", {})
