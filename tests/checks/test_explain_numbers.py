"""The arithmetic of a verdict: complete, JSON, and the same as what was decided."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.checks.live import ALPHA, after, before, changed, judged, learned

from gnomon.checks.explain_numbers import explain_numbers
from gnomon.checks.family import decide
from gnomon.checks.learned import learn

LEARNED = learned()
MOVED = judged(
    LEARNED,
    after(
        20,
        changed(
            x=lambda i, rng: rng.normal(0.3 * (i > 10), 1, 2000),
            gap=lambda i, rng: np.where(rng.random(2000) < 0.02 + 0.1 * (i == 19), None, 1.5).tolist(),
        ),
    ),
)


def of(column: str, t: int = 19, **others: Any) -> dict[str, Any]:
    found = explain_numbers(MOVED, t, column, alpha=ALPHA, **others)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


@pytest.mark.parametrize("column", LEARNED.columns)
@pytest.mark.parametrize("t", [0, 10, 19])
def test_its_chances_are_those_that_were_decided_by(column: str, t: int) -> None:
    found, j = of(column, t), LEARNED.columns.index(column)
    for test in found["tests"]:
        least = min(level["adjusted"] for level in test["levels"])
        assert least == MOVED.measured.tests[test["name"]].chance[j, t]
    decided = {one.what: one for one in decide(MOVED, t, alpha=ALPHA) if one.column == column}
    for what, part in found["decision"]["parts"].items():
        assert part["adjusted"] == decided[what].p
        fires_up_to = found["decision"]["fires_up_to"]
        assert decided[what].fires == (fires_up_to is not None and part["p"] <= fires_up_to)


def test_a_moved_column_shows_how_its_effect_was_measured() -> None:
    found = of("x")
    assert found["reference"] | {"since": None, "until": None} == {
        "digest": LEARNED.digest, "basis": "reference_windows", "windows": 28, "since": None, "until": None,
    }  # fmt: skip
    location = next(test for test in found["tests"] if test["name"] == "location")
    first = location["levels"][0]
    assert first["A"] == pytest.approx(0.3, abs=0.1)
    assert first["t"] == pytest.approx(first["A"] / first["V"] ** 0.5)
    assert first["passes_cut"] and first["passes_range"] and first["admissible"]
    assert {"phi", "rho", "nu", "tau2", "usual", "m"} <= location.keys()
    assert sum(test["weight"] for test in found["tests"]) == pytest.approx(1)
    cells = found["cells"]
    assert sum(cells["rows"]) + cells["missing"] == cells["all_rows"] == 2000
    assert len(cells["names"]) == len(cells["expected"]) == len(cells["rows"]) == 20
    assert sum(cells["expected"]) == pytest.approx(1)


def test_what_is_reported_is_not_counted_in_the_family() -> None:
    assert of("x")["decision"]["columns"] == 3
    both = of("x", reported=[("x", "values"), ("x", "missing")])["decision"]
    assert both["columns"] == 2
    assert both["parts"]["values"]["is_reported"]
    assert of("gap")["decision"]["parts"]["missing"]["rank"] <= 2
    assert of("x", 0)["decision"]["fires_up_to"] is None


def test_a_lone_reference_is_explained_too() -> None:
    lone = judged(learn(before().total), after(1, changed()))
    found = explain_numbers(lone, 0, "x", alpha=ALPHA)
    assert found["reference"]["since"] is None
    assert next(test for test in found["tests"] if test["name"] == "location")["nu"] is None
    json.dumps(found, allow_nan=False)
