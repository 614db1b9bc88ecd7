"""Past incidents that were like one of now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from tests.jobs.trials.alerts import alert
from tests.jobs.worlds import World, day

from gnomon.alerts.incident import Assessment, Incident
from gnomon.jobs.incidents import similar
from gnomon.store import alerts, incidents
from gnomon.store.alerts import EpisodeRow


class Past:
    """A store with incidents that are over."""

    def __init__(self, world: World) -> None:
        self.world, self.number = world, 0

    def incident(self, at: float, *rows: tuple[str, str], said: Assessment = "unreviewed", why: str = "") -> Incident:
        over = self.made(day(at), said=said, why=why)
        with self.world.store.transaction() as tx:
            kept = incidents.add(tx, replace(over, status="open"))
            incidents.put(tx, replace(over, id=kept.id))
            for monitor, series in rows:
                self.number += 1
                row = alert(monitor, at, at + 1, number=self.number, series=series)
                alerts.put(tx, row)
                incidents.attach(tx, kept.id, row.alert_id, row.number)
        return replace(over, id=kept.id)

    def made(self, at: datetime, *, said: Assessment, why: str) -> Incident:
        return Incident(
            id=0, incident_key="flights", entity="flights", status="resolved", severity="warning", title="it moved",
            owner="", assignee="", started_at=at, detected_at=at, resolved_at=at, assessment=said, root_cause=why,
            resolution="restarted" if why else "",
        )  # fmt: skip

    def said(self, row: EpisodeRow) -> tuple[str, ...]:
        with self.world.store.reading() as tx:
            return similar.of_episode(tx, self.world.entity, row)


@pytest.fixture
def past(world: World) -> Past:
    return Past(world)


def test_an_alert_names_what_was_like_it_and_what_mended_it(past: Past) -> None:
    past.incident(3, ("inputs", "temp"), said="true_positive", why="upstream: feed stopped")
    past.incident(6, ("inputs", "temp"))
    past.incident(9, ("volume", ""))
    explained, unread = past.said(alert("inputs", 20, number=50, series="temp"))
    assert explained == ("incident 1 of 4 Jan 2013 (true positive, upstream: feed stopped; what mended it: restarted)")
    assert unread == "incident 2 of 7 Jan 2013 (unreviewed)"


def test_what_came_later_was_taken_back_or_is_another_name_teaches_nothing(past: Past) -> None:
    past.incident(3, ("inputs", "temp"), said="retracted")
    past.incident(5, ("inputs", "temp"), said="duplicate")
    past.incident(30, ("inputs", "temp"))
    assert past.said(alert("inputs", 20, number=50, series="temp")) == ()


def test_an_incident_is_not_like_itself(past: Past) -> None:
    past.incident(3, ("inputs", "temp"), ("volume", ""), said="false_positive")
    second = past.incident(9, ("inputs", "temp"), ("score", "score"))
    with past.world.store.reading() as tx:
        assert [one.id for one in similar.of_incident(tx, second)] == [1]
        assert similar.of_incident(tx, past_first := incidents.all(tx)[-1]) == []
        assert past_first.id == 1
