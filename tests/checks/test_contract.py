"""Contracts of columns: read as a whole, judged promise by promise."""

from __future__ import annotations

import polars as pl
import pytest

import gnomon as gn
from gnomon.checks.contract import contract
from gnomon.errors import UsageError

ROWS = gn.profile(pl.DataFrame({"carrier": ["AA", "B6", None], "score": [0.2, 0.9, 1.5]}))


def test_each_promise_has_its_verdict() -> None:
    found = contract("score", {"type": "number", "range": [0, 1], "present": True}).judge(ROWS)
    assert [(one.status, one.fires, one.is_calm) for one in found] == [
        ("ok", False, True),
        ("violation", True, False),
        ("ok", False, True),
    ]
    assert [one.rows for one in found] == [3, 3, 3]


def test_a_column_that_is_gone_keeps_no_promise() -> None:
    found = contract("price", {"present": 0.5}).judge(ROWS)[0]
    assert (found.status, found.reason) == ("violation", "Column *price* is not among the columns.")


def test_without_values_only_type_and_presence_are_checked() -> None:
    empty = gn.profile(pl.DataFrame({"score": [None, None]}, schema={"score": pl.Float64}))
    found = contract("score", {"range": [0, 1], "present": 0.5, "type": "number"}).judge(empty)
    assert [one.status for one in found] == ["no_data", "violation", "ok"]
    nothing = gn.profile(pl.DataFrame({"score": []}, schema={"score": pl.Float64}))
    assert contract("score", {"present": 0.5}).judge(nothing)[0].status == "no_data"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"unqiue": True}, "contract of 'x': there is no promise 'unqiue'. Did you mean 'unique'?"),
        (
            {},
            "contract of 'x': it promises nothing. Write one of type, range, set, pattern, unique, monotone, present.",
        ),
        (
            {"range": [1]},
            "contract of 'x': range: [1] is no range. Write two numbers, the least first, as [0, 1]; "
            "null leaves an end open.",
        ),
        (
            {"monotone": True},
            "contract of 'x': monotone: True cannot be told from a profile. Order is not kept in a profile: check it "
            "where the rows are, or set a limit on repeated_rows.",
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
