"""Times, JSON and words come back as they went in, and sort alike on every database."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.made import START

from gnomon.errors import UsageError
from gnomon.store import audit, entities
from gnomon.store.audit import AuditRow
from gnomon.store.column_types import canonical, from_micros, to_micros
from gnomon.store.open import Store

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
ODD = {"n": [-0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 2**63], "é\n": {"b": None, "a": True}, "": "\ud7ff😀"}


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_kept_to_the_microsecond(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


def test_a_time_of_another_zone_is_the_same_time(store: Store) -> None:
    there = datetime(2013, 1, 1, 1, 0, 0, 7, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with store.transaction() as tx:
        entities.event(tx, "flights", there, "deployment", "v2")
        (found,) = entities.events(tx, "flights")
    assert found.at == there
    assert found.at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="needs a zone"):
        to_micros(datetime(2013, 1, 1))  # noqa: DTZ001 - what is refused


@given(VALUES)
def test_equal_json_is_equal_text(value: object) -> None:
    text = canonical({"value": value, "before": 1})
    assert text == canonical({"before": 1, "value": json.loads(json.dumps(value).replace("\\u0000", "␀"))})
    assert "\\u0000" not in text


@pytest.mark.parametrize("odd", [float("nan"), float("inf")])
def test_json_that_others_cannot_read_is_refused(odd: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"value": [odd]})


def test_json_comes_back_as_it_went_in(store: Store) -> None:
    with store.transaction() as tx:
        audit.put(tx, AuditRow(START, "system", "tried", "flights", ODD))
        (found,) = audit.all(tx)
    assert found.detail == ODD


def test_a_nul_is_kept_as_its_symbol(store: Store) -> None:
    with store.transaction() as tx:
        audit.put(tx, AuditRow(START, "a\0b", "tried", "flights", {"k\0": ["\0", {"in": ("\0",)}], "\\u0000": 1}))
        (found,) = audit.all(tx)
    assert found.actor == "a␀b"
    assert found.detail == {"k␀": ["␀", {"in": ["␀"]}], "\\u0000": 1}


def test_words_sort_by_their_bytes(store: Store) -> None:
    names = ["b", "a", "B", "ä", "a b", "ab", "_", "-"]
    with store.transaction() as tx:
        for name in names:
            entities.status_put(tx, name, "ok", "Calm.", START)
        assert [row.entity for row in entities.statuses(tx)] == sorted(names)
