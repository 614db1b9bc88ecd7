"""What an expression says, as a tree, and what it comes to.

Numbers and claims are trees of their own, so that an ill-typed expression
cannot be built. What is unknown (None, NaN, a division by zero) stays unknown
through arithmetic, and any comparison with it is false.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

ArithmeticSign = Literal["+", "-", "*", "/"]
ComparisonSign = Literal["<", "<=", ">", ">=", "==", "!="]
LogicWord = Literal["and", "or"]

FUNCTIONS: Mapping[str, Callable[[Sequence[float]], float]] = {"abs": lambda of: abs(of[0]), "min": min, "max": max}
"""The functions of numbers; `abs` takes one, the others two or more."""

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


class Quantity:
    """A number that is looked up; each language has its own."""

    __slots__ = ()


class Claim:
    """A claim that is looked up; each language has its own."""

    __slots__ = ()


class Other:
    """Neither number nor claim: a text, say; each language has its own."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, with its unit; 5 % is 0.05 with the unit `%`."""

    value: float
    unit: str = ""


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
class Comparison:
    """Two numbers compared."""

    sign: ComparisonSign
    left: NumberTree
    right: NumberTree


@dataclass(frozen=True, slots=True)
class Between:
    """A number between two others, both ends included."""

    of: NumberTree
    low: NumberTree
    high: NumberTree


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: FlagTree


@dataclass(frozen=True, slots=True)
class Logic:
    """Two claims and the word between them."""

    word: LogicWord
    left: FlagTree
    right: FlagTree


NumberTree = Number | Quantity | Negative | Arithmetic | Call
FlagTree = Claim | Comparison | Between | Not | Logic
Tree = NumberTree | FlagTree | Other

Look = Callable[[Quantity], float | None]
"""What a quantity is; None where that is not known."""


def number(tree: NumberTree, look: Look) -> float | None:
    """What a number comes to; None when it is unknown.

    Example:
        >>> number(Arithmetic("/", Number(1), Number(0)), lambda of: None) is None
        True
    """
    match tree:
        case Number(value):
            return value
        case Quantity():
            return _known(look(tree))
        case Negative(of):
            found = number(of, look)
            return None if found is None else -found
        case Arithmetic(sign, left, right):
            return _arithmetic(sign, number(left, look), number(right, look))
        case Call(name, of):
            numbers = [number(each, look) for each in of]
            known = [each for each in numbers if each is not None]
            return FUNCTIONS[name](known) if len(known) == len(numbers) else None
        case _ as never:
            assert_never(never)


def holds(tree: FlagTree, look: Look, claims: Callable[[Claim], bool], unknown: bool = False) -> bool:
    """Whether a claim is true.

    Args:
        tree: The claim.
        look: What a quantity is.
        claims: Whether a claim that is looked up is true.
        unknown: What a comparison with an unknown number is.
    """
    match tree:
        case Claim():
            return claims(tree)
        case Comparison(sign, left, right):
            return _compared(sign, number(left, look), number(right, look), unknown)
        case Between(of, low, high):
            middle = number(of, look)
            above = _compared(">=", middle, number(low, look), unknown)
            return above and _compared("<=", middle, number(high, look), unknown)
        case Not(inner):
            return not holds(inner, look, claims, unknown)
        case Logic(word, left, right):
            first, second = (holds(each, look, claims, unknown) for each in (left, right))
            return (first and second) if word == "and" else (first or second)
        case _ as never:
            assert_never(never)


def _known(x: float | None) -> float | None:
    return None if x is None or math.isnan(x) else x


def _arithmetic(sign: ArithmeticSign, a: float | None, b: float | None) -> float | None:
    if a is None or b is None or (sign == "/" and b == 0):
        return None
    return _known(ARITHMETIC[sign](a, b))


def _compared(sign: ComparisonSign, a: float | None, b: float | None, unknown: bool) -> bool:
    return unknown if a is None or b is None else COMPARISONS[sign](a, b)
