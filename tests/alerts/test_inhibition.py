"""What follows from what (ALERTS 2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gnomon.alerts.inhibition import Seen, inhibitor

DAY, START = timedelta(days=1), datetime(2026, 3, 1, tzinfo=UTC)
GAP = Seen("gap", "feed", "volume", "missing", "warning", START, START + DAY)
DRIFT = Seen("drift", "feed", "inputs", "drift", "info", START, START + DAY)


def held(source: Seen, target: Seen, *upstream: str) -> bool:
    return inhibitor(target, [target, source], upstream) == source


@pytest.mark.parametrize("kind", ["missing", "late", "schema"])
@pytest.mark.parametrize("target", ["drift", "quality", "performance"])
def test_what_is_missing_late_or_of_another_shape_explains_the_rest(kind: str, target: str) -> None:
    source, following = replace(GAP, kind=kind), replace(DRIFT, kind=target)
    assert held(source, following)
    assert not held(following, source)
    assert not held(source, replace(following, entity="churn"))
    assert held(source, replace(following, entity="churn"), "feed")


def test_a_pipeline_explains_only_what_is_downstream() -> None:
    pipeline = replace(GAP, kind="pipeline")
    assert held(pipeline, replace(DRIFT, entity="churn"), "feed")
    assert not held(pipeline, DRIFT)


@pytest.mark.parametrize("kind", ["missing", "late", "schema", "service", "self"])
def test_no_other_kind_is_explained(kind: str) -> None:
    assert not held(GAP, replace(DRIFT, kind=kind))


def test_a_critical_alert_says_what_a_lesser_one_of_its_monitor_does() -> None:
    critical = replace(DRIFT, id="big", severity="critical")
    assert held(critical, DRIFT)
    assert held(critical, replace(DRIFT, severity="warning"))
    assert not held(critical, replace(DRIFT, severity="high"))
    assert not held(critical, replace(DRIFT, monitor="score"))
    assert not held(critical, replace(DRIFT, entity="churn"), "feed")


def test_what_was_over_before_the_source_began_does_not_follow_from_it() -> None:
    assert not held(replace(GAP, since=START + DAY), DRIFT)
    assert held(replace(GAP, since=START + DAY / 2), DRIFT)


def test_the_source_that_began_first_is_named() -> None:
    late = replace(GAP, id="late", kind="late", since=START - DAY)
    assert inhibitor(DRIFT, [GAP, late, DRIFT], ()) == late
