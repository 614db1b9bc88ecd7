"""Tests of what a column promises, as a configuration has it."""

from __future__ import annotations

import pytest

import gnomon as gn
from gnomon.config.promises import Promises


def test_what_is_promised_is_read_as_written() -> None:
    monitor = gn.Monitor(name="m", expect={"age": {"min": 0, "present": True}, "origin": {"set": ["EWR", "JFK"]}})
    assert [(one.column, list(one.promises)) for one in monitor.contracts] == [
        ("age", ["range", "present"]),
        ("origin", ["set"]),
    ]


def test_a_limit_has_no_columns() -> None:
    assert gn.Monitor(name="m", expect="rows > 5").contracts == ()


def test_only_what_is_said_is_promised() -> None:
    assert Promises(unique=True).written == {"unique": True}


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        ({"age": {"mn": 0}}, "expect.age.mn: unknown key. Did you mean 'min'?"),
        ({"age": {}}, "expect.age: it promises nothing. Write one of type, min, max, set, pattern, unique, present."),
        ({"age": {"type": "numbr"}}, "'numbr' is no kind. Write one of number, flag, category, time, vector."),
        ({"age": {"monotone": True}}, "there is no promise 'monotone'. Order is not kept in a profile"),
        (["age"], "[age] is neither a limit nor columns. Write one such as"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(promised: object, said: str) -> None:
    with pytest.raises(gn.UsageError) as wrong:
        gn.Monitor(name="m", expect=promised)  # type: ignore[arg-type]
    assert said in str(wrong.value)
