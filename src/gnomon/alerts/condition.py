"""When a verdict counts for an alert: a closed language, read once and refused as a whole when anything is wrong.

::

    condition   and-part { "or" and-part }
    and-part    claim { "and" claim }
    claim       "not" claim | sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
    sum         product { ("+" | "-") product }
    product     factor { ("*" | "/") factor }
    factor      "-" factor | number | string | name | function "(" sum { "," sum } ")" | "(" condition ")"

Names are the figures of a verdict (`value`, `limit`, `material`, `effect`,
`low`, `high`, `p`, `n`), its `status`, and `violation`. There are no
attributes, calls of anything else, loops or chains of comparisons.

Source: ALERTS R1.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast, get_args

from gnomon.alerts import expression, tokens
from gnomon.alerts.expression import (
    COMPARISONS,
    FIELDS,
    FUNCTIONS,
    Arithmetic,
    ArithmeticSign,
    Call,
    Comparison,
    ComparisonSign,
    Field,
    FlagTree,
    Logic,
    Negative,
    Not,
    Number,
    NumberTree,
    Sameness,
    Text,
    Tree,
    Violation,
)
from gnomon.alerts.tokens import Token
from gnomon.alerts.verdict import Figures
from gnomon.checks.verdict import Status

DEEPEST = 30  # parentheses, `not` and `-` inside each other
STATUSES = get_args(Status)
NAMES = (*FIELDS, "status", "violation")
WORDS = ("and", "or", "not")

_Part = Callable[[], Tree]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a verdict counts.

    Attributes:
        text: As it was written.
        tree: What it says.
    """

    text: str
    tree: FlagTree

    @property
    def is_default(self) -> bool:
        """Whether it leaves everything to the verdict."""
        return isinstance(self.tree, Violation)

    def holds(self, status: Status, figures: Figures) -> bool:
        """Whether a verdict counts.

        Args:
            status: Its status.
            figures: Its numbers.

        Example:
            >>> parse("effect > 2*material and p < 0.01").holds("ok", Figures(effect=0.3, material=0.1, p=0.001))
            True
        """
        return expression.holds(self.tree, status, figures)


VIOLATION = Condition("violation", Violation())
"""The default."""


def parse(text: str) -> Condition:
    """Read a condition.

    Raises:
        UsageError: It is none; the message says at which character.

    Example:
        >>> parse("vale < 0.7")
        Traceback (most recent call last):
        gnomon.errors.UsageError: condition: unknown name 'vale' at character 1. Did you mean 'value'?
    """
    reader = _Reader(tokens.split(text))
    first = reader.now
    tree = reader.any_of()
    if reader.now.kind != "end":
        raise tokens.mistake(f"{reader.now} is not expected", reader.now.at, "Write 'and' or 'or' between claims.")
    return Condition(text, _flag(tree, first))


