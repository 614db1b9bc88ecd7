"""Tests of the JSON Schema: it is fresh, it is one, and it takes what is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from tests.config.examples import RIGHT

from gnomon.config.schema import of_tests, schema

FILE = Path(__file__).parents[2] / "docs" / "schemas" / "gnomon.schema.json"
CHECKER = jsonschema.Draft202012Validator(schema())


def test_the_schema_of_the_docs_is_fresh() -> None:
    told = "Run `gnomon config schema > docs/schemas/gnomon.schema.json`, and read the difference."
    assert json.loads(FILE.read_text("utf-8")) == schema(), told


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


MODERN = {name: text for name, text in RIGHT.items() if name != "words of old YAML"}
"""An editor may ask for words of today; gnomon takes both."""


@pytest.mark.parametrize("text", MODERN.values(), ids=MODERN)
def test_what_is_right_is_valid(text: str) -> None:
    assert [error.message for error in CHECKER.iter_errors(plain(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "stor: x",
        "entities: {A: {}}",
        "entities: {a: {source: {path: a, timestamp: ts}, every: 1x}}",
        "entities: {a: {source: {path: a, timestamp: ts}, monitors: {inputs: {severity: sever}}}}",
        "entities: {a: {source: {path: a, timestamp: ts}, monitors: {inputs: on}}}",
        "channels: {ml: {kind: slack, url: hunter2}}",
        "entities: {a: {source: {path: a, timestamp: ts}, false_alarms: few}}",
    ],
)
def test_what_is_wrong_in_itself_is_not(text: str) -> None:
    assert not CHECKER.is_valid(plain(text))


def test_every_key_is_explained_and_no_name_is_a_key() -> None:
    for part in schema()["$defs"].values():
        assert [key for key, each in part["properties"].items() if not each.get("description")] == []
        assert "name" not in part["properties"]


@pytest.mark.parametrize(
    ("expected", "is_right"),
    [
        ("exp_state: [{eval_time: 2d12h, alertname: a, entity: b, state: firing}]", True),
        ("exp_state: [{eval_time: 2d, alertname: a, entity: b, state: fires}]", False),
        ("exp_stat: []", False),
        ("exp_notifications: [{at: 0, channel: ml, reason: first}]\n  name: told", True),
    ],
)
def test_a_file_of_tests_has_a_schema_too(expected: str, is_right: bool) -> None:
    jsonschema.Draft202012Validator.check_schema(of_tests())
    series = """{series: 'effect{entity="b",monitor="a"}', values: '1'}"""
    text = f"tests:\n- input_series: [{series}]\n  {expected}\n"
    assert jsonschema.Draft202012Validator(of_tests()).is_valid(plain(text)) is is_right


def plain(text: str) -> Any:
    """As an editor sees it: dates are texts."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=lambda value: value.isoformat()))
