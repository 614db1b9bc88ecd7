"""Incidents on the command line: from an alert to what it turned out to be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.running import shifted
from tests.jobs.worlds import events

import gnomon as gn
from gnomon.store import audit

CONFIG = """
entities:
  flights:
    source: {path: flights.parquet, timestamp: ts, id: id}
    owner: ml
    monitors:
      inputs: {severity: high}
"""
LIMIT = """inputs: off
      warm: {expect: "mean(temp) < 24", severity: high}"""
"""A monitor whose alert is over on the next day."""

UNTIL = ("--until", "2013-02-15T03:00Z")


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> Gnomon:
    """After a run over 45 days of rows that move on the 40th."""
    monkeypatch.chdir(tmp_path)
    pl.concat(shifted(45, 40)).write_parquet("flights.parquet")
    Path("gnomon.yaml").write_text(CONFIG, "utf-8")
    assert gnomon("run", *UNTIL).code == 0
    return gnomon


def test_an_alert_opens_an_incident_that_people_take_on(ran: Gnomon) -> None:
    (one,) = ran("incidents", "list", "--json").document()
    assert tuple(one[name] for name in ("id", "entity", "status", "severity", "owner")) == (
        1,
        "flights",
        "open",
        "high",
        "ml",
    )
    assert one["started_at"] == "2013-02-11T00:00:00Z"
    assert "temp moved up by" in ran("incidents", "list").out
    assert ran("incidents", "ack", 1).err == "incident 1 of flights is acknowledged.\n"
    assert ran("incidents", "assign", 1, "bob").err == "incident 1 of flights is acknowledged, assigned to bob.\n"
    assert ran("incidents", "comment", 1, "the sensor was replaced", "--json").document()["assignee"] == "bob"
    assert ran("incidents", "mitigate", 1).err == "incident 1 of flights is mitigated, assigned to bob.\n"
    shown = ran("incidents", "show", 1)
    assert shown.out.startswith("Incident 1, flights: temp moved up by")
    assert "comment the sensor was replaced" in shown.out
    assert "started at: 11 Feb 2013 00:00 UTC" in shown.out
    document = ran("incidents", "show", 1, "--json").document()
    kinds = [line["kind"] for line in document["timeline"]]
    assert kinds == ["opened", "firing", "acknowledged", "assigned", "comment", "mitigated"]
    assert [alert["monitor"] for alert in document["alerts"]] == ["inputs"]


def test_an_expected_change_promotes_a_reference_with_an_audit_entry(ran: Gnomon) -> None:
    closed = ran(
        "incidents", "close", 1, "--as", "expected_change", "--cause", "population: new sensors",
        "--promote-since", "2013-02-10",
    )  # fmt: skip
    assert (closed.code, closed.err) == (0, "incident 1 of flights is resolved, expected_change.\n")
    shown = ran("reference", "show", "flights", "--json").document()
    assert (shown[0]["name"], shown[0]["status"]) == ("10 Feb 2013 to 15 Feb 2013", "active")
    with gn.open("gnomon.yaml") as project:
        with project.store.reading() as tx:
            rows = audit.all(tx, "flights")
        assert [row.action for row in rows][-2:] == ["reference", "incident.closed"]
        assert all(row.actor.startswith("user:") for row in rows[-2:])
        (one,) = project.incidents.list()
        assert (one["assessment"], one["root_cause"]) == ("expected_change", "population: new sensors")


def test_what_cannot_be_is_one_line(ran: Gnomon, tmp_path: Path) -> None:
    assert "no incident 9" in ran("incidents", "show", 9).refusal()
    assert "still fires" in ran("incidents", "close", 1, "--as", "false_positive").refusal()
    assert "is no assessment" in ran("incidents", "close", 1, "--as", "wrong").refusal()
    assert "no entity 'nobody'" in ran("incidents", "list", "nobody").refusal()
    Path("gnomon.yaml").write_text("store: sqlite:///other.db\n" + CONFIG, "utf-8")
    assert ran("incidents", "list").err == "no incidents.\n"


def test_what_incidents_turned_out_to_be_is_their_monitors_precision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon
) -> None:
    monkeypatch.chdir(tmp_path)
    away = {30, 36, 42, 48, 54}
    days = [events(n, 1, 200, temp=pl.col("temp") + (8.0 if n in away else 0.0)) for n in range(60)]
    pl.concat(days).write_parquet("flights.parquet")
    Path("gnomon.yaml").write_text(CONFIG.replace("inputs: {severity: high}", LIMIT), "utf-8")
    assert gnomon("run", "--until", "2013-03-02T03:00Z").code == 0
    found = gnomon("incidents", "list", "--json").document()
    assert [(one["id"], one["assessment"]) for one in found] == [(id, "unreviewed") for id in (5, 4, 3, 2, 1)]

    def warm() -> Any:
        return next(one for one in gnomon("monitors", "flights", "--json").document() if one["monitor"] == "warm")

    assert (warm()["alerts"], warm()["incidents"], warm()["unreviewed_share"]) == (5, 5, 1.0)
    for id in (1, 2, 3, 4):
        assert gnomon("incidents", "close", id, "--as", "false_positive").code == 0
    assert (warm()["false_positives"], warm()["precision"]) == (4, None)
    right = ("--as", "true_positive", "--cause", "upstream: a new sensor", "--resolution", "put the old one back")
    assert gnomon("incidents", "close", 5, *right).code == 0
    assert warm()["precision"]["value"] == 0.2
    assert gnomon("incidents", "close", 4, *right).code == 0
    assert warm()["precision"]["value"] == 0.4
    shown = gnomon("monitors")
    assert "0.40 (0.118–0.769)" in shown.out
    nothing = gnomon("monitors", "--since", "2014-01-01", "--json").document()
    assert {one["alerts"] for one in nothing} == {0}


def test_an_incident_that_no_alert_told_is_written_down(ran: Gnomon) -> None:
    ran("incidents", "close", 1, "--as", "false_positive", "--force")
    done = ran("incidents", "open", "flights", "no rows from JFK", "--since", "2013-01-20", "--severity", "critical")
    assert done.err == "incident 2 of flights is open.\n"
    shown = ran("incidents", "show", 2, "--json").document()
    assert (shown["started_at"], shown["severity"], shown["alerts"]) == ("2013-01-20T00:00:00Z", "critical", [])
    assert ran("incidents", "open", "flights", "again").code == 2
    wrong = ran("incidents", "open", "flights", "again", "--severity", "bad")
    assert (wrong.code, "write" in wrong.err) == (2, True)