class _Reader:
    """Goes through the words of one condition, once."""

    __slots__ = ("_depth", "_place", "_words")

    def __init__(self, words: tuple[Token, ...]) -> None:
        self._words, self._place, self._depth = words, 0, 0

    @property
    def now(self) -> Token:
        return self._words[self._place]

    def any_of(self) -> Tree:
        first = self.now
        tree = self._all_of()
        while self._has("name", "or"):
            tree = Logic("or", _flag(tree, first), _flag(*self._from(self._all_of)))
        return tree

    def _all_of(self) -> Tree:
        first = self.now
        tree = self._claim()
        while self._has("name", "and"):
            tree = Logic("and", _flag(tree, first), _flag(*self._from(self._claim)))
        return tree

    def _claim(self) -> Tree:
        if self._has("name", "not"):
            return Not(_flag(*self._from(lambda: self._inside(self._claim))))
        first = self.now
        left = self._sum()
        sign = self.now
        if not self._has("sign", *COMPARISONS):
            return left
        tree = _comparison(sign, (left, first), self._from(self._sum))
        if self.now.text in COMPARISONS:
            raise tokens.mistake("a second comparison", self.now.at, "Write 'a < b and b < c'.")
        return tree

    def _sum(self) -> Tree:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Tree:
        return self._chain(self._factor, "*", "/")

    def _chain(self, part: _Part, *signs: ArithmeticSign) -> Tree:
        first = self.now
        tree = part()
        while sign := self._has("sign", *signs):
            tree = Arithmetic(cast(ArithmeticSign, sign), _number(tree, first), _number(*self._from(part)))
        return tree

    def _factor(self) -> Tree:
        word = self.now
        if self._has("sign", "-"):
            return Negative(_number(*self._from(lambda: self._inside(self._factor))))
        if self._has("sign", "("):
            return self._closed(self._inside(self.any_of))
        if word.kind in ("sign", "end"):
            raise tokens.mistake(f"a number or a name is missing before {word}", word.at, "Write one there.")
        self._place += 1
        match word.kind:
            case "number":
                return _written(word)
            case "text":
                return _status(word)
            case _:
                return self._called(word) if word.text in FUNCTIONS else _named(word)

    def _called(self, word: Token) -> Tree:
        self._expect("(", f"after {word}")
        of = [_number(*self._from(lambda: self._inside(self._sum)))]
        while self._has("sign", ","):
            of.append(_number(*self._from(lambda: self._inside(self._sum))))
        if (word.text == "abs") is not (len(of) == 1):
            right = "one number" if word.text == "abs" else "two numbers or more"
            raise tokens.mistake(f"{word} has {len(of)}", word.at, f"Give it {right}.")
        return self._closed(Call(word.text, tuple(of)))

    def _closed(self, tree: Tree) -> Tree:
        self._expect(")", f"before {self.now}")
        return tree

    def _inside(self, part: _Part) -> Tree:
        """One level deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise tokens.mistake("too many parts inside each other", self.now.at, "Write it more simply.")
        tree = part()
        self._depth -= 1
        return tree

    def _from(self, part: _Part) -> tuple[Tree, Token]:
        """A part, and the word that it begins with."""
        first = self.now
        return part(), first

    def _has(self, kind: str, *texts: str) -> str:
        """Go on if the next word is one of these; which it was."""
        word = self.now
        if word.kind != kind or word.text not in texts:
            return ""
        self._place += 1
        return word.text

    def _expect(self, sign: str, where: str) -> None:
        if not self._has("sign", sign):
            raise tokens.mistake(f"{sign!r} is missing {where}", self.now.at, f"Write {sign!r} there.")


def _number(tree: Tree, first: Token) -> NumberTree:
    if not isinstance(tree, NumberTree):
        raise tokens.mistake(f"the part that begins with {first} is no number", first.at, "Write a number there.")
    return tree


def _flag(tree: Tree, first: Token) -> FlagTree:
    if not isinstance(tree, FlagTree):
        raise tokens.mistake(f"the part that begins with {first} is no claim", first.at, "Write one, as 'value < 0.7'.")
    return tree


def _comparison(sign: Token, left: tuple[Tree, Token], right: tuple[Tree, Token]) -> FlagTree:
    if not (isinstance(left[0], Text) and isinstance(right[0], Text)):
        return Comparison(cast(ComparisonSign, sign.text), _number(*left), _number(*right))
    if sign.text not in ("==", "!="):
        raise tokens.mistake(f"{sign} between strings", sign.at, "Write '==' or '!='.")
    return Sameness(sign.text == "==", left[0], right[0])


def _written(word: Token) -> Number:
    value = float(word.text)
    if not math.isfinite(value):
        raise tokens.mistake(f"{word} is too large a number", word.at, "Write a smaller one.")
    return Number(value)


def _status(word: Token) -> Text:
    if word.text not in STATUSES:
        raise tokens.mistake(f"unknown status {word}", word.at, _near(word.text, STATUSES))
    return Text(word.text)


def _named(word: Token) -> Tree:
    if word.text in FIELDS:
        return Field(word.text)
    match word.text:
        case "status":
            return Text(None)
        case "violation":
            return Violation()
        case "and" | "or" | "not":
            raise tokens.mistake(f"{word} is not expected", word.at, "Write a claim on each side of it.")
        case _:
            raise tokens.mistake(f"unknown name {word}", word.at, _near(word.text, (*NAMES, *FUNCTIONS, *WORDS)))


def _near(name: str, names: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, names, 1)
    return f"Did you mean {close[0]!r}?" if close else f"Write one of {', '.join(names)}."
