"""What a condition says, as a tree, and what it comes to for the figures of one verdict.

Numbers, texts and flags are trees of their own, so that an ill-typed condition
cannot be built. What is unknown (None, NaN, a division by zero) stays unknown
through arithmetic, and any comparison with it is false.

Source: ALERTS R1.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from gnomon.alerts.verdict import Figures
from gnomon.checks.verdict import Status

ArithmeticSign = Literal["+", "-", "*", "/"]
ComparisonSign = Literal["<", "<=", ">", ">=", "==", "!="]
LogicWord = Literal["and", "or"]

FIELDS: Mapping[str, Callable[[Figures], float | None]] = {
    "value": lambda figures: figures.value,
    "limit": lambda figures: figures.limit,
    "material": lambda figures: figures.material,
    "effect": lambda figures: figures.effect,
    "low": lambda figures: figures.low,
    "high": lambda figures: figures.high,
    "p": lambda figures: figures.p,
    "n": lambda figures: figures.n,
}
"""The names that are numbers."""

FUNCTIONS: Mapping[str, Callable[[Sequence[float]], float]] = {"abs": lambda of: abs(of[0]), "min": min, "max": max}
"""The functions; `abs` takes one number, the others two or more."""

ARITHMETIC: Mapping[ArithmeticSign, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COMPARISONS: Mapping[ComparisonSign, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    value: float


@dataclass(frozen=True, slots=True)
class Field:
    """A figure of the verdict."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    of: NumberTree


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers and a sign between them."""

    sign: ArithmeticSign
    left: NumberTree
    right: NumberTree


@dataclass(frozen=True, slots=True)
class Call:
    """A function of numbers."""

    name: str
    of: tuple[NumberTree, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A status as it is written; None is the verdict's own."""

    value: str | None


@dataclass(frozen=True, slots=True)
class Violation:
    """Whether the verdict's status is `violation`."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers compared."""

    sign: ComparisonSign
    left: NumberTree
    right: NumberTree


@dataclass(frozen=True, slots=True)
class Sameness:
    """Two texts compared."""

    is_same: bool
    left: Text
    right: Text


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: FlagTree


@dataclass(frozen=True, slots=True)
class Logic:
    """Two flags and the word between them."""

    word: LogicWord
    left: FlagTree
    right: FlagTree


NumberTree = Number | Field | Negative | Arithmetic | Call
FlagTree = Violation | Comparison | Sameness | Not | Logic
Tree = NumberTree | FlagTree | Text


def number(tree: NumberTree, figures: Figures) -> float | None:
    """What a number comes to; None when it is unknown.

    Example:
        >>> number(Arithmetic("/", Field("effect"), Field("material")), Figures(effect=0.5, material=0.0)) is None
        True
    """
    match tree:
        case Number(value):
            return value
        case Field(name):
            return _known(FIELDS[name](figures))
        case Negative(of):
            found = number(of, figures)
            return None if found is None else -found
        case Arithmetic(sign, left, right):
            return _arithmetic(sign, number(left, figures), number(right, figures))
        case Call(name, of):
            numbers = [number(each, figures) for each in of]
            known = [each for each in numbers if each is not None]
            return FUNCTIONS[name](known) if len(known) == len(numbers) else None
        case _ as never:
            assert_never(never)


def holds(tree: FlagTree, status: Status, figures: Figures) -> bool:
    """Whether a flag is up.

    Example:
        >>> holds(Comparison("!=", Field("value"), Number(1.0)), "ok", Figures())
        False
    """
    match tree:
        case Violation():
            return status == "violation"
        case Comparison(sign, left, right):
            return _compared(sign, number(left, figures), number(right, figures))
        case Sameness(is_same, left, right):
            return ((left.value or status) == (right.value or status)) is is_same
        case Not(of):
            return not holds(of, status, figures)
        case Logic(word, left, right):
            first = holds(left, status, figures)
            second = holds(right, status, figures)
            return (first and second) if word == "and" else (first or second)
        case _ as never:
            assert_never(never)


def _known(x: float | None) -> float | None:
    return None if x is None or math.isnan(x) else x


def _arithmetic(sign: ArithmeticSign, a: float | None, b: float | None) -> float | None:
    if a is None or b is None or (sign == "/" and b == 0):
        return None
    return _known(ARITHMETIC[sign](a, b))


def _compared(sign: ComparisonSign, a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and COMPARISONS[sign](a, b)
