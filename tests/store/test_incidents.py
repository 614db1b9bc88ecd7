"""Incidents: one of a key is open at a time, an episode belongs to one for ever, and a timeline only grows."""

from __future__ import annotations

from dataclasses import replace

from tests.store.made import DAY, ENTITY, START
from tests.store.test_alerts import EPISODE

from gnomon.alerts.incident import Incident
from gnomon.store import alerts, incidents
from gnomon.store.incidents import IncidentEventRow
from gnomon.store.open import Store

INCIDENT = Incident(0, ENTITY, ENTITY, "open", "high", "temp moved.", "me", "", START, START + DAY)


def test_of_two_that_open_one_stays_and_the_other_joins_it(store: Store) -> None:
    with store.transaction() as tx:
        first = incidents.add(tx, INCIDENT)
    with store.transaction() as tx:
        assert incidents.add(tx, replace(INCIDENT, title="Other.")) == first
        assert incidents.all(tx) == [first]
        over = replace(first, status="resolved", resolved_at=START + 2 * DAY, assessment="unreviewed")
        incidents.put(tx, over)
        second = incidents.add(tx, INCIDENT)
        assert second.id != first.id
        assert incidents.all(tx, ENTITY) == [second, over]
        assert incidents.all(tx, only_open=True) == [second]
        assert incidents.all(tx, "nobody") == []
        assert (incidents.open_of(tx, ENTITY), incidents.newest_of(tx, ENTITY)) == (second, second)
        assert (incidents.get(tx, first.id), incidents.get(tx, 99)) == (over, None)


def test_an_episode_belongs_to_one_incident_for_ever(store: Store) -> None:
    with store.transaction() as tx:
        alerts.put(tx, EPISODE)
        one = incidents.add(tx, INCIDENT)
        assert incidents.attach(tx, one.id, "a1", 1)
        incidents.put(tx, replace(one, status="resolved"))
        other = incidents.add(tx, INCIDENT)
        assert not incidents.attach(tx, other.id, "a1", 1)
        assert incidents.of_episode(tx, "a1", 1) == replace(one, status="resolved")
        assert incidents.of_episode(tx, "a1", 2) is None
        assert [row.id for row in incidents.episodes(tx, one.id)] == ["a1-1"]
        assert incidents.episodes(tx, other.id) == []


def test_a_timeline_is_read_in_the_order_in_which_it_was_written(store: Store) -> None:
    with store.transaction() as tx:
        one = incidents.add(tx, INCIDENT)
        lines = [IncidentEventRow(one.id, START + n * DAY, "system", "comment", f"{n}") for n in (2, 1)]
        for line in lines:
            incidents.say(tx, line)
        assert incidents.timeline(tx, one.id) == lines
