"""When a verdict counts for an alert: a closed language, read once and refused as a whole when anything is wrong.

Its grammar is that of every expression (`checks.expressions.reader`). Names are
the figures of a verdict (`value`, `limit`, `material`, `effect`, `low`, `high`,
`p`, `n`), its `status`, and `violation`. There are no attributes, calls of
anything else, loops or chains of comparisons.

Source: ALERTS R1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from gnomon.alerts import expression
from gnomon.alerts.expression import FIELDS, Field, Sameness, Text, Violation
from gnomon.alerts.tokens import CONDITIONS
from gnomon.alerts.verdict import Figures
from gnomon.checks.expressions.reader import WORDS, Reader
from gnomon.checks.expressions.tokens import Token
from gnomon.checks.expressions.tree import FUNCTIONS, FlagTree, Other, Tree
from gnomon.checks.verdict import Status

STATUSES = get_args(Status)
NAMES = (*FIELDS, "status", "violation")


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
    return Condition(text, _Reader(CONDITIONS, text).whole())


class _Reader(Reader):
    """Knows the names of conditions."""

    __slots__ = ()

    def leaf(self, word: Token) -> Tree:
        if word.kind == "text":
            if word.text not in STATUSES:
                raise self.unknown(word, STATUSES, "status")
            return Text(word.text)
        if word.text in FUNCTIONS:
            return self.called(word)
        if word.text in FIELDS:
            return Field(word.text)
        if word.text == "status":
            return Text(None)
        if word.text == "violation":
            return Violation()
        raise self.unknown(word, (*NAMES, *FUNCTIONS, *WORDS))

    def same(self, sign: Token, left: Other, right: Other) -> FlagTree:
        if sign.text not in ("==", "!="):
            raise self.mistake(f"{sign} between strings", sign.at, "Write '==' or '!='.")
        return Sameness(sign.text == "==", cast(Text, left), cast(Text, right))
