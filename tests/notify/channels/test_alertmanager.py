from __future__ import annotations

from datetime import timedelta

import pytest
from tests.notify import facts
from tests.notify.receiver import Receiver

from gnomon.errors import UsageError
from gnomon.notify import post
from gnomon.notify.channels.alertmanager import AlertmanagerTarget, alertmanager, posted
from gnomon.notify.message import compose
from gnomon.notify.payload import payload

NOW = facts.START + timedelta(days=2)
TOLD = facts.told(runbook="https://example.org/r", links=(("alert", "https://example.org/a"),))
ALERT = payload(TOLD, compose(TOLD))


def test_an_alert_has_the_labels_and_annotations_that_prometheus_gives() -> None:
    made = posted({**ALERT, "labels": {**ALERT["labels"], "feature.store": "x"}}, NOW)
    assert made["labels"]["alertname"] == "inputs" and made["labels"]["feature_store"] == "x"
    assert made["annotations"]["runbook_url"] == "https://example.org/r"
    assert made["generatorURL"] == "https://example.org/a"
    assert (made["startsAt"], made["endsAt"]) == (ALERT["observed_at"], "2014-01-02T00:04:00Z")


def test_what_is_over_ends_now() -> None:
    made = posted({**ALERT, "state": "resolved", "links": [], "runbook": None}, NOW)
    assert made["endsAt"] == "2014-01-02T00:00:00Z"
    assert "generatorURL" not in made and "runbook_url" not in made["annotations"]


def test_an_address_that_is_not_there_stops_the_channel() -> None:
    def missing() -> str:
        raise UsageError("env:AM is not set.")

    with post.client(5) as client, Receiver() as receiver:
        said = {"alerts": [ALERT]}
        assert (
            alertmanager("k", said, AlertmanagerTarget(receiver.url("/")), client=client, now=NOW).kind == "delivered"
        )
        assert receiver.got[0].path == "/api/v2/alerts"
        with pytest.raises(UsageError, match=r"^env:AM is not set\.$"):
            alertmanager("k", said, AlertmanagerTarget(missing), client=client, now=NOW)
