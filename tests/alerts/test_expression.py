"""What a tree comes to: what is unknown stays unknown, and compares as false."""

from __future__ import annotations

import math
import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.alerts import expression
from gnomon.alerts.expression import Field, Sameness, Text, Violation
from gnomon.alerts.verdict import Figures
from gnomon.checks.expressions.tree import (
    Arithmetic,
    ArithmeticSign,
    Call,
    Comparison,
    ComparisonSign,
    Logic,
    Negative,
    Not,
    Number,
    NumberTree,
)

FIGURES = Figures(1, 2, 3, 4, 5, 6, 7, 8)
ALL = ("value", "limit", "material", "effect", "low", "high", "p", "n")
NAN, UNKNOWN = Field("value"), Number(0.0)


def test_every_name_is_its_figure() -> None:
    assert tuple(expression.FIELDS) == ALL
    assert [expression.number(Field(name), FIGURES) for name in ALL] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("value", [None, math.nan])
@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "==", "!="])
def test_any_comparison_with_what_is_unknown_is_false(sign: ComparisonSign, value: float | None) -> None:
    figures = Figures(value=value)
    for left, right in ((Field("value"), Number(1)), (Number(1), Field("value")), (Field("value"), Field("value"))):
        assert not expression.holds(Comparison(sign, left, right), "ok", figures)


@pytest.mark.parametrize(
    "tree",
    [
        Arithmetic("/", Number(1), Number(0)),
        Arithmetic("/", Number(0), Negative(Number(0))),
        Arithmetic("+", Number(1), Field("value")),
        Arithmetic("*", Field("value"), Number(1)),
        Arithmetic("-", Arithmetic("*", Number(1e308), Number(10)), Arithmetic("*", Number(1e308), Number(10))),
        Negative(Field("value")),
        Call("max", (Number(1), Field("value"))),
    ],
)
def test_what_is_unknown_stays_unknown(tree: NumberTree) -> None:
    assert expression.number(tree, Figures()) is None


@pytest.mark.parametrize(
    ("tree", "value"),
    [
        (Arithmetic("+", Field("value"), Field("limit")), 3),
        (Arithmetic("-", Field("value"), Field("limit")), -1),
        (Arithmetic("*", Field("limit"), Field("material")), 6),
        (Arithmetic("/", Field("value"), Field("limit")), 0.5),
        (Negative(Field("n")), -8),
        (Call("abs", (Negative(Field("n")),)), 8),
        (Call("min", (Field("p"), Field("n"), Field("low"))), 5),
        (Call("max", (Field("p"), Field("n"))), 8),
    ],
)
def test_numbers(tree: NumberTree, value: float) -> None:
    assert expression.number(tree, FIGURES) == value


def test_the_status_is_compared_with_a_string() -> None:
    for is_same in (True, False):
        assert expression.holds(Sameness(is_same, Text(None), Text("ok")), "ok", FIGURES) is is_same
        assert expression.holds(Sameness(is_same, Text("ok"), Text(None)), "error", FIGURES) is not is_same


@given(st.booleans(), st.booleans())
def test_logic_is_pythons(a: bool, b: bool) -> None:
    left, right = (Violation() if x else Not(Violation()) for x in (a, b))
    assert expression.holds(Logic("and", left, right), "violation", FIGURES) is (a and b)
    assert expression.holds(Logic("or", left, right), "violation", FIGURES) is (a or b)


COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
COMPUTE = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
FINITE = st.floats(-1e6, 1e6)


@given(FINITE, FINITE, st.sampled_from(sorted(COMPARE)), st.sampled_from(sorted(COMPUTE)))
def test_known_numbers_are_compared_and_computed_as_python_does(
    a: float, b: float, compare: ComparisonSign, compute: ArithmeticSign
) -> None:
    assert expression.holds(Comparison(compare, Number(a), Number(b)), "ok", FIGURES) is COMPARE[compare](a, b)
    if compute != "/" or b:
        assert expression.number(Arithmetic(compute, Number(a), Number(b)), FIGURES) == COMPUTE[compute](a, b)
