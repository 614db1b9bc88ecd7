"""Tests of where a fed figure becomes a violation."""

from __future__ import annotations

from typing import Any

import pytest

from gnomon.config.monitor import Monitor
from gnomon.config.threshold import Threshold, firing, material_of, needed, violating


def test_a_fed_violation_is_believed_whatever_else_is_fed() -> None:
    assert violating(Monitor(watches="inputs"), ["effect", "violation"]) == Threshold("violation", ">", 0)


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ("p95(x) < 3", Threshold("value", ">=", 3)),
        ("3 >= p95(x)", Threshold("value", ">", 3)),
        ("mean(x) > -2", Threshold("value", "<=", -2)),
        ("mean(x) < p95(x)", None),
        ("mean(x) < 3 and rows > 5", None),
    ],
)
def test_a_limit_is_broken_on_its_other_side(limit: str, found: Threshold | None) -> None:
    assert violating(Monitor(expect=limit), ["value"]) == found


@pytest.mark.parametrize(
    ("settings", "material"),
    [
        ({"watches": "inputs"}, 0.1),
        ({"watches": "inputs", "material": 0.3}, 0.3),
        ({"watches": "quality"}, 0.005),
        ({"watches": "volume"}, 0.2),
        ({"watches": "performance", "worse_by": 0.02}, 0.02),
        ({"watches": "performance"}, None),
        ({"watches": "schema"}, None),
    ],
)
def test_an_effect_violates_from_what_matters_on(settings: dict[str, Any], material: float | None) -> None:
    monitor = Monitor(**settings)
    assert material_of(monitor) == material
    found = violating(monitor, ["effect"])
    assert found == (None if material is None else Threshold("effect", ">=", material, is_absolute=True))
    if found is not None and material is not None:
        assert found.holds(-material)
        assert not found.is_calm(0.7 * material)
        assert found.is_calm(-0.4 * material)


def test_a_condition_of_one_comparison_is_a_threshold() -> None:
    by_hand = Monitor(watches="performance", condition="value < 0.7")
    assert firing(by_hand, ["value"]) == Threshold("value", "<", 0.7)
    assert firing(Monitor(watches="inputs", condition="effect > 2*material"), ["effect"]) is None
    assert firing(Monitor(watches="inputs", condition="abs(effect) > 2"), ["effect"]) is None
    assert firing(Monitor(watches="inputs", condition="value > 1 and p < 0.1"), ["value"]) is None
    assert firing(Monitor(watches="inputs"), ["violation"]) == Threshold("violation", ">", 0)


def test_a_condition_says_which_figures_it_needs() -> None:
    assert needed(Monitor(watches="inputs", condition="effect > 2*material and p < 0.01")) == {"effect", "p"}
    assert needed(Monitor(watches="schema", condition="effect > 2*material")) == {"effect", "material"}
    assert needed(Monitor(watches="schema", condition='status == "ok" and n > 3')) == {"violation", "n"}
    assert needed(Monitor(watches="schema")) == frozenset()
