"""The words of a condition: numbers, strings, names and signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from gnomon.errors import UsageError

Kind = Literal["number", "text", "name", "sign", "end"]

LONGEST = 500  # characters; a condition is a line that people read
SIGNS = ("<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")", ",")

_NUMBER = r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
_TEXT = r"(?P<text>\"[^\"]*\"|'[^']*')"
_NAME = r"(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
_SIGN = r"(?P<sign>" + "|".join(re.escape(sign) for sign in SIGNS) + ")"
_ONE = re.compile(rf"\s*(?:{_NUMBER}|{_TEXT}|{_NAME}|{_SIGN})", re.ASCII)


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


def mistake(what: str, at: int, mend: str) -> UsageError:
    """What is wrong in a condition, where, and how to mend it.

    Example:
        >>> mistake("unknown name 'vale'", 1, "Did you mean 'value'?")
        UsageError("condition: unknown name 'vale' at character 1. Did you mean 'value'?")
    """
    return UsageError(f"condition: {what} at character {at}. {mend}")


def split(condition: str) -> tuple[Token, ...]:
    """Split a condition into its words, with an end after them.

    Raises:
        UsageError: A character has no meaning there, or the condition is too long.

    Example:
        >>> [token.text for token in split("value<0.7 and n >= 100")]
        ['value', '<', '0.7', 'and', 'n', '>=', '100', '']
    """
    if len(condition) > LONGEST:
        raise mistake("too long", LONGEST + 1, f"Write at most {LONGEST} characters.")
    found, place, text = [], 0, condition.rstrip()
    while place < len(text):
        match = _ONE.match(text, place)
        if match is None:
            place += len(text[place:]) - len(text[place:].lstrip())
            raise mistake(f"{text[place]!r} has no meaning", place + 1, "See the words of conditions.")
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
