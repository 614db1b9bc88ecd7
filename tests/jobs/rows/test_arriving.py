"""How old events were when their targets came."""

from __future__ import annotations

import polars as pl
from tests.jobs.worlds import HOUR, World, day, events, labels_of

from gnomon.checks.maturity import Arrivals
from gnomon.jobs.rows.arriving import arrivals
from gnomon.jobs.rows.known import FIRST
from gnomon.jobs.rows.profile import bring_up_to_date
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.jobs.rows.targets import bring_targets
from gnomon.profiles.clock import MOMENT
from gnomon.store import windows


def test_ages_are_counted_from_the_event_to_its_first_target() -> None:
    pairs = pl.DataFrame(
        {TIME: [day(0)] * 4, FIRST: [day(0) - HOUR, day(0) + HOUR, day(0) + 3 * HOUR, None]},
        schema_overrides={TIME: MOMENT, FIRST: MOMENT},
    )
    ages = [-HOUR, HOUR, 3 * HOUR]
    assert Arrivals.from_bytes(arrivals(pairs, 9)) == Arrivals.of(9, ages)


def test_a_correction_does_not_make_a_target_late(world: World) -> None:
    rows = events(0, 1)
    world.rows("a.parquet", rows)
    targets = labels_of(rows)
    corrected = targets.with_columns(pl.col.known + 40 * HOUR, label=1 - pl.col.label)
    world.targets("t.parquet", pl.concat([corrected, targets]))
    bring_up_to_date(world.store, world.entity, day(3), segments=SegmentSet())
    bring_targets(world.store, world.entity, day(3), segments=SegmentSet())
    with world.store.reading() as tx:
        stored = windows.all(tx, "flights")[0].arrivals
    assert Arrivals.from_bytes(stored) == Arrivals.of(24, [HOUR] * 24)
