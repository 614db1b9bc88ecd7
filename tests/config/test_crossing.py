"""Tests of names that lead to another part; the sentences are in `wrong.txt`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config import crossing
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.config.source import Source
from gnomon.errors import UsageError

NAMES = st.sampled_from(["a", "b", "c", "d"])


@given(st.dictionaries(NAMES, st.fixed_dictionaries({"upstream": st.lists(NAMES, max_size=3)})))
def test_a_circle_is_told_exactly_when_there_is_one(entities: dict[str, dict[str, list[str]]]) -> None:
    above = {name: {each for each in entity["upstream"] if each != name} for name, entity in entities.items()}
    free = set(above)
    while found := {name for name in free if not above[name] & free}:  # those with nothing left above them
        free -= found
    told = [each for each in crossing.crossings({"entities": entities}) if "circle" in each.words]
    assert len(told) == bool(free)


@pytest.mark.parametrize("raw", [{}, {"entities": None}, {"entities": [1]}, {"channels": "x", "entities": {"a": None}}])
def test_whatever_stands_there_is_looked_at(raw: dict[str, Any]) -> None:
    assert list(crossing.crossings(raw)) == []


def test_parts_that_were_made_in_python_are_looked_at_as_well() -> None:
    entity = Entity(source=Source(path="a", timestamp="ts"), notify=("ml",))
    with pytest.raises(UsageError, match=r"Settings: entities\.a\.notify\[0\]: there is no channel 'ml'"):
        Settings(entities={"a": entity})


def test_an_entity_of_another_name_is_refused() -> None:
    entity = Entity(name="b", source=Source(path="a", timestamp="ts"))
    with pytest.raises(UsageError, match=r"entities\.a\.name: the name is the key, 'a'"):
        Settings(entities={"a": entity})
