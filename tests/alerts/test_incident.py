"""The steps of an incident: what each does, and which cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gnomon.alerts import incident as steps
from gnomon.alerts.incident import Closing, Incident
from gnomon.errors import UsageError

AT = datetime(2013, 1, 1, 10, tzinfo=UTC)
OPEN = Incident(7, "flights", "flights", "open", "high", "temp moved.", "me", "", AT, AT)
FALSE = Closing("false_positive")


def test_it_is_acknowledged_mitigated_and_over() -> None:
    acked = steps.acknowledge(OPEN, "user:ann", AT + timedelta(minutes=5))
    assert (acked.status, acked.acked_by, acked.acked_at) == ("acknowledged", "user:ann", AT + timedelta(minutes=5))
    mitigated = steps.mitigate(acked, AT)
    assert (mitigated.status, mitigated.mitigated_at, mitigated.is_open) == ("mitigated", AT, True)
    ended = steps.over(mitigated, AT, is_retracted=False)
    assert (ended.status, ended.assessment, ended.is_open) == ("resolved", "unreviewed", False)
    assert steps.over(OPEN, AT, is_retracted=True).assessment == "retracted"


def test_an_alert_that_fires_after_a_mitigation_opens_it_and_the_worst_gives_severity_and_title() -> None:
    assert steps.fired(steps.mitigate(OPEN, AT), "info", "Other.").status == "open"
    assert steps.fired(OPEN, "info", "Other.") == OPEN
    worse = steps.fired(OPEN, "critical", "Worse.")
    assert (worse.severity, worse.title, worse.status) == ("critical", "Worse.", "open")


def test_what_comes_back_keeps_its_number_and_what_was_said_before() -> None:
    back = steps.reopen(steps.close(steps.acknowledge(OPEN, "a", AT), FALSE, AT))
    assert (back.id, back.status, back.reopened_count) == (7, "reopened", 1)
    assert (back.assessment, back.previous_assessment, back.resolved_at, back.acked_by) == (
        "",
        "false_positive",
        None,
        "",
    )
    assert steps.acknowledge(back, "b", AT).status == "acknowledged"


def test_what_is_over_already_is_reviewed_and_keeps_its_end() -> None:
    ended = steps.over(OPEN, AT, is_retracted=False)
    closed = steps.close(ended, Closing("true_positive", "upstream: feed", "restarted"), AT + timedelta(days=1))
    assert (closed.assessment, closed.resolved_at, closed.root_cause) == ("true_positive", AT, "upstream: feed")


def test_a_step_that_cannot_be_is_refused() -> None:
    with pytest.raises(UsageError, match="acknowledged by a already"):
        steps.acknowledge(steps.acknowledge(OPEN, "a", AT), "b", AT)
    with pytest.raises(UsageError, match="is mitigated already"):
        steps.acknowledge(steps.mitigate(OPEN, AT), "b", AT)
    with pytest.raises(UsageError, match="incident 7 is over"):
        steps.mitigate(steps.close(OPEN, FALSE, AT), AT)
    with pytest.raises(UsageError, match="no duplicate of itself"):
        steps.close(OPEN, Closing("duplicate", duplicate_of=7), AT)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"assessment": "wrong"}, "no assessment"),
        ({"assessment": "true_positive", "resolution": "x"}, "needs a root cause"),
        ({"assessment": "expected_change"}, "needs a root cause"),
        ({"assessment": "true_positive", "root_cause": "schema"}, "needs a resolution"),
        ({"assessment": "expected_change", "root_cause": "magic: x"}, "a cause begins with one of"),
        ({"assessment": "duplicate"}, "names the other"),
        ({"assessment": "false_positive", "duplicate_of": 3}, "names the other"),
    ],
)
def test_a_closing_that_is_not_whole_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Closing(**given)
