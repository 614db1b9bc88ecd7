"""Tests of entities."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gnomon.config.budget import Budget
from gnomon.config.entity import Entity
from gnomon.config.monitor import Monitor
from gnomon.config.reference import Reference
from gnomon.config.source import Source, Targets
from gnomon.errors import UsageError

SOURCE = Source(path="a.parquet", timestamp="ts", id="event_id")
TARGETS = Targets(path="labels.parquet", id="event_id", timestamp="label_ts", target="label")


def test_what_is_not_said_has_a_default() -> None:
    entity = Entity(name="churn", source=SOURCE)
    assert (entity.every, entity.zone, entity.lateness) == ("1d", "UTC", timedelta(0))
    assert entity.reference == Reference(first=timedelta(days=28))
    assert entity.false_alarms == Budget(1.0)
    assert entity.outcome is None


def test_columns_have_the_roles_that_were_said() -> None:
    entity = Entity(
        name="churn", source=SOURCE, score="p", prediction="y", segments=["origin"], roles={"zip": "segment"}
    )  # type: ignore[arg-type]  # a list of segments, as people write it
    roles = {name: entity.schema.role(name) for name in ("ts", "event_id", "p", "y", "origin", "zip", "age")}
    assert list(roles.values()) == ["timestamp", "id", "score", "prediction", "segment", "segment", "feature"]


def test_a_target_among_the_rows_is_no_feature_and_a_column_that_is_only_called_so_is_one() -> None:
    among = Targets(path="a.parquet", id="event_id", timestamp="ts", target="label")
    entities = [Entity(name="churn", source=SOURCE, targets=targets, score="p") for targets in (among, TARGETS)]
    assert [entity.schema.role("label") for entity in entities] == ["target", "feature"]


def test_an_outcome_is_made_of_what_was_said() -> None:
    outcome = Entity(name="churn", source=SOURCE, targets=TARGETS, score="p", threshold=0.3, positive="yes").outcome
    assert outcome is not None
    assert (outcome.target, outcome.score, outcome.threshold, outcome.positive) == ("label", "p", 0.3, "yes")


def test_each_class_may_have_its_score() -> None:
    outcome = Entity(name="pets", source=SOURCE, scores={"cat": "p_cat", "dog": "p_dog"}).outcome
    assert outcome is not None
    assert outcome.classes == {"cat": "p_cat", "dog": "p_dog"}


def test_monitors_are_named_by_their_keys_in_python_too() -> None:
    monitors = {"inputs": Monitor(material=0.2), "slow": Monitor(expect="p95(duration) < 300ms")}
    entity = Entity(name="churn", source=SOURCE, monitors=monitors)
    assert entity.monitors["inputs"].name == "inputs"
    assert entity.monitors["inputs"].material == 0.2
    assert entity.monitors["slow"].watched == "expect"


def test_monitors_that_are_off_are_remembered() -> None:
    entity = Entity(name="churn", source=SOURCE, monitors={"inputs": "off", "volume": False})  # type: ignore[dict-item]
    assert entity.off == ("inputs", "volume")
    assert list(entity.monitors) == ["quality", "schema", "freshness"]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(UsageError) as wrong:
        Entity(name="churn", source={"path": "a.csv"}, every="1x", zone="Mars", score="p", scores={"a": "b"})  # type: ignore[arg-type]
    told = str(wrong.value)
    assert [key in told for key in ("source.timestamp:", "every: '1x'", "zone: 'Mars'", "scores: score is")] == [
        True
    ] * 4
    assert "pydantic" not in told


def test_an_entity_does_not_change() -> None:
    entity = Entity(name="churn", source=SOURCE)
    with pytest.raises(ValueError, match="frozen"):
        entity.every = "1h"
