"""The words of an expression: numbers, strings, names and signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gnomon.errors import UsageError

Kind = Literal["number", "text", "name", "sign", "end"]

LONGEST = 500  # characters; an expression is a line that people read
SIGNS = ("<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")", ",")

_NUMBER = r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
_TEXT = r"(?P<text>\"[^\"]*\"|'[^']*')"
_NAME = r"(?P<name>[A-Za-z_][A-Za-z_0-9]*)"


@dataclass(frozen=True, slots=True)
class Token:
    """One word.

    Attributes:
        kind: What it is.
        text: As it is written; of a string, without its quotes.
        at: Where it begins, a string at its quote; the first character is 1.
    """

    kind: Kind
    text: str
    at: int

    def __str__(self) -> str:
        """As a message calls it."""
        return "its end" if self.kind == "end" else repr(self.text)


@dataclass(frozen=True)
class Language:
    """What an expression is called, and how a claim in it looks.

    Attributes:
        name: As messages begin.
        example: A claim.
        signs: Its signs, longer ones before those that they begin with.

    Example:
        >>> Language("condition", "value < 0.7").mistake("unknown name 'vale'", 1, "Did you mean 'value'?")
        UsageError("condition: unknown name 'vale' at character 1. Did you mean 'value'?")
    """

    name: str
    example: str
    signs: tuple[str, ...] = SIGNS

    @cached_property
    def _one(self) -> re.Pattern[str]:
        sign = r"(?P<sign>" + "|".join(re.escape(sign) for sign in self.signs) + ")"
        return re.compile(rf"\s*(?:{_NUMBER}|{_TEXT}|{_NAME}|{sign})", re.ASCII)

    def mistake(self, what: str, at: int, mend: str) -> UsageError:
        """What is wrong in an expression, where, and how to mend it."""
        return UsageError(f"{self.name}: {what} at character {at}. {mend}")

    def split(self, expression: str) -> tuple[Token, ...]:
        """Split an expression into its words, with an end after them.

        Raises:
            UsageError: A character has no meaning there, or the expression is too long.

        Example:
            >>> [token.text for token in Language("limit", "n > 0").split("value<0.7 and n >= 100")]
            ['value', '<', '0.7', 'and', 'n', '>=', '100', '']
        """
        if len(expression) > LONGEST:
            raise self.mistake("too long", LONGEST + 1, f"Write at most {LONGEST} characters.")
        found, place, text = [], 0, expression.rstrip()
        while place < len(text):
            match = self._one.match(text, place)
            if match is None:
                place += len(text[place:]) - len(text[place:].lstrip())
                raise self.mistake(f"{text[place]!r} has no meaning", place + 1, f"See the words of {self.name}s.")
            found.append(_token(match))
            place = match.end()
        return (*found, Token("end", "", len(text) + 1))


def _token(match: re.Match[str]) -> Token:
    number, quoted, name, sign = match["number"], match["text"], match["name"], match["sign"]
    at = match.end() - len(number or quoted or name or sign) + 1
    if number:
        return Token("number", number, at)
    if quoted:
        return Token("text", quoted[1:-1], at)
    return Token("name", name, at) if name else Token("sign", sign, at)
