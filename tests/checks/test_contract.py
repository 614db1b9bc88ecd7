"""Contracts of columns: read as a whole, judged promise by promise."""

from __future__ import annotations

import polars as pl
import pytest

import gnomon as gn
from gnomon.checks.contract import contract, mistakes
from gnomon.errors import UsageError
from gnomon.profiles.schema import Schema

ROWS = gn.profile(pl.DataFrame({"carrier": ["AA", "B6", None], "score": [0.2, 0.9, 1.5]}))


def test_each_promise_has_its_verdict() -> None:
    found = contract("score", {"type": "number", "min": 0, "max": 1, "present": True}).judge(ROWS)
    assert {name: (one.status, one.fires, one.is_calm) for name, one in found.items()} == {
        "type": ("ok", False, True),
        "range": ("violation", True, False),
        "present": ("ok", False, True),
    }
    assert [one.rows for one in found.values()] == [3, 3, 3]


def test_one_end_of_a_range_is_enough() -> None:
    assert contract("score", {"min": 0.5}).judge(ROWS)["range"].status == "violation"
    assert contract("score", {"max": None, "min": 0}).judge(ROWS)["range"].status == "ok"


def test_an_id_is_counted_with_the_rows() -> None:
    rows = gn.profile(pl.DataFrame({"id": ["a", "b", "b", None]}), schema=Schema(roles={"id": "id"}))
    found = contract("id", {"unique": True, "present": 0.5, "min": 0}).judge(rows, is_id=True)
    assert [(one.status, one.reason.replace("\N{NO-BREAK SPACE}", " ")) for one in found.values()] == [
        ("violation", "*id* is not unique: 33 % of its values repeat another one."),
        ("ok", "*id* is present in 75 % of rows (3 of 4); promised: 50 %."),
        ("error", "*id* is the id, of which no value is kept: nothing to check."),
    ]
    once = gn.profile(pl.DataFrame({"id": ["a", "b"]}), schema=Schema(roles={"id": "id"}))
    assert contract("id", {"unique": True}).judge(once, is_id=True)["unique"].reason == "*id* is unique."


def test_a_column_that_is_gone_keeps_no_promise() -> None:
    found = contract("price", {"present": 0.5}).judge(ROWS)["present"]
    assert (found.status, found.reason) == ("violation", "Column *price* is not among the columns.")


def test_without_values_only_type_and_presence_are_checked() -> None:
    empty = gn.profile(pl.DataFrame({"score": [None, None]}, schema={"score": pl.Float64}))
    found = contract("score", {"min": 0, "max": 1, "present": 0.5, "type": "number"}).judge(empty)
    assert [one.status for one in found.values()] == ["no_data", "violation", "ok"]
    nothing = gn.profile(pl.DataFrame({"score": []}, schema={"score": pl.Float64}))
    assert contract("score", {"present": 0.5}).judge(nothing)["present"].status == "no_data"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"unqiue": True}, "contract of 'x': there is no promise 'unqiue'. Did you mean 'unique'?"),
        ({}, "contract of 'x': it promises nothing. Write one of type, min, max, set, pattern, unique, present."),
        (
            {"range": [0, 1]},
            "contract of 'x': there is no promise 'range'. Write min: and max:, or one of them.",
        ),
        ({"min": "0"}, "contract of 'x': min: '0' is no number. Write the least number that is allowed."),
        ({"min": 1, "max": 0}, "contract of 'x': max: it lies below min. Write a larger one."),
        (
            {"monotone": True},
            "contract of 'x': there is no promise 'monotone'. Order is not kept in a profile: check it where the rows "
            "are, or set a limit on repeated_rows.",
        ),
        (
            {"pattern": "^A+$"},
            "contract of 'x': pattern: '^A+$' is a regular expression, and a profile keeps shapes, not texts. Write a "
            "shape as 'A9' or 'a@a.a': A and a stand for runs of letters, 9 for a run of digits; a regular expression "
            "has to be checked where the rows are.",
        ),
    ],
)
def test_what_cannot_be_promised_is_refused_with_what_to_write(written: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        contract("x", written)
    assert str(refused.value) == message


def test_every_mistake_is_told() -> None:
    wrong = {"typ": "number", "type": "text", "min": True, "unique": False, "present": 2, "set": [], "max": 1}
    assert [name for name, _ in mistakes(wrong)] == ["typ", "type", "min", "unique", "present", "set"]


@pytest.mark.parametrize("promise", ["min", "max", "present"])
def test_a_number_larger_than_any_float_is_none(promise: str) -> None:
    assert [name for name, _ in mistakes({promise: 10**400})] == [promise]
