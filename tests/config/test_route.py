"""Routes: their names, their groups, and what is wrong with one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gnomon.config.route import Route
from gnomon.errors import UsageError

LABELS = {"alertname": "inputs", "entity": "churn", "kind": "drift", "severity": "high"}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def _route(**given: Any) -> Route:
    return Route.model_validate({"notify": ["ml"], **given})


def test_a_route_is_named_by_what_it_matches() -> None:
    assert _route(match=["team=risk", 'env=~"a|b"']).path == '{team="risk",env=~"a|b"}'
    assert _route().path == "{}"


def test_alerts_are_grouped_by_labels() -> None:
    assert _route().group(LABELS) == {"entity": "churn"}
    assert _route(group_by=["entity", "kind", "team"]).group(LABELS) == {"entity": "churn", "kind": "drift", "team": ""}
    assert set(_route(group_by=["..."]).group(LABELS)) == {"alertname", "entity", "kind"}


def test_its_repeat_interval_is_the_channels_unless_it_has_one() -> None:
    assert _route().repeat(DAY) == DAY
    assert _route(repeat_interval="1h").repeat(DAY) == HOUR


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"match": ["team"]}, "is no matcher"),
        ({"match": ['team=~"("']}, "no regular expression"),
        ({"group_by": ["kind"]}, r"a message is of one entity\. Write \[entity, …\] or \[\.\.\.\]"),
        ({"notify": None}, "notify"),
    ],
)
def test_what_is_wrong_with_a_route_is_said(given: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Route(**{"notify": ["ml"], **given})
