"""What a tree comes to, with all that is unknown taken as false or as true."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gnomon.checks.expressions import tree
from gnomon.checks.expressions.tree import Between, Claim, Comparison, Logic, Negative, Not, Number, Quantity


@dataclass(frozen=True, slots=True)
class Named(Quantity):
    name: str


VALUES = {"one": 1.0, "nan": float("nan")}
ONE, NONE = Named("one"), Named("none")


def look(of: Quantity) -> float | None:
    return VALUES.get(of.name) if isinstance(of, Named) else None


def always(_: Claim) -> bool:
    return True


@pytest.mark.parametrize(
    ("claim", "known", "taken"),
    [
        (Comparison("<", ONE, Number(2)), True, True),
        (Comparison("<", NONE, Number(2)), False, True),
        (Comparison("<", Named("nan"), Number(2)), False, True),
        (Between(ONE, Number(1), Number(1)), True, True),
        (Between(ONE, Number(2), Number(3)), False, False),
        (Between(NONE, Number(2), Number(3)), False, True),
        (Between(ONE, NONE, Number(3)), False, True),
        (Not(Comparison("<", NONE, Number(2))), True, False),
        (Logic("and", Comparison("<", NONE, Number(2)), Comparison(">", ONE, Number(5))), False, False),
        (Logic("or", Comparison("<", NONE, Number(2)), Comparison("<", ONE, Number(5))), True, True),
        (Claim(), True, True),
    ],
)
def test_what_is_unknown_is_false_or_as_it_is_taken(claim: tree.FlagTree, known: bool, taken: bool) -> None:
    assert tree.holds(claim, look, always) is known
    assert tree.holds(claim, look, always, True) is taken


def test_an_unknown_number_stays_unknown() -> None:
    assert tree.number(Negative(NONE), look) is None
    assert tree.number(Negative(ONE), look) == -1
