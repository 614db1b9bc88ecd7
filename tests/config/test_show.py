"""Tests of a configuration as it is understood."""

from __future__ import annotations

import json

import pytest
from tests.config.examples import RIGHT

from gnomon.config import show
from gnomon.config.read import settings_of


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_shown_reads_back_as_the_same(text: str) -> None:
    settings = settings_of(text)
    again = settings_of(show.text(settings))
    assert show.text(again) == show.text(settings)
    for name, entity in settings.entities.items():
        assert again.entity(name).off == entity.off
        assert again.entity(name).outcome == entity.outcome
        assert again.entity(name).schema == entity.schema


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_shown_is_json(text: str) -> None:
    record = show.record(settings_of(text))
    assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_defaults_are_filled_in() -> None:
    shown = show.record(settings_of("entities: {a: {source: {path: a.csv, timestamp: ts}, monitors: {inputs: off}}}"))
    entity = shown["entities"]["a"]
    assert entity["reference"] == {"first": "28d"}
    assert entity["false_alarms"] == "1 per month"
    assert entity["monitors"]["inputs"] == "off"
    assert entity["monitors"]["volume"]["severity"] == "warning"


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_PASSWORD", "hunter2")
    text = """
store: postgresql+psycopg://me:${STORE_PASSWORD}@host/db
entities: {a: {source: {sql: 'postgresql://me:${STORE_PASSWORD}@host/db?table=t', timestamp: ts}}}
channels: {hook: {kind: webhook, url: 'https://example.com/hunter2', secret: 'env:STORE_PASSWORD'}}
"""
    settings = settings_of(text)
    assert "hunter2" not in show.text(settings) + json.dumps(show.record(settings)) + repr(settings)
    assert "hunter2" in settings.address
