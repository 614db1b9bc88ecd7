"""The stretch of an alert is that of its windows; of an incident, that of all of its alerts."""

from __future__ import annotations

import pytest
from tests.jobs.trials.alerts import alert
from tests.jobs.worlds import World, day
from tests.store.test_incidents import INCIDENT

from gnomon.errors import UsageError
from gnomon.jobs.live import of_alert
from gnomon.jobs.live.of_alert import Stretch
from gnomon.store import alerts, incidents
from gnomon.store.alerts import EpisodeRow


def kept(world: World, *rows: EpisodeRow) -> int:
    """The number of an incident with some alerts."""
    with world.store.transaction() as tx:
        number = incidents.add(tx, INCIDENT).id
        for row in rows:
            alerts.put(tx, row)
            incidents.attach(tx, number, row.alert_id, row.number)
    return number


def test_an_alert_is_about_its_windows(world: World) -> None:
    over, fires = alert("score", 5, 7), alert("volume", 6)
    kept(world, over, fires)
    assert of_alert.alert(world.store, over.id) == Stretch("flights", day(4), day(7))
    assert of_alert.alert(world.store, fires.id) == Stretch("flights", day(5), None)
    with pytest.raises(UsageError, match="there is no alert 'x-1'"):
        of_alert.alert(world.store, "x-1")


def test_an_incident_is_about_those_of_all_its_alerts(world: World) -> None:
    number = kept(world, alert("score", 5, 7), alert("inputs", 6, 9))
    assert of_alert.incident(world.store, number) == Stretch("flights", day(4), day(9))
    with pytest.raises(UsageError, match="there is no incident 99 with alerts"):
        of_alert.incident(world.store, 99)


def test_an_incident_of_which_an_alert_fires_goes_on(world: World) -> None:
    number = kept(world, alert("score", 5, 7), alert("inputs", 6))
    assert of_alert.incident(world.store, number) == Stretch("flights", day(4), None)
