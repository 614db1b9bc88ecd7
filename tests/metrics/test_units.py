"""Units and their names."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.units import UNITS, Unit


def test_there_are_those_of_the_text_each_once() -> None:
    names = [unit.name for unit in UNITS]
    assert len(names) == len(set(names)) == 2 * (9 + 6) + 2
    assert names[:6] == ["×10", "×100", "×1000", "×10000", "×10⁵", "×10⁶"]
    assert {"÷1000", "×60", "÷3600", "×24", "×2.54", "÷0.3048", "×0.4536", "°F→°C", "°C→°F"} <= set(names)


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_can_be_undone(unit: Unit) -> None:
    values = np.array([-40.0, 0.0, 12.5])
    assert unit.undo(unit.apply(values)) == pytest.approx(values)


def test_degrees_are_degrees() -> None:
    by_name = {unit.name: unit for unit in UNITS}
    assert by_name["°F→°C"].apply(np.array([32.0, 212.0])) == pytest.approx([0, 100], abs=1e-12)
    assert by_name["°C→°F"].apply(np.array([-40.0, 37.0])) == pytest.approx([-40, 98.6])
