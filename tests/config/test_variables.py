"""Tests of variables of the environment."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config.read import ConfigError, settings_of
from gnomon.config.variables import Filled, fill

KEYS = (
    *("every", "zone", "lateness", "false_alarms", "kind", "threshold", "task", "raw_rows", "k", "segments", "notify"),
    *("source", "targets", "reference", "monitors", "labels", "scores", "kinds", "roles", "upstream", "revise_for"),
)
TEXTS = st.text("abc{}$ ", max_size=20)


@given(TEXTS)
def test_a_text_without_variables_stays_as_it_is(text: str) -> None:
    filled, unset = fill(text, {})
    if not unset and "$${" not in text:
        assert filled == text


@given(st.text(max_size=20))
def test_a_value_is_taken_as_it_is(value: str) -> None:
    filled, unset = fill("<${X}>", {"X": value})
    assert (filled, unset) == (f"<{value}>", ())
    assert repr(filled) == "'<${X}>'"
    assert isinstance(filled, Filled)


def test_every_variable_that_is_not_set_is_named_once() -> None:
    assert fill("${A}${B}${A}$${C}", {})[1] == ("A", "B")


@pytest.mark.parametrize("key", KEYS)
def test_no_message_shows_what_a_variable_holds(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GNOMON_TEST_VALUE", "hunter2")
    text = f"entities: {{a: {{source: {{path: a.csv, timestamp: ts}}, {key}: '${{GNOMON_TEST_VALUE}}'}}}}"
    with pytest.raises(ConfigError) as wrong:
        settings_of(text)
    assert "hunter2" not in str(wrong.value)


@pytest.mark.parametrize("key", ["condition", "for", "severity", "metric", "expect", "watches", "material", "columns"])
def test_no_message_of_a_monitor_shows_what_a_variable_holds(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GNOMON_TEST_VALUE", "hunter2")
    text = "entities: {a: {source: {path: a.csv, timestamp: ts}, monitors: {inputs: {KEY: '${GNOMON_TEST_VALUE}'}}}}"
    with pytest.raises(ConfigError) as wrong:
        settings_of(text.replace("KEY", key))
    assert "hunter2" not in str(wrong.value)


@pytest.mark.parametrize("promise", ["type", "min", "max", "set", "pattern", "unique", "present", "range", "x"])
def test_no_message_of_a_promise_shows_what_a_variable_holds(promise: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GNOMON_TEST_VALUE", "^hunter2$")
    expect = f"{{age: {{{promise}: '${{GNOMON_TEST_VALUE}}'}}}}"
    text = f"entities: {{a: {{source: {{path: a.csv, timestamp: ts}}, monitors: {{m: {{expect: {expect}}}}}}}}}"
    with pytest.raises(ConfigError) as wrong:
        settings_of(text)
    assert "hunter2" not in str(wrong.value)


def test_a_variable_may_be_an_end_of_a_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GNOMON_TEST_VALUE", "120")
    expect = "{age: {min: 0, max: '${GNOMON_TEST_VALUE}'}}"
    text = f"entities: {{a: {{source: {{path: a.csv, timestamp: ts}}, monitors: {{m: {{expect: {expect}}}}}}}}}"
    (contract,) = settings_of(text).entities["a"].monitors["m"].contracts
    assert list(contract.promises) == ["range"]


def test_a_value_stays_hidden_in_another_process() -> None:
    """The scheduler of `gnomon serve` is given the configuration as bytes."""
    secret = Filled("hunter2", "${STORE}")
    for again in (pickle.loads(pickle.dumps(secret)), copy.deepcopy(secret)):  # noqa: S301 - of a line ago
        assert (again, repr(again)) == ("hunter2", "'${STORE}'")
