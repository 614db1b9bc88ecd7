"""Tests of exactly once: a run that is killed anywhere leaves nothing half done, and the next one makes it good."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.jobs import mortal
from tests.jobs.deaths import apart
from tests.jobs.running import filled, outcome
from tests.jobs.worlds import World
from tests.notify.receiver import Receiver
from tests.postgres import Fresh

from gnomon.store.open import open_store

STEPS = ("leased", "measured", "judged", "told", "done", "claimed", "sent", "settled")
UNTILS = (12.1, 16.1, 17.1, 25.1, 27.1)
"""Before the shift, on its first day, on its second, and after its end."""

LEASE = 1  # minutes after which the lease of a killed run has run out


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 27 days of rows and targets, of which some are shifted."""
    folder = tmp_path_factory.mktemp("source")
    with open_store(f"sqlite:///{folder}/unused.db") as store:
        filled(World.new(store, folder), 27, 15, back=18, rows=60)
    return folder


def _lived(address: str, folder: Path, deaths: Iterator[tuple[str, int]]) -> tuple[dict[str, Any], dict[str, int], int]:
    """Run every stretch until it is done, dying as told; the outcome, the messages by id, and how often it died."""
    minutes, died = 0.0, 0
    with Receiver() as receiver:
        for until in UNTILS:
            place, count = next(deaths)
            while apart(mortal.run, address, str(folder), receiver.url(), until, minutes, place, count):
                minutes, died, (place, count) = minutes + LEASE, died + 1, ("never", 1)
            minutes += LEASE
    with open_store(address) as store:
        world = World(store, folder, World.new(store, folder).entity)
        return outcome(world), dict(receiver.ids), died


def _always(place: str, count: int) -> Iterator[tuple[str, int]]:
    while True:
        yield place, count


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, int]]:
    """What runs that nobody kills come to."""
    folder = tmp_path_factory.mktemp("undisturbed")
    found, told, died = _lived(f"sqlite:///{folder}/gnomon.db", source, _always("never", 1))
    assert not died
    assert len(told) >= 2
    return found, told


@pytest.mark.parametrize("step", STEPS)
def test_a_run_that_is_killed_at_a_step_is_made_good_by_the_next(
    step: str, source: Path, tmp_path: Path, undisturbed: tuple[dict[str, Any], dict[str, int]]
) -> None:
    found, told, died = _lived(f"sqlite:///{tmp_path}/gnomon.db", source, _always(step, 1))
    assert died
    assert found == undisturbed[0]
    assert told.keys() == undisturbed[1].keys()


def _anywhere(rng: np.random.Generator) -> Iterator[tuple[str, int]]:
    while True:
        yield "sql", int(rng.integers(1, 400))


@pytest.mark.parametrize("seed", range(2))
def test_a_run_that_is_killed_anywhere_is_made_good_by_the_next(
    seed: int, address: str, source: Path, undisturbed: tuple[dict[str, Any], dict[str, int]]
) -> None:
    _check_anywhere(address, source, undisturbed, seed)


def test_on_postgresql_too_a_run_that_is_killed_at_a_step_is_made_good(
    postgres: Fresh, source: Path, undisturbed: tuple[dict[str, Any], dict[str, int]]
) -> None:
    found, told, died = _lived(postgres(), source, cycle([("judged", 1), ("told", 1), ("sent", 1)]))
    assert died
    assert found == undisturbed[0]
    assert told.keys() == undisturbed[1].keys()


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(40))  # five deaths each
def test_a_run_that_is_killed_at_two_hundred_places_is_made_good(
    seed: int, address: str, source: Path, undisturbed: tuple[dict[str, Any], dict[str, int]]
) -> None:
    _check_anywhere(address, source, undisturbed, 1000 + seed)


def _check_anywhere(address: str, source: Path, undisturbed: tuple[dict[str, Any], dict[str, int]], seed: int) -> None:
    found, told, died = _lived(address, source, _anywhere(np.random.default_rng(seed)))
    assert died
    assert found == undisturbed[0]
    assert told.keys() == undisturbed[1].keys()
