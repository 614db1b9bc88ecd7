"""Incidents over HTTP are those of `gnomon incidents`, page after page."""

from __future__ import annotations

from tests.jobs.worlds import day
from tests.server.api.conftest import Asked

from gnomon.jobs.incidents.incident_acts import Incidents


def test_they_are_listed_newest_first_and_shown(asked: Asked) -> None:
    incidents = Incidents(asked.settings, asked.world.store, "user:me", lambda: day(13))
    for n in range(3):
        opened = incidents.open("flights", f"Something {n}")
        if n < 2:
            incidents.close(opened["id"], "false_positive")
    pages = asked.pages("/incidents", limit=2)
    assert [[one["title"] for one in page] for page in pages] == [["Something 2", "Something 1"], ["Something 0"]]
    assert [one["title"] for one in asked.get("/incidents", open=True, entity="flights")] == ["Something 2"]
    shown = asked.get(f"/incidents/{opened['id']}")
    assert shown == incidents.show(opened["id"])
    assert shown["timeline"][0]["actor"] == "user:me"


def test_what_is_not_there_is_404(asked: Asked) -> None:
    assert asked.client.get("/api/v1/incidents/9").status_code == 404
    assert asked.client.get("/api/v1/incidents?entity=nobody").status_code == 404
    for path in ("incidents/0", f"incidents/{2**63}", "incidents/x", "incidents?before=0", "incidents?limit=1001"):
        assert asked.client.get(f"/api/v1/{path}").status_code == 422
