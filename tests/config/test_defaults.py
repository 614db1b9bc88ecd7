"""Tests of the monitors that an entity has by default."""

from __future__ import annotations

import pytest

from gnomon.config import defaults
from gnomon.config.monitor import Monitor
from gnomon.config.read import settings_of

OF_ALL = ["quality", "schema", "volume", "freshness", "inputs"]


@pytest.mark.parametrize(
    ("keys", "monitors"),
    [
        ("", OF_ALL),
        ("score: p", ["score", *OF_ALL]),
        ("prediction: y", ["prediction", *OF_ALL]),
        (
            "score: p, prediction: y, targets: {path: t.csv, id: i, timestamp: t, target: y}",
            ["performance", "score", "prediction", *OF_ALL],
        ),
        ("scores: {cat: a, dog: b}", ["score", *OF_ALL]),
        ("score: p, reference: {path: t.csv, timestamp: ts, target: y}", ["performance", "score", *OF_ALL]),
    ],
)
def test_an_entity_is_watched_for_what_it_has(keys: str, monitors: list[str]) -> None:
    text = f"entities: {{a: {{source: {{path: a.csv, timestamp: ts, id: i}}, {keys}}}}}"
    assert list(settings_of(text).entity("a").monitors) == monitors


def test_a_named_monitor_stands_where_the_default_would() -> None:
    named = {"volume": Monitor(name="volume", material=0.5), "mine": Monitor(name="mine", watches="inputs")}
    found = defaults.monitors(named, [])
    assert list(found) == [*OF_ALL, "mine"]
    assert found["volume"].material == 0.5
