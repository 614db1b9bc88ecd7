"""Alerts over HTTP are those of `gnomon alerts`, page after page."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from tests.server.api.conftest import Asked
from tests.server.conftest import Calling

from gnomon.jobs import listing
from gnomon.server.state import State
from gnomon.store import alerts


def test_what_fires_is_listed_and_shown_with_its_events(asked: Asked) -> None:
    (one,) = asked.get("/alerts")
    assert asked.get("/alerts", entity="flights", monitor="inputs", severity="info", state="firing") == [one]
    for words in ("monitor=volume", "severity=critical", "state=resolved"):
        assert asked.client.get(f"/api/v1/alerts?{words}").json() == []
    shown = asked.get(f"/alerts/{one['id']}")
    assert shown == one | {"events": shown["events"], "incident": None}
    assert [event["kind"] for event in shown["events"]] == ["firing"]


def test_what_is_not_there_is_404(asked: Asked) -> None:
    for path in (
        "alerts/nothing",
        "alerts/84d843fe96a87493-9",
        f"alerts/a-{'9' * 30}",
        "alerts?after=b-1",
        "alerts?entity=b",
    ):
        answer = asked.client.get(f"/api/v1/{path}")
        assert (answer.status_code, bool(answer.json()["detail"])) == (404, True), path


def test_pages_hold_each_alert_once_though_many_began_together(asked: Asked, calling: Calling, state: State) -> None:
    with asked.world.store.reading() as tx:
        (real,) = alerts.all(tx)
    rows = [
        replace(real, entity=entity, monitor=monitor, alert_id=f"{alert}{entity}{monitor}", number=number)
        for entity in ("flights", "other")
        for monitor in ("inputs", "volume")
        for alert in "xy"
        for number in (1, 2)
    ]
    with state.store.transaction() as tx:
        for row in rows:
            alerts.put(tx, row)
    client = calling(state)
    for size in (1, 3, 5, 16):
        pages = Asked(asked.world, asked.settings, client).pages("/alerts", limit=size)
        assert [len(page) for page in pages][:-1] == [size] * (len(pages) - 1)
        assert list(chain.from_iterable(pages)) == listing.alerts(state.store)
    assert len(listing.alerts(state.store)) == 16
