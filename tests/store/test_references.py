"""References: one of a name is in use, and what was in use stays to be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from tests.store.made import DAY, ENTITY, START

from gnomon.store import references
from gnomon.store.open import Store
from gnomon.store.references import Reference
from gnomon.store.tables import reference as table

REFERENCE = Reference(
    entity=ENTITY,
    name="reference",
    made_at=START,
    digest="digest-1",
    series=b"\0series\xff",
    outcomes=b"outcomes",
    segments={"origin": ["JFK"]},
    excluded={"weather": "came late"},
    settings={"first": 28},
)


def test_a_reference_comes_back_as_it_was_frozen(store: Store) -> None:
    with store.transaction() as tx:
        key = references.put(tx, REFERENCE)
    with store.reading() as tx:
        assert references.active(tx, ENTITY) == replace(REFERENCE, id=key)
        assert references.active(tx, ENTITY, "other") is None
        assert references.active(tx, "nobody") is None


def test_what_was_left_out_on_the_way_in_is_empty(store: Store) -> None:
    with store.transaction() as tx:
        references.put(tx, Reference(ENTITY, "reference", START, "ab", b"series"))
        found = references.active(tx, ENTITY)
    assert found is not None
    assert (found.outcomes, found.segments, found.excluded, found.settings) == (b"", {}, {}, {})


def test_the_same_content_again_changes_nothing(store: Store) -> None:
    with store.transaction() as tx:
        key = references.put(tx, REFERENCE)
        assert references.put(tx, replace(REFERENCE, made_at=START + DAY)) == key
        assert [(each.id, each.made_at) for each in references.all(tx, ENTITY)] == [(key, START)]


def test_another_content_takes_the_place_of_the_one_before(store: Store) -> None:
    with store.transaction() as tx:
        first = references.put(tx, REFERENCE)
        second = references.put(tx, replace(REFERENCE, digest="digest-2"))
        references.put(tx, replace(REFERENCE, name="other"))
        assert [(each.digest, each.status) for each in references.all(tx, ENTITY)] == [
            ("digest-1", "retired"),
            ("digest-2", "active"),
            ("digest-1", "active"),
        ]
        assert first < second


def test_a_reference_that_is_retired_is_used_no_more_and_may_be_made_again(store: Store) -> None:
    with store.transaction() as tx:
        first = references.put(tx, REFERENCE)
        references.retire(tx, first)
        assert references.active(tx, ENTITY) is None
        assert references.put(tx, REFERENCE) != first
        assert len(references.all(tx, ENTITY)) == 2


def test_the_database_itself_has_at_most_one_in_use(store: Store) -> None:
    with store.transaction() as tx:
        references.put(tx, REFERENCE)
    row = {name: getattr(REFERENCE, name) for name in Reference.__dataclass_fields__ if name != "id"}
    with pytest.raises(IntegrityError), store.transaction() as tx:
        tx.run(table.insert().values(row))
