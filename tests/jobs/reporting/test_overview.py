"""Every entity in a line, grouped by what a reader must do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.jobs.running import filled, once, settings
from tests.jobs.worlds import World, day

from gnomon.alerts.policy import Severity
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.jobs.reporting import overview
from gnomon.jobs.reporting.overview import Line
from gnomon.store import alerts, entities, incidents, notify_group
from gnomon.store.notify_group import GroupRow


@pytest.fixture
def ran(world: World) -> World:
    """A world of which `temp` moved, told as information."""
    filled(world, 12, 9)
    once(world, 12.5)
    return world


def _line(world: World) -> Line:
    (line,) = overview.lines(settings(world), world.store)
    return line


def _alert(world: World, severity: Severity) -> alerts.EpisodeRow:
    with world.store.transaction() as tx:
        (row,) = alerts.all(tx)
        row = replace(row, severity=severity)
        alerts.put(tx, row)
    return row


def test_what_is_only_told_is_in_hand_and_what_is_severe_needs_someone(ran: World) -> None:
    line = _line(ran)
    assert (line.duty, line.status, line.since, line.more) == ("in hand", "violation", day(9), 0)
    assert "nobody is called" in line.note
    _alert(ran, "high")
    line = _line(ran)
    assert (line.duty, line.note, line.incident) == ("needs someone", "", None)


def test_what_somebody_has_or_is_held_back_is_in_hand(ran: World) -> None:
    row = _alert(ran, "high")
    acts = Incidents(settings(ran), ran.store, "user:zoe", lambda: day(13))
    id = acts.open("flights", "Weather")["id"]
    with ran.store.transaction() as tx:
        incidents.attach(tx, id, row.alert_id, row.number)
    line = _line(ran)
    assert (line.duty, line.incident and line.incident.id) == ("needs someone", id)
    acts.acknowledge(id)
    assert (_line(ran).duty, _line(ran).note) == ("in hand", "zoe has it")
    acts.close(id, "false_positive", force=True)
    assert _line(ran).duty == "needs someone"
    with ran.store.transaction() as tx:
        notify_group.put(tx, GroupRow("group", "hook", "flights", day(13), "N1", {row.id: "silence 3"}))
    assert (_line(ran).duty, _line(ran).note) == ("in hand", "held back: silence 3")


def test_an_incident_of_which_no_alert_fires_needs_someone_too(ran: World) -> None:
    acts = Incidents(settings(ran), ran.store, "user:zoe", lambda: day(13))
    id = acts.open("flights", "Weather", since=day(2))["id"]
    line = _line(ran)
    assert (line.duty, line.reason, line.incident and line.incident.id) == ("needs someone", "Weather", id)
    acts.acknowledge(id)
    line = _line(ran)
    assert (line.duty, line.note, line.since) == ("in hand", "zoe has it", day(9))
    with ran.store.transaction() as tx:
        (row,) = alerts.all(tx)
        alerts.put(tx, replace(row, state="resolved", ended_at=day(12)))
        entities.status_put(tx, "flights", "ok", "Nothing.", day(13))
    line = _line(ran)
    assert (line.duty, line.note, line.since) == ("in hand", "zoe has it", day(2))


def test_without_an_alert_the_status_says_what_there_is_to_do(world: World) -> None:
    assert (_line(world).status, _line(world).duty) == ("no_data", "cannot judge")
    for status, duty in {"ok": "all right", "insufficient_data": "cannot judge", "error": "needs someone"}.items():
        with world.store.transaction() as tx:
            entities.status_put(tx, "flights", status, "So.", day(1))  # type: ignore[arg-type]
        assert (_line(world).duty, _line(world).reason, _line(world).since) == (duty, "So.", None)


def test_what_is_most_urgent_comes_first(ran: World) -> None:
    _alert(ran, "critical")
    configured = settings(ran)
    others = {name: ran.entity.model_copy(update={"name": name}) for name in ("a", "z")}
    with ran.store.transaction() as tx:
        for name in others:
            entities.put(tx, name, {})
        entities.status_put(tx, "a", "ok", "", day(1))
        entities.status_put(tx, "z", "error", "", day(1))
    both = configured.model_copy(update={"entities": {**others, **configured.entities}})
    assert [line.entity.name for line in overview.lines(both, ran.store)] == ["flights", "z", "a"]


def test_the_last_windows_are_drawn(ran: World) -> None:
    drawn = overview.drawn(ran.store, ran.entity)
    assert drawn.cells[-3:] == ("violation",) * 3
    assert set(drawn.rows) == {200}
    assert (drawn.metric, drawn.is_estimated, len(drawn.performance)) == ("AUC", False, len(drawn.rows))
    assert drawn.newest is not None
    assert day(11) <= drawn.newest < day(12)


def test_of_what_was_never_run_nothing_is_drawn(world: World) -> None:
    assert overview.drawn(world.store, world.entity) == overview.Drawn()
