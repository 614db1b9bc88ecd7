"""Tests of what a person reads of a test that fails."""

from __future__ import annotations

from typing import Any

import pytest
from tests.jobs.rehearsing import LABELS, SLOW, fed, settings

from gnomon.jobs.rehearsal.expected import failures
from gnomon.jobs.rehearsal.rehearse import rehearse


def alerts(at: str, *labels: dict[str, str], **annotations: str) -> dict[str, Any]:
    listed = [{"exp_labels": each, "exp_annotations": annotations} for each in labels]
    return {"alert_rule_test": [{"eval_time": at, "alertname": "slow", "exp_alerts": listed}]}


def lines(**expected: Any) -> list[str]:
    test = fed((SLOW, "1 9x1 1"), **expected)
    found = failures(test, rehearse(settings(), test))
    return [
        line for each in found for line in [each.what, *(f"{mark} {text}" for mark, text in each.lines), *each.course]
    ]


@pytest.mark.parametrize(
    "expected",
    [
        alerts("0"),
        alerts("1d", LABELS),
        alerts("2d12h", LABELS),
        alerts("3d"),
        {"exp_state": [{"eval_time": "3d", "alertname": "slow", "entity": "churn", "state": "inactive"}]},
        {"exp_state": [{"eval_time": "1d", "alertname": "inputs", "entity": "churn", "state": "none"}]},
        {
            "exp_notifications": [
                {"at": "3d1h", "channel": "ml", "reason": "all_resolved"},
                {"at": "1d", "channel": "ml", "reason": "first"},
                {"at": "2d", "channel": "ml", "reason": "repeat"},
            ]
        },
    ],
)
def test_what_comes_as_expected_is_no_failure(expected: dict[str, Any]) -> None:
    assert lines(**expected) == []


def test_an_alert_that_is_expected_in_vain_stands_beside_nothing() -> None:
    assert lines(**alerts("0", LABELS)) == [
        "alerts of slow that fire at 0",
        '- {entity="churn",kind="quality",severity="warning"}',
        "+ nothing",
        "slow of churn: none from 0, firing from 1d, inactive from 3d",
    ]
    assert lines(**alerts("1d12h"))[:3] == [
        "alerts of slow that fire at 1d12h",
        "- nothing",
        '+ {entity="churn",kind="quality",severity="warning"}',
    ]


def test_labels_and_annotations_are_compared_exactly() -> None:
    assert lines(**alerts("1d", {**LABELS, "severity": "high"}, summary="It is slow."))[1:3] == [
        '- {entity="churn",kind="quality",severity="high"} summary="It is slow."',
        '+ {entity="churn",kind="quality",severity="warning"}',
    ]


def test_states_and_messages_are_compared_too() -> None:
    state = {"eval_time": "1d", "alertname": "slow", "entity": "churn", "state": "pending"}
    assert lines(exp_state=[state])[:3] == ["state of slow of churn at 1d", "- pending", "+ firing"]
    assert lines(exp_notifications=[{"at": "1d", "channel": "ml", "reason": "first"}]) == [
        "messages",
        "  1d ml first",
        "+ 2d ml repeat",
        "+ 3d ml all_resolved",
    ]
