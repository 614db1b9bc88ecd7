"""The grammar that conditions and limits share."""

from __future__ import annotations

import pytest

from gnomon.checks.expressions.reader import Reader
from gnomon.checks.expressions.tokens import SIGNS, Language, Token
from gnomon.checks.expressions.tree import (
    FUNCTIONS,
    Arithmetic,
    Between,
    Call,
    Comparison,
    Logic,
    Negative,
    Not,
    Number,
    Other,
    Tree,
)
from gnomon.errors import UsageError

PLAIN = Language("sum", "1 < 2", (*SIGNS, "="))


class Sums(Reader):
    """Knows functions, and texts."""

    __slots__ = ()

    def leaf(self, word: Token) -> Tree:
        if word.kind == "text":
            return Other()
        return self.called(word) if word.text in FUNCTIONS else super().leaf(word)


def read(text: str) -> Tree:
    return Sums(PLAIN, text).whole()


def test_products_bind_closer_than_sums_and_and_closer_than_or() -> None:
    assert read("1 + 2 * 3 < 4") == Comparison("<", Arithmetic("+", Number(1), Arithmetic("*", Number(2), Number(3))),
                                               Number(4))  # fmt: skip
    one, two, three = (Comparison("<", Number(i), Number(9)) for i in (1, 2, 3))
    assert read("1 < 9 or 2 < 9 and 3 < 9") == Logic("or", one, Logic("and", two, three))
    assert read("not 1 < 9 and 2 < 9") == Logic("and", Not(one), two)


def test_between_takes_its_own_and() -> None:
    both = read("1 between 0 and 2 and 3 < 4")
    assert both == Logic("and", Between(Number(1), Number(0), Number(2)), Comparison("<", Number(3), Number(4)))


def test_functions_and_signs() -> None:
    assert read("max(1, -2, abs(3)) > 0") == Comparison(
        ">", Call("max", (Number(1), Negative(Number(2)), Call("abs", (Number(3),)))), Number(0)
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "sum: a number or a name is missing before its end at character 1. Write one there."),
        ("1", "sum: the part that begins with '1' is no claim at character 1. Write one, as '1 < 2'."),
        ("1 = 2", "sum: '=' is not expected at character 3. Write '==' to compare."),
        ("1 < 2 3", "sum: '3' is not expected at character 7. Write 'and' or 'or' between claims."),
        ("1 < 2 < 3", "sum: a second comparison at character 7. Write 'a < b and b < c'."),
        ("1 between 2", "sum: 'and' is missing after 'between' at character 12. Write 'between 1 and 2'."),
        ("abs(1, 2) < 3", "sum: 'abs' has 2 at character 1. Give it one number."),
        ("max(1) < 3", "sum: 'max' has 1 at character 1. Give it two numbers or more."),
        ("and < 3", "sum: 'and' is not expected at character 1. Write a claim on each side of it."),
        ("x < 3", "sum: unknown name 'x' at character 1. Write one of and, or, not."),
        ("'a' == 'b'", "sum: '==' has no meaning there at character 5. Compare numbers."),
        ("'a' == 1", "sum: the part that begins with 'a' is no number at character 1. Write a number there."),
        ("(1 < 2", "sum: ')' is missing before its end at character 7. Write ')' there."),
        ("1e999 < 2", "sum: '1e999' is too large a number at character 1. Write a smaller one."),
        ("-" * 40 + "1 < 2", "sum: too many parts inside each other at character 32. Write it more simply."),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(text)
    assert str(refused.value) == message
