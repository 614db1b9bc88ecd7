"""Tests of what does not fit together in an entity; the sentences are in `wrong.txt`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config import fitting
from gnomon.config.reference import Reference
from gnomon.config.source import Source

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "source",
        "targets",
        "score",
        "scores",
        "segments",
        "roles",
        "monitors",
        "reference",
        "every",
        "labels",
        "task",
        "query",
    ]
)


@given(st.dictionaries(KEYS, ANYTHING))
def test_whatever_stands_there_is_looked_at(raw: dict[str, Any]) -> None:
    assert all(each.words for each in fitting.misfits(raw))


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"score": "p", "targets": {"target": "y"}, "source": {"id": "i"}},
        {"monitors": {"performance": "off", "score": False}},
        {"task": "ranking", "query": "q", "score": "s"},
        {"every": "1h", "reference": {"first": "1h"}},
        {"segments": ["origin"], "source": {"id": "event_id", "timestamp": "ts"}},
    ],
)
def test_what_fits_is_left_alone(raw: dict[str, Any]) -> None:
    assert list(fitting.misfits(raw)) == []


def test_parts_that_were_made_in_python_are_looked_at_as_well() -> None:
    raw = {"source": Source(path="a", timestamp="ts", id="i"), "segments": {"i": "all"}, "every": "1w"}
    found = fitting.misfits({**raw, "reference": Reference(first="1d")})  # type: ignore[arg-type]
    assert [each.place for each in found] == [("segments", "i"), ("reference", "first")]
