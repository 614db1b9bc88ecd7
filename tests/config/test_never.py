"""Monitors that can never fire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gnomon.config.monitor import Monitor
from gnomon.config.never import never
from gnomon.config.read import settings_of
from gnomon.config.warnings import warnings


@pytest.mark.parametrize(
    "given",
    [
        {"expect": "null_share(temp) <= 1"},
        {"expect": "rows >= 0"},
        {"expect": "auc < 1.5"},
        {"expect": "share(origin = 'JFK') between 0 and 100 %"},
        {"expect": "null_share(temp) + null_share(dewp) < 3"},
        {"watches": "performance", "metric": "auc", "condition": "value > 1"},
        {"watches": "performance", "metric": "auc", "worse_by": 1.0},
        {"watches": "inputs", "condition": "p > 1"},
        {"watches": "volume", "condition": "value < 0"},
        {"watches": "inputs", "condition": "effect > 0.3 and effect < 0.2"},
        {"watches": "inputs", "condition": "violation and status == 'ok'"},
        {"watches": "inputs", "condition": "status == 'no_data'"},
    ],
)
def test_what_can_never_fire_says_why(given: dict[str, Any]) -> None:
    assert "Write" in never(Monitor(name="m", **given))


@pytest.mark.parametrize(
    "given",
    [
        {"watches": "inputs"},
        {"expect": "p95(duration) < 300ms"},
        {"expect": "auc > 0.7"},
        {"expect": "mean(temp) < 1.5 * usual(mean(temp))"},
        {"expect": "metric(spread) < 2"},
        {"expect": {"age": {"min": 0}}},
        {"watches": "performance", "metric": "log_loss", "worse_by": 5.0},
        {"watches": "performance", "condition": "value < 0.7"},
        {"watches": "inputs", "condition": "effect > 2*material and p < 0.01"},
        {"watches": "inputs", "condition": "n > 100 and material > 0"},
        {"watches": "inputs", "condition": "not (p <= 1)"},  # where p is not known
        {"expect": "rows >= 0", "on_no_data": "alert"},
    ],
)
def test_what_may_fire_is_left_alone(given: dict[str, Any]) -> None:
    assert never(Monitor(name="m", **given)) == ""


def test_it_is_worth_a_word(tmp_path: Path) -> None:
    text = "entities: {a: {owner: me, source: {path: a.csv, timestamp: ts}, monitors: {much: {expect: rows >= 0}}}}\n"
    (tmp_path / "a.csv").touch()
    assert [str(each) for each in warnings(settings_of(text, folder=tmp_path))] == [
        "entities.a.monitors.much: can never fire: its limit rows >= 0 always holds. Write one that can be passed."
    ]
