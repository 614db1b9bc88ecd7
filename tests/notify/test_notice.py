"""A notice has the form of an alert's message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.notify import facts

from gnomon.notify import notice
from gnomon.notify.message import compose
from gnomon.notify.payload import payload

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(("is_open", "state"), [(True, "firing"), (False, "resolved")])
@pytest.mark.parametrize("kind", notice.KINDS)
def test_it_has_fields_of_an_alert_and_no_others(kind: notice.Kind, is_open: bool, state: str) -> None:
    made = notice.payload(kind, "held|ml|1", "prod", "[HELD] prod", [], at=AT, since=AT, is_open=is_open)
    (alert,) = made["alerts"]
    told = facts.told()
    assert alert.keys() <= payload(told, compose(told)).keys()
    assert (alert["state"], alert["entity"], made["reason"], made["group"]) == (state, "prod", kind, "held|ml|1")
