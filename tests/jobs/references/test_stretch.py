"""References of windows that are stored already."""

from __future__ import annotations

from tests.jobs.worlds import World, day, events

from gnomon.jobs.references.stretch import from_samples, segments_in
from gnomon.jobs.rows.profile import bring_up_to_date
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.store import samples


def test_windows_count_that_lie_wholly_within(world: World) -> None:
    world.rows("a.parquet", events(0, 5))
    segments = SegmentSet({"origin": ("JFK",)})
    bring_up_to_date(world.store, world.entity, day(5), segments=segments)
    with world.store.reading() as tx:
        made = from_samples(tx, "flights", day(0.5), day(3.5), name="x", made_at=day(9), segments=segments)
        whole = samples.series(tx, "flights", day(1), day(3))
    assert made.series.profiles == whole.profiles
    assert [set(each["origin"]) for each in made.series.segments] == [{"JFK", "other"}] * 2
    assert made.outcomes == {}


def test_the_segment_set_is_of_the_stretch(world: World) -> None:
    world.rows("a.parquet", events(0, 5).with_columns(origin=events(0, 5)["ts"].dt.day().cast(str)))
    bring_up_to_date(world.store, world.entity, day(5), segments=SegmentSet())
    with world.store.reading() as tx:
        assert segments_in(tx, "flights", day(1), day(3), ("origin",)).values == {"origin": ("2", "3")}
        assert segments_in(tx, "flights", day(1), day(3), ()) == SegmentSet()
