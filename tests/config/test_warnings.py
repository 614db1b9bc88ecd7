"""Tests of what is worth a word."""

from __future__ import annotations

from pathlib import Path

from gnomon.config.read import settings_of
from gnomon.config.warnings import warnings

ROWS = "entities:\n  a:\n    source: {path: rows.csv, timestamp: ts}\n"


def told(text: str, folder: Path) -> list[str]:
    return [str(each) for each in warnings(settings_of(text, folder=folder))]


def test_nothing_is_worth_a_word_when_all_is_said(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").touch()
    (tmp_path / "auc.md").touch()
    text = ROWS + "    owner: ml\n    notify: [t]\n    monitors: {inputs: {severity: high, runbook: auc.md#inputs}}\n"
    text += "channels: {t: {kind: slack, url: env:X}}\n"
    assert told(text + "routes: [{match: ['kind=self'], notify: [t]}]\n", tmp_path) == []
    assert told(text, tmp_path) == [
        "channels: what gnomon itself could not do is told nobody. "
        "Write beneath routes: - {match: ['kind=\"self\"'], notify: [t]}."
    ]


def test_where_alertmanager_decides_nobody_else_is_missed(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").touch()
    text = "deliver_via: am\nchannels: {am: {kind: alertmanager, url: 'http://am:9093'}}\n" + ROWS
    assert told(text + "    owner: ml\n", tmp_path) == []


def test_who_is_not_named_and_what_is_not_there(tmp_path: Path) -> None:
    found = told(ROWS, tmp_path)
    assert found == [
        "entities.a: has no owner: its messages name nobody. Write owner: TEAM.",
        "entities.a.source: 'rows.csv' is not there yet. It is looked for again at every run.",
    ]


def test_an_entity_that_tells_nobody_although_somebody_could_be_told(tmp_path: Path) -> None:
    found = told(ROWS + "channels: {t: {kind: slack, url: env:X}}\n", tmp_path)
    assert any(each.startswith("entities.a: tells nobody") for each in found)
    assert "channels.t: is told nothing. Name it in a notify:." in found


def test_a_severe_monitor_without_a_runbook_or_with_one_that_is_not_there(tmp_path: Path) -> None:
    text = ROWS + "    monitors: {volume: {severity: critical}, inputs: {runbook: no.md}}\n"
    found = told(text, tmp_path)
    assert "entities.a.monitors.volume: is critical and has no runbook. Write runbook: with what to do." in found
    assert "entities.a.monitors.inputs.runbook: 'no.md' is not there." in found


def test_nothing_to_watch() -> None:
    assert told("store: sqlite:///x.db", Path()) == [
        "entities: there is nothing to watch. Write one with gnomon init DATA."
    ]


def test_who_is_told_what_is_critical_has_another_channel_in_its_place(tmp_path: Path) -> None:
    text = (
        ROWS + "    owner: ml\n    notify: [a]\n    monitors: {volume: {severity: critical, runbook: https://x.org}}\n"
    )
    words = "is told what is critical, and nobody is if it fails. Write fallback: with another channel."
    assert f"channels.a: {words}" in told(text + "channels: {a: {kind: slack, url: env:X}}\n", tmp_path)
    some = "channels: {a: {kind: slack, url: env:X, fallback: b}, b: {kind: log}}\n"
    assert not [each for each in told(text + some, tmp_path) if "channels." in each]
    routed = """routes: [{match: ['severity=~"high|critical"'], notify: [a]}, {match: [team=x], notify: [b]}]\n"""
    some = "channels: {a: {kind: slack, url: env:X, remind: {after: 1h, notify: [c]}}, b: {kind: slack, url: env:X}, "
    found = told(ROWS + routed + some + "c: {kind: log}}\n", tmp_path)
    assert [each for each in found if "channels." in each] == [f"channels.a: {words}"]
