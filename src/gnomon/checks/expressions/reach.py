"""Whether an expression can ever be true, by what its quantities can be.

Where every comparison is of one quantity with a number, as people write them, the
answer is exact: between two numbers that are named nothing changes, so that a point in
each stretch is tried. Any other expression is followed through the ranges of its
quantities, where what is true for none of the values is never true.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import assert_never

from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.tree import (
    Arithmetic,
    Between,
    Call,
    Claim,
    Comparison,
    FlagTree,
    Logic,
    Negative,
    Not,
    Number,
    NumberTree,
    Quantity,
)

Range = tuple[float, float]
Ranges = Callable[[Quantity], Range]
"""The least and the greatest that a quantity can be."""

EVERYTHING: Range = (-math.inf, math.inf)
MOST_POINTS = 10_000


def may_hold(tree: FlagTree, ranges: Ranges, claims: Callable[[Claim], bool], *, with_unknown: bool = False) -> bool:
    """Whether a claim can be true; where that cannot be told, that it can.

    Args:
        tree: The claim.
        ranges: What its quantities can be.
        claims: Whether a claim that is looked up is true.
        with_unknown: Whether a quantity may be unknown, so that comparisons with it are false.

    Example:
        >>> x = Quantity()
        >>> low, high = Comparison("<", x, Number(0.3)), Comparison(">", x, Number(0.7))
        >>> may_hold(low, lambda of: (0.5, 1.0), bool), may_hold(Logic("and", low, high), lambda of: (0.0, 1.0), bool)
        (False, False)
    """
    points = _points(tree, ranges)
    if points is None or math.prod(len(of) + with_unknown for of in points.values()) > MOST_POINTS:
        return True in _outcomes(tree, ranges, claims, with_unknown)
    tried = [[*of, None] if with_unknown else of for of in points.values()]
    for values in product(*tried):
        known: Mapping[Quantity, float | None] = dict(zip(points, values, strict=True))
        if trees.holds(tree, known.get, claims):
            return True
    return False


def reach(tree: NumberTree, ranges: Ranges) -> Range:
    """The least and the greatest that a number can come to.

    Example:
        >>> reach(Arithmetic("*", Number(-2), Quantity()), lambda of: (0.5, 1.0))
        (-2.0, -1.0)
    """
    match tree:
        case Number(value):
            return value, value
        case Quantity():
            return ranges(tree)
        case Negative(of):
            low, high = reach(of, ranges)
            return -high, -low
        case Arithmetic(sign, left, right):
            return _arithmetic(sign, reach(left, ranges), reach(right, ranges))
        case Call(name, of):
            return _called(name, [reach(each, ranges) for each in of])
        case _ as never:
            assert_never(never)


def _called(name: str, of: Sequence[Range]) -> Range:
    if name == "abs":
        low, high = of[0]
        return 0.0 if low <= 0 <= high else min(abs(low), abs(high)), max(abs(low), abs(high))
    function = trees.FUNCTIONS[name]
    return function([low for low, _ in of]), function([high for _, high in of])


def _arithmetic(sign: trees.ArithmeticSign, left: Range, right: Range) -> Range:
    if sign == "/" and right[0] <= 0 <= right[1]:
        return EVERYTHING
    found = [_finite(sign, a, b) for a in left for b in right]
    return min(found), max(found)


def _finite(sign: trees.ArithmeticSign, a: float, b: float) -> float:
    """The result at two ends; 0 for 0 · ∞ and ∞ / ∞, which lies between the others."""
    value = trees.ARITHMETIC[sign](a, b)
    return 0.0 if math.isnan(value) else value


def _outcomes(tree: FlagTree, ranges: Ranges, claims: Callable[[Claim], bool], with_unknown: bool) -> frozenset[bool]:
    """What a claim can be."""
    match tree:
        case Claim():
            return frozenset({claims(tree)})
        case Comparison(sign, left, right):
            found = _compared(sign, reach(left, ranges), reach(right, ranges))
            return found | {False} if with_unknown else found
        case Between(of, low, high):
            both = Logic("and", Comparison(">=", of, low), Comparison("<=", of, high))
            return _outcomes(both, ranges, claims, with_unknown)
        case Not(of):
            return frozenset(not each for each in _outcomes(of, ranges, claims, with_unknown))
        case Logic(word, left, right):
            first, second = (_outcomes(each, ranges, claims, with_unknown) for each in (left, right))
            return frozenset((a and b) if word == "and" else (a or b) for a in first for b in second)
        case _ as never:
            assert_never(never)


def _compared(sign: trees.ComparisonSign, left: Range, right: Range) -> frozenset[bool]:
    if sign in ("==", "!="):
        is_apart = left[1] < right[0] or right[1] < left[0]
        is_same = left == right and left[0] == left[1]
        same = frozenset({False} if is_apart else {True} if is_same else {True, False})
        return same if sign == "==" else frozenset(not each for each in same)
    ends = ((left[0], right[1]), (left[1], right[0]))
    return frozenset(trees.COMPARISONS[sign](a, b) for a, b in ends)


def _points(tree: FlagTree, ranges: Ranges) -> dict[Quantity, list[float]] | None:
    """By quantity a value in each stretch between the numbers that it is compared with; None for other expressions."""
    named: dict[Quantity, set[float]] = {}
    for sides in _comparisons(tree):
        quantities = [side for side in sides if isinstance(side, Quantity)]
        numbers = [_number(side) for side in sides if not isinstance(side, Quantity)]
        if len(quantities) != 1 or None in numbers:
            return None
        named.setdefault(quantities[0], set()).update(x for x in numbers if x is not None)
    return {of: _stretches(numbers, ranges(of)) for of, numbers in named.items()}


def _number(tree: NumberTree) -> float | None:
    """A number as it is written, with its sign."""
    match tree:
        case Number(value):
            return value
        case Negative(Number(value)):
            return -value
        case _:
            return None


def _stretches(numbers: set[float], among: Range) -> list[float]:
    ends = sorted(numbers | {end for end in among if math.isfinite(end)})
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    return [x for x in (ends[0] - 1, *ends, *between, ends[-1] + 1) if among[0] <= x <= among[1]]


def _comparisons(tree: FlagTree) -> Iterator[tuple[NumberTree, ...]]:
    """The sides of each comparison."""
    match tree:
        case Comparison(_, left, right):
            yield left, right
        case Between(of, low, high):
            yield of, low, high
        case Not(of):
            yield from _comparisons(of)
        case Logic(_, left, right):
            yield from _comparisons(left)
            yield from _comparisons(right)
        case _:
            return
