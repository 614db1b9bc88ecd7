"""What never leaves the process."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.door import Door

from gnomon.client import Client, Pace, Redact
from gnomon.client.redaction import redaction
from gnomon.errors import UsageError

KEY = "of this test"
SAID = ("prediction", "target")


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ([Redact("email")], {"user_id": 7, "user_name": "Ann", "note": "card 4111111111111111, ok"}),
        ([Redact("user_*")], {"email": "ann@example.org", "note": "card 4111111111111111, ok"}),
        ([Redact("*")], {}),
        (
            [Redact("user_*", "mask"), Redact("email"), Redact("*", "mask", r"\d{16}")],
            {"user_id": None, "user_name": "[redacted]", "note": "card [redacted], ok"},
        ),
    ],
)
def test_rules_drop_and_mask(rules: list[Redact], kept: dict[str, Any]) -> None:
    row = {"email": "ann@example.org", "user_id": 7, "user_name": "Ann", "note": "card 4111111111111111, ok"}
    assert redaction(rules)(row) == kept


def test_hashes_tell_values_apart_and_need_the_key_to_be_made() -> None:
    one, other = redaction([Redact("x", "hash", key="a")]), redaction([Redact("x", "hash", key="b")])
    assert one({"x": "Ann"}) == one({"x": "Ann"}) != one({"x": "Bob"})
    assert one({"x": "Ann"}) != other({"x": "Ann"})
    assert one({"x": 7}) == one({"x": "7"})
    assert one({"x": None}) == {"x": None}


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_nothing_that_a_pattern_finds_is_left_however_deep(value: Any) -> None:
    digits = redaction([Redact("*", "mask", r"[0-9]")])

    def found(value: Any) -> bool:
        match value:
            case dict():
                return any(map(found, value.values()))
            case list():
                return any(map(found, value))
            case None:
                return False
            case _:
                return any(each in "0123456789" for each in str(value))

    assert not found(digits({"x": value})["x"])


def test_numbers_that_a_pattern_does_not_find_stay() -> None:
    assert redaction([Redact("*", "mask", r"\d{16}")])({"x": 1.5, "n": 4111111111111111, "t": (1, "a")}) == {
        "x": 1.5,
        "n": None,
        "t": [1, "a"],
    }


def test_more_names_than_are_remembered_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gnomon.client.redaction.MOST_NAMES", 1)
    rules = redaction([Redact("a*")])
    for _ in range(2):
        assert rules({"a1": 1, "a2": 2, "b": 3}) == {"b": 3}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"columns": "x", "by": "hash"}, "needs key="),
        ({"columns": "x", "by": "wipe"}, "none of 'drop', 'mask' and 'hash'"),
        ({"columns": "x", "matching": "a"}, "a column is dropped whole"),
        ({"columns": "x", "by": "mask", "matching": "("}, "is no regular expression"),
        ({"columns": "event_id"}, "targets find events by it"),
    ],
)
def test_a_rule_that_cannot_work_is_said(made: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Redact(**made)


def test_rules_hold_for_all_parts_of_a_row_and_ids_still_meet() -> None:
    rules = [
        Redact("region"),
        Redact("prediction", "mask"),
        Redact("event_id", "hash", key=KEY),
        Redact("target", "mask"),
    ]
    with Door() as door:
        with Client(
            door.url, "m", labels={"region": "eu", "tier": "a"}, redact=rules, pace=Pace(every_s=0.01)
        ) as client:
            said = client.log({"region": "eu", "x": 1}, prediction="Ann", score=0.5, event_id="ann@example.org")
            client.log_target("ann@example.org", "Ann")
            client.log_feedback("ann@example.org", "accepted", 1)
        (event,), (target,), (feedback,) = door.rows(), door.rows("targets"), door.rows("feedback")
    assert said == "ann@example.org"
    assert event["event_id"] == target["event_id"] == feedback["event_id"] != said
    assert (event["features"], event["labels"]) == ({"x": 1}, {"tier": "a"})
    assert (event["prediction"], event["score"], target["target"]) == ("[redacted]", 0.5, "[redacted]")
