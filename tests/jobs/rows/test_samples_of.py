"""The samples of one batch in place of those it had."""

from __future__ import annotations

from tests.jobs.worlds import World, day, events

from gnomon.jobs.rows import pieces, samples_of
from gnomon.jobs.rows.cut import Cut
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.rows.samples_of import STALE, Reach, outcome_hash
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.store import batches, samples, windows
from gnomon.store.batches import Batch

CUT = Cut("1d")


def write(world: World, first: int, days: int, reach: Reach) -> tuple[object, ...]:
    frame = events(first, days)
    made = pieces.profiles([frame.with_columns(frame["ts"].alias(TIME))], CUT)
    with world.store.transaction() as tx:
        number = batches.put(tx, Batch("flights", "source", "a", "1"))
        return samples_of.write(tx, "flights", number, made, reach, CUT)[0]


def test_what_a_slice_reaches_and_does_not_have_is_gone(world: World) -> None:
    write(world, 0, 4, Reach(None, None, is_new=True))
    changed = write(world, 0, 1, Reach(None, day(2), is_new=False))
    assert [window.start for window in changed] == [day(0), day(1)]  # type: ignore[attr-defined]
    assert world.counts() == [24, 0, 24, 24]


def test_a_window_that_is_written_is_stale_until_it_is_observed(world: World) -> None:
    write(world, 0, 1, Reach(None, None, is_new=True))
    with world.store.transaction() as tx:
        row = windows.all(tx, "flights")[0]
        samples.put(tx, "flights", row.window, 1, {}, None, BinaryOutcome(unusable=1))
    write(world, 0, 1, Reach(None, None, is_new=False))
    with world.store.reading() as tx:
        assert windows.all(tx, "flights")[0].target_digest == STALE + outcome_hash(BinaryOutcome(unusable=1))
        assert samples.outcome(tx, "flights", row.window) == BinaryOutcome(unusable=1)


def test_no_outcome_has_no_hash() -> None:
    assert outcome_hash(None) == b""
