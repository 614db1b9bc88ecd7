"""Tests of drills: every kind of fault arrives at a real receiver, and nothing of the real entity changes."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import pytest
from tests.jobs.running import SECRET, Wall, filled, once, outcome, settings
from tests.jobs.worlds import World
from tests.notify.receiver import Receiver

from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs.trials.drill import Drill, Tools, drill
from gnomon.jobs.trials.faults import registry
from gnomon.store import outbox, references
from gnomon.store.open import open_store

FAULTS = ("null burst", "unit change", "lost rows", "missing column", "label swap", "score inversion")
"""Some of every kind: of values, of rows, of columns and of targets."""


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A month in which nothing is wrong, judged."""
    folder = tmp_path_factory.mktemp("month")
    with open_store(f"sqlite:///{folder}/gnomon.db") as store:
        made = filled(World.new(store, folder, reference={"first": "10d"}), 24, 99, rows=200)
        once(made, 24.1)
        yield made


def _drilled(world: World, url: str, name: str, *, accepts: bool = True) -> Drill:
    found = _accepting(settings(world, url), accepts)
    (done,) = drill(found, world.store, world.entity, [registry.find(name)], None, Tools(Wall(), perf_counter))
    return done


def _accepting(found: Settings, accepts: bool) -> Settings:
    hook = found.channels["hook"].model_copy(update={"accept_drills": accepts})
    return found.model_copy(update={"channels": {"hook": hook}})


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_arrives_marked_with_its_end_and_the_real_entity_is_as_it_was(world: World, name: str) -> None:
    before = _kept(world)
    with Receiver() as receiver:
        done = _drilled(world, receiver.url(), name)
        got = [each.json for each in receiver.got]
    assert done.is_good, done
    assert list(done.seconds) == ["ingest", "verdict", "outbox", "delivered"]
    assert sorted(done.seconds.values()) == list(done.seconds.values())
    data = [each["data"] for each in got]
    assert {each["entity"] for each in data} == {"drill/flights"}
    assert all(each["title"].startswith("[DRILL] ") for each in data)
    assert all(each["labels"]["drill"] == "true" for each in data)
    fired, ended = ({each["id"] for each in data if each["state"] == state} for state in ("firing", "resolved"))
    assert fired == ended
    assert _kept(world) == before


def _kept(world: World) -> object:
    with world.store.reading() as tx:
        kept = [(one.id, one.digest) for one in references.all(tx, "flights")]
        pending = outbox.pending(tx)
    return outcome(world), kept, pending, world.stored()


def test_a_false_friend_is_good_where_nobody_is_told(world: World) -> None:
    with Receiver() as receiver:
        done = _drilled(world, receiver.url(), "reordered rows")
    assert (done.is_good, done.monitors, done.expected, receiver.got) == (True, (), (), [])


def test_a_channel_that_does_not_accept_drills_is_not_told(world: World) -> None:
    with Receiver() as receiver, pytest.raises(UsageError, match="no channel accepts drills"):
        _drilled(world, receiver.url(), "null burst", accepts=False)
    assert not receiver.got
