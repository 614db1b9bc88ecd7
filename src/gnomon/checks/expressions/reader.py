"""The grammar: from the words of an expression to its tree, refused as a whole when anything is wrong.

::

    expression  and-part { "or" and-part }
    and-part    claim { "and" claim }
    claim       "not" claim | sum [ sign sum | "between" sum "and" sum ]
    sum         product { ("+" | "-") product }
    product     factor { ("*" | "/") factor }
    factor      "-" factor | number | function "(" sum { "," sum } ")" | "(" expression ")" | what the language adds
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import cast

from gnomon.checks.expressions.nearest import near
from gnomon.checks.expressions.tokens import Language, Token
from gnomon.checks.expressions.tree import (
    COMPARISONS,
    Arithmetic,
    ArithmeticSign,
    Between,
    Call,
    Comparison,
    ComparisonSign,
    FlagTree,
    Logic,
    Negative,
    Not,
    Number,
    NumberTree,
    Other,
    Tree,
)

DEEPEST = 30  # parentheses, `not` and `-` inside each other
WORDS = ("and", "or", "not")

Part = Callable[[], Tree]


class Reader:
    """Goes through the words of one expression, once. A language says what its names and strings are."""

    __slots__ = ("_depth", "_place", "_words", "language")

    def __init__(self, language: Language, text: str) -> None:
        """Begin at the first word.

        Raises:
            UsageError: A character has no meaning there, or the text is too long.
        """
        self.language, self._words, self._place, self._depth = language, language.split(text), 0, 0

    def whole(self) -> FlagTree:
        """The claim that the whole expression is.

        Raises:
            UsageError: It is none; the message says at which character.
        """
        first = self.now
        tree = self.any_of()
        if self.now.kind != "end":
            mend = "Write '==' to compare." if self.now.text == "=" else "Write 'and' or 'or' between claims."
            raise self.mistake(f"{self.now} is not expected", self.now.at, mend)
        return self.flag(tree, first)

    def leaf(self, word: Token) -> Tree:
        """What a name or a string is that stands where a number or a claim may."""
        raise self.unknown(word, WORDS)

    def written(self, word: Token) -> Number:
        """What a number is."""
        return Number(self.finite(word))

    def same(self, sign: Token, left: Other, right: Other) -> FlagTree:
        """Two of what is neither number nor claim, compared."""
        raise self.mistake(f"{sign} has no meaning there", sign.at, "Compare numbers.")

    @property
    def now(self) -> Token:
        """The next word."""
        return self._words[self._place]

    def any_of(self) -> Tree:
        """Claims with `or` between them."""
        first = self.now
        tree = self._all_of()
        while self.has("name", "or"):
            tree = Logic("or", self.flag(tree, first), self.flag(*self._from(self._all_of)))
        return tree

    def _all_of(self) -> Tree:
        first = self.now
        tree = self._claim()
        while self.has("name", "and"):
            tree = Logic("and", self.flag(tree, first), self.flag(*self._from(self._claim)))
        return tree

    def _claim(self) -> Tree:
        if self.has("name", "not"):
            return Not(self.flag(*self._from(lambda: self.inside(self._claim))))
        first = self.now
        left = self.sum()
        sign = self.now
        if self.has("name", "between"):
            return self._between((left, first))
        if not self.has("sign", *COMPARISONS):
            return left
        tree = self._comparison(sign, (left, first), self._from(self.sum))
        if self.now.text in COMPARISONS:
            raise self.mistake("a second comparison", self.now.at, "Write 'a < b and b < c'.")
        return tree

    def _between(self, of: tuple[Tree, Token]) -> Between:
        low = self.number(*self._from(self.sum))
        if not self.has("name", "and"):
            raise self.mistake("'and' is missing after 'between'", self.now.at, "Write 'between 1 and 2'.")
        return Between(self.number(*of), low, self.number(*self._from(self.sum)))

    def sum(self) -> Tree:
        """Products with signs between them."""
        return self._chain(self._product, "+", "-")

    def _product(self) -> Tree:
        return self._chain(self._factor, "*", "/")

    def _chain(self, part: Part, *signs: ArithmeticSign) -> Tree:
        first = self.now
        tree = part()
        while sign := self.has("sign", *signs):
            tree = Arithmetic(cast(ArithmeticSign, sign), self.number(tree, first), self.number(*self._from(part)))
        return tree

    def _factor(self) -> Tree:
        word = self.now
        if self.has("sign", "-"):
            return Negative(self.number(*self._from(lambda: self.inside(self._factor))))
        if self.has("sign", "("):
            return self.closed(self.inside(self.any_of))
        if word.kind in ("sign", "end"):
            raise self.mistake(f"a number or a name is missing before {word}", word.at, "Write one there.")
        self._place += 1
        if word.kind == "number":
            return self.written(word)
        if word.kind == "name" and word.text in WORDS:
            raise self.mistake(f"{word} is not expected", word.at, "Write a claim on each side of it.")
        return self.leaf(word)

    def called(self, word: Token) -> Tree:
        """A function of numbers, after its name."""
        self.expect("(", f"after {word}")
        of = [self.inner()]
        while self.has("sign", ","):
            of.append(self.inner())
        if (word.text == "abs") is not (len(of) == 1):
            right = "one number" if word.text == "abs" else "two numbers or more"
            raise self.mistake(f"{word} has {len(of)}", word.at, f"Give it {right}.")
        return self.closed(Call(word.text, tuple(of)))

    def inner(self) -> NumberTree:
        """A number inside parentheses."""
        return self.number(*self._from(lambda: self.inside(self.sum)))

    def closed(self, tree: Tree) -> Tree:
        """The same, after its closing parenthesis."""
        self.expect(")", f"before {self.now}")
        return tree

    def inside(self, part: Part) -> Tree:
        """One level deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.mistake("too many parts inside each other", self.now.at, "Write it more simply.")
        tree = part()
        self._depth -= 1
        return tree

    def _from(self, part: Part) -> tuple[Tree, Token]:
        """A part, and the word that it begins with."""
        first = self.now
        return part(), first

    def has(self, kind: str, *texts: str) -> str:
        """Go on if the next word is one of these; which it was."""
        word = self.now
        if word.kind != kind or word.text not in texts:
            return ""
        self._place += 1
        return word.text

    def ahead(self, most: int) -> tuple[Token, ...]:
        """The next words, the end at last."""
        return self._words[self._place : self._place + most]

    def take(self) -> Token:
        """The next word, whatever it is; the end stays."""
        word = self.now
        self._place += word.kind != "end"
        return word

    def expect(self, sign: str, where: str) -> None:
        """Go on past a sign.

        Raises:
            UsageError: Another word stands there.
        """
        if not self.has("sign", sign):
            raise self.mistake(f"{sign!r} is missing {where}", self.now.at, f"Write {sign!r} there.")

    def finite(self, word: Token) -> float:
        """A number's value.

        Raises:
            UsageError: It is past the largest.
        """
        value = float(word.text)
        if not math.isfinite(value):
            raise self.mistake(f"{word} is too large a number", word.at, "Write a smaller one.")
        return value

    def number(self, tree: Tree, first: Token) -> NumberTree:
        """The same, if it is one."""
        if not isinstance(tree, NumberTree):
            raise self.mistake(f"the part that begins with {first} is no number", first.at, "Write a number there.")
        return tree

    def flag(self, tree: Tree, first: Token) -> FlagTree:
        """The same, if it is a claim."""
        if not isinstance(tree, FlagTree):
            mend = f"Write one, as '{self.language.example}'."
            raise self.mistake(f"the part that begins with {first} is no claim", first.at, mend)
        return tree

    def _comparison(self, sign: Token, left: tuple[Tree, Token], right: tuple[Tree, Token]) -> FlagTree:
        if isinstance(left[0], Other) and isinstance(right[0], Other):
            return self.same(sign, left[0], right[0])
        return Comparison(cast(ComparisonSign, sign.text), self.number(*left), self.number(*right))

    def unknown(self, word: Token, names: Sequence[str], what: str = "name") -> Exception:
        """What to raise at a word that means nothing."""
        return self.mistake(f"unknown {what} {word}", word.at, near(word.text, names))

    def mistake(self, what: str, at: int, mend: str) -> Exception:
        """What is wrong, where, and how to mend it."""
        return self.language.mistake(what, at, mend)
