"""Tests of an entity's history as judging reads it."""

from __future__ import annotations

from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.jobs import monitors
from gnomon.jobs.judging import columns
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.references import reference
from gnomon.jobs.trials.injected import Injected, Remembered
from gnomon.store import tallies


def test_counts_are_the_same_kept_or_made_anew_and_a_reader_keeps_none(world: World) -> None:
    filled(world, 10, 99, rows=60)
    once(world, 10.1)
    frozen = reference.active(world.store, world.entity)
    assert frozen is not None
    (lesson, *_) = columns.lessons(world.entity, monitors.plans(world.entity), frozen, frozen.total.columns)
    taught = columns.learned(lesson)
    keeping, reader = Stored(world.store, "flights"), Stored(world.store, "flights", is_kept=False)
    rows = keeping.rows(day(7), day(10))
    kept = [one.to_bytes() for one in keeping.tallies(frozen, taught, lesson.fingerprint, rows)]
    made = [one.to_bytes() for one in reader.tallies(frozen, taught, "another name", rows)]
    assert kept == made
    with world.store.reading() as tx:
        assert tallies.between(tx, frozen.id, labels={"columns": "another name"}) == []
        assert len(tallies.between(tx, frozen.id, day(7), day(10), {"columns": lesson.fingerprint})) == 3


def test_what_is_read_of_a_window_is_what_is_stored(world: World) -> None:
    filled(world, 9, 99, rows=24)
    once(world, 9.1)
    history = Stored(world.store, "flights")
    first = history.first()
    assert first is not None
    assert first.window.start == day(0)
    assert history.profile(first.window).rows == first.rows == 24
    outcome = history.outcome(first.window)
    assert outcome is not None
    assert history.outcomes(None, day(1)) == {first.window: outcome}


def test_what_is_measured_is_the_same_through_every_history(world: World) -> None:
    filled(world, 9, 99, rows=24)
    once(world, 9.1)
    stored = Stored(world.store, "flights")
    found = stored.measured("rows", "count", day(4))
    assert [(window.start, value) for window, value in found] == [(day(n), 24) for n in range(4)]
    assert Injected(Remembered(stored, ()), {}).measured("rows", "count", day(4)) == found
    assert stored.measured("rows", "no such metric", day(4)) == []
