"""Stretches: windows next to each other are told as one."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.sides import days, verdicts

from gnomon.charts.stretches import stretches


def test_violations_next_to_each_other_are_one_stretch() -> None:
    series = days([0.0] * 4 + [None] + [0.0] * 4)
    found = stretches(verdicts(series, {1: "violation", 2: "violation", 3: "violation", 4: "violation"}))
    assert [(stretch.name, stretch.count) for stretch in found] == [("2 – 4 Jan", 3), ("6 Jan", 1)]
    assert found[0].effect == pytest.approx(0.3)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_every_violation_is_in_one_stretch_and_none_can_be_joined(places: list[tuple[bool, bool]]) -> None:
    series = days([0.0 if there else None for there, _ in places])
    wrong = [bad for there, bad in places if there]
    found = stretches(verdicts(series, {i: "violation" for i, bad in enumerate(wrong) if bad}))
    assert sum(stretch.count for stretch in found) == sum(wrong)
    for before, after in itertools.pairwise(found):
        assert before.last.end < after.first.start


def test_the_largest_effect_speaks_for_its_stretch() -> None:
    series = days([0.0] * 3)
    made = verdicts(series, dict.fromkeys(range(3), "violation"))
    effects = (math.nan, -0.5, 0.4)
    (found,) = stretches([replace(v, effect=e, limit=e) for v, e in zip(made, effects, strict=True)])
    assert (found.effect, found.limit, found.reason) == (-0.5, -0.5, "*x* in 2 Jan")


def test_any_status_has_stretches() -> None:
    series = days([0.0] * 3)
    found = stretches(verdicts(series, {1: "no_data"}), "no_data")
    assert [(stretch.first, stretch.count) for stretch in found] == [(series.windows[1], 1)]
    assert stretches(()) == []
