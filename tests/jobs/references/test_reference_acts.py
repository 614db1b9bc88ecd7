"""What people do to a reference."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.jobs.worlds import World, day, events, labels_of

from gnomon.errors import UsageError
from gnomon.jobs.gather import gather
from gnomon.jobs.references.reference_acts import promote, set_reference, show
from gnomon.store import audit


@pytest.fixture
def settled(make: Callable[..., World]) -> World:
    """A world with nine days of which three are the reference."""
    world = make(reference={"first": "3d"}, segments=["origin"])
    world.rows("a.parquet", events(0, 9))
    world.targets("t.parquet", labels_of(events(0, 9)))
    gather(world.store, world.entity, day(10))
    return world


def test_a_stretch_is_promoted_and_the_one_before_retired(settled: World) -> None:
    made = promote(settled.store, settled.entity, day(4), day(8), day(10), "user:ann")
    shown = show(settled.store, settled.entity, day(15))
    assert [one["status"] for one in shown] == ["active", "retired"]
    assert (shown[0]["digest"], shown[0]["windows"], shown[0]["rows"]) == (made.digest, 4, 96)
    assert (shown[0]["name"], shown[0]["since"], shown[0]["age"]) == (
        "05 Jan 2013 to 09 Jan 2013",
        "2013-01-05T00:00:00Z",
        "5 days",
    )
    assert len(made.part((("origin", "JFK"),))) > 0
    with settled.store.reading() as tx:
        assert [act.actor for act in audit.all(tx, "flights")] == ["system", "user:ann"]
    gathered = gather(settled.store, settled.entity, day(10))
    assert gathered.reference is not None
    assert gathered.reference.digest == made.digest


def test_it_is_made_anew_as_it_is_configured(settled: World) -> None:
    first = show(settled.store, settled.entity, day(10))[0]["digest"]
    promote(settled.store, settled.entity, day(4), day(8), day(10), "user:ann")
    assert set_reference(settled.store, settled.entity, day(11), "user:bob").digest == first


def test_what_cannot_be_made_is_refused_in_words(settled: World, make: Callable[..., World]) -> None:
    with pytest.raises(UsageError, match=r"no rows from 01 Apr 2013 to 11 Apr 2013\. Choose another stretch"):
        promote(settled.store, settled.entity, day(90), day(100), day(110), "user:ann")
    with pytest.raises(UsageError, match="its reference slides"):
        set_reference(settled.store, make(reference={"last": "7d"}).entity, day(10), "user:ann")
    with pytest.raises(UsageError, match="the reference is complete on"):
        set_reference(
            settled.store, make(reference={"window": ["2013-02-01", "2013-03-01"]}).entity, day(10), "user:ann"
        )
