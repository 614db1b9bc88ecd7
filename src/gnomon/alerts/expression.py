"""What conditions look up: the figures and the status of one verdict.

Source: ALERTS R1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from gnomon.alerts.verdict import Figures
from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.tree import Claim, FlagTree, NumberTree, Other, Quantity
from gnomon.checks.verdict import Status

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


@dataclass(frozen=True, slots=True)
class Field(Quantity):
    """A figure of the verdict."""

    name: str


@dataclass(frozen=True, slots=True)
class Text(Other):
    """A status as it is written; None is the verdict's own."""

    value: str | None


@dataclass(frozen=True, slots=True)
class Violation(Claim):
    """Whether the verdict's status is `violation`."""


@dataclass(frozen=True, slots=True)
class Sameness(Claim):
    """Two texts compared."""

    is_same: bool
    left: Text
    right: Text


def number(tree: NumberTree, figures: Figures) -> float | None:
    """What a number comes to; None when it is unknown.

    Example:
        >>> number(trees.Arithmetic("/", Field("effect"), Field("material")), Figures(effect=0.5, material=0.0)) is None
        True
    """
    return trees.number(tree, lambda of: FIELDS[cast(Field, of).name](figures))


def holds(tree: FlagTree, status: Status, figures: Figures) -> bool:
    """Whether a claim is true.

    Example:
        >>> holds(trees.Comparison("!=", Field("value"), trees.Number(1.0)), "ok", Figures())
        False
    """
    return trees.holds(tree, lambda of: FIELDS[cast(Field, of).name](figures), claims(status))


def claims(status: Status) -> Callable[[Claim], bool]:
    """What claims about a verdict come to, by its status.

    Args:
        status: The status.

    Example:
        >>> claims("ok")(Violation())
        False
    """

    def claim(of: Claim) -> bool:
        if isinstance(of, Sameness):
            return ((of.left.value or status) == (of.right.value or status)) is of.is_same
        return status == "violation"

    return claim
