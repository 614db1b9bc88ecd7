"""Whether an expression can ever be true."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.reach import may_hold, reach
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


@dataclass(frozen=True, slots=True)
class Named(Quantity):
    name: str


X, Y = Named("x"), Named("y")
RANGES = {X: (0.0, 1.0), Y: (-math.inf, 3.0)}
NUMBERS = st.sampled_from([-3.0, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 7.0])


def never(_: Claim) -> bool:
    return False


def _sides(simple: bool) -> st.SearchStrategy[NumberTree]:
    leaves: st.SearchStrategy[NumberTree] = st.one_of(st.sampled_from([X, Y]), NUMBERS.map(Number))
    if simple:
        return leaves
    return st.recursive(
        leaves,
        lambda part: st.one_of(
            part.map(Negative),
            st.builds(Arithmetic, st.sampled_from(list(trees.ARITHMETIC)), part, part),
            part.map(lambda of: Call("abs", (of,))),
            st.builds(lambda name, a, b: Call(name, (a, b)), st.sampled_from(["min", "max"]), part, part),
        ),
        max_leaves=4,
    )


def _claims(simple: bool) -> st.SearchStrategy[FlagTree]:
    side = _sides(simple)
    compared: st.SearchStrategy[FlagTree] = st.one_of(
        st.builds(Comparison, st.sampled_from(list(trees.COMPARISONS)), side, side),
        st.builds(Between, side, side, side),
    )
    return st.recursive(
        compared,
        lambda part: st.one_of(part.map(Not), st.builds(Logic, st.sampled_from(["and", "or"]), part, part)),
        max_leaves=4,
    )


@given(st.one_of(_claims(True), _claims(False)), st.floats(0, 1), st.floats(-9, 3), st.booleans())
def test_what_holds_for_some_values_may_hold(tree: FlagTree, x: float, y: float, is_unknown: bool) -> None:
    known = {X: x, Y: None if is_unknown else y}
    if trees.holds(tree, known.get, never):
        assert may_hold(tree, RANGES.__getitem__, never, with_unknown=is_unknown)


@given(_sides(False), st.floats(0, 1), st.floats(-9, 3))
def test_a_number_lies_in_its_reach(tree: NumberTree, x: float, y: float) -> None:
    value = trees.number(tree, {X: x, Y: y}.get)
    if value is not None and math.isfinite(value):
        low, high = reach(tree, RANGES.__getitem__)
        assert low - 1e-9 <= value <= high + 1e-9


LOW, HIGH = Comparison("<", X, Number(0.3)), Comparison(">", X, Number(0.7))


@pytest.mark.parametrize(
    ("tree", "may"),
    [
        (Logic("and", LOW, HIGH), False),
        (Logic("or", LOW, HIGH), True),
        (Logic("and", Not(LOW), Not(HIGH)), True),
        (Comparison(">", X, Number(1)), False),
        (Comparison(">=", Number(1), X), True),
        (Comparison("==", X, Negative(Number(1))), False),
        (Between(Y, Number(4), Number(5)), False),
        (Comparison("<", Arithmetic("*", Number(2), X), Arithmetic("-", Number(0), X)), False),
        (Comparison("<", Call("abs", (Y,)), Number(0)), False),
        (Comparison(">", Call("min", (X, Y)), Number(1)), False),
        (Comparison("==", Number(1), Number(2)), False),
        (Comparison("!=", Number(1), Number(1)), False),
        (Comparison(">", Arithmetic("/", Number(1), Y), Number(9)), True),
        (Claim(), False),
    ],
)
def test_what_can_never_be_true_is_found(tree: FlagTree, may: bool) -> None:
    assert may_hold(tree, RANGES.__getitem__, never) is may


def test_what_is_unknown_makes_a_comparison_false() -> None:
    always = Comparison("<=", X, Number(1))
    assert not may_hold(Not(always), RANGES.__getitem__, never)
    assert may_hold(Not(always), RANGES.__getitem__, never, with_unknown=True)
    mixed = Comparison("<=", Arithmetic("+", X, Number(1)), Number(2))
    assert not may_hold(Not(mixed), RANGES.__getitem__, never)
    assert may_hold(Not(mixed), RANGES.__getitem__, never, with_unknown=True)


def test_of_many_quantities_only_the_ranges_are_asked() -> None:
    one = Comparison("<", Named("0"), Number(0.5))
    both: FlagTree = Logic("and", one, Comparison(">", Named("0"), Number(0.6)))
    assert not may_hold(both, lambda _: (0.0, 1.0), never)
    for n in range(1, 12):
        both = Logic("and", both, Comparison("<", Named(str(n)), Number(0.5)))
    assert may_hold(both, lambda _: (0.0, 1.0), never)  # that it cannot is not told
