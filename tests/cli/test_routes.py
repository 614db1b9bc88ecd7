"""`gnomon routes test`, with the routes of the specification (ALERTS 2.4)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.program import Gnomon

FILE = """
entities:
  f: {source: {path: f.csv, timestamp: ts}}
  own: {source: {path: f.csv, timestamp: ts}, notify: [ml-default]}
channels:
  digest-daily: {kind: log}
  platform: {kind: log}
  slack-risk: {kind: log}
  pager-risk: {kind: log, repeat_interval: 4h}
  ml-default: {kind: log}
routes:
  - {match: ['severity="info"'], notify: [digest-daily]}
  - {match: ['kind="self"'], notify: [platform]}
  - {match: ['team="risk"'], notify: [slack-risk], hours: office, continue: true}
  - {match: ['team="risk"', 'severity=~"critical|high"'], notify: [pager-risk], group_by: [entity, kind]}
  - {match: [], notify: [ml-default], mute: night}
hours:
  office: {days: mon-fri, from: "08:00", to: "18:00", tz: Europe/Berlin}
  night: {from: "22:00", to: "06:00"}
  sunday: {days: sun}
maintenance:
  - {match: ['entity="moved"'], hours: sunday, comment: the move}
"""
MONDAY, SUNDAY = "2026-03-02T09:00Z", "2026-03-01T09:00Z"


@pytest.fixture
def routes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> Gnomon:
    monkeypatch.chdir(tmp_path)
    Path("gnomon.yaml").write_text(FILE, "utf-8")
    return lambda *words: gnomon("routes", "test", *words)


@pytest.mark.parametrize(
    ("labels", "channels"),
    [
        ("team=risk severity=critical", "slack-risk,pager-risk"),
        ("team=risk severity=info", "digest-daily"),
        ("team=fraud severity=high", "ml-default"),
        ("kind=self team=risk severity=high", "platform"),
        ("entity=own severity=info", "ml-default"),
    ],
)
def test_the_channels_are_those_of_the_first_route_and_of_those_it_continues_to(
    routes: Gnomon, labels: str, channels: str
) -> None:
    assert routes(*labels.split(), "--expect", channels).code == 0
    other = routes(*labels.split(), "--expect", "nobody-else")
    assert other.code == 1
    assert "expected nobody-else, not" in other.err


@pytest.mark.parametrize(
    ("labels", "at", "told"),
    [
        ("team=risk", MONDAY, [None, None]),
        ("team=risk", SUNDAY, ["its route tells in the hours office", None]),
        ("team=fraud", "2026-03-02T23:00Z", ["its route tells nothing in the hours night"]),
        ("team=fraud", "2026-03-02T05:59Z", ["its route tells nothing in the hours night"]),
        ("entity=moved", SUNDAY, ["the move in the hours sunday"]),
        ("entity=moved", MONDAY, [None]),
    ],
)
def test_what_would_hold_it_back_is_said(routes: Gnomon, labels: str, at: str, told: list[str | None]) -> None:
    found = routes(labels, "severity=high", "--at", at, "--json").document()
    assert [one["held_back"] for one in found] == told


def test_a_silence_would_hold_it_back(routes: Gnomon, gnomon: Gnomon) -> None:
    assert gnomon("silences", "add", "team=fraud", "--comment", "upgrade", "--author", "ann").code == 0
    shown = routes("team=fraud", "severity=high")
    assert "silence 1 of user:ann" in " ".join(shown.out.split())


def test_the_group_and_the_repeat_interval_are_shown(routes: Gnomon) -> None:
    found = routes("team=risk", "severity=high", "entity=f", "kind=drift", "--json").document()
    assert [one["group"] for one in found] == ['{entity="f"}', '{entity="f",kind="drift"}']
    assert [one["repeat_interval"] for one in found] == ["7d", "4h"]
    assert found[1]["route"] == '{team="risk",severity=~"critical|high"}'


def test_nobody_is_told_where_no_route_matches(routes: Gnomon) -> None:
    Path("gnomon.yaml").write_text("routes: []\n", "utf-8")
    assert "nobody is told" in routes("team=risk").err
    assert routes("team=risk", "--expect", "").code == 0


def test_what_is_no_label_is_one_line(routes: Gnomon) -> None:
    assert routes("team").refusal() == "'team' is no label. Write LABEL=VALUE, such as team=risk."


def test_a_label_that_no_alert_has_is_told_beside_the_answer(routes: Gnomon) -> None:
    done = routes("severity=hihg", "entity=own", "--expect", "ml-default")
    assert (done.code, done.err) == (0, "no alert has severity=\"hihg\". Did you mean 'high'?\n")
