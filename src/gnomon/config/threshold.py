"""From where on a fed figure is a violation: what a monitor says of it without looking at rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gnomon.alerts import condition
from gnomon.alerts.expression import FIELDS, Field
from gnomon.checks import limit
from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.tree import COMPARISONS, Comparison, ComparisonSign, NumberTree, Quantity, Tree
from gnomon.checks.settings import Settings
from gnomon.config.monitor import Monitor

OPPOSITE: Mapping[ComparisonSign, ComparisonSign] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip
TURNED: Mapping[ComparisonSign, ComparisonSign] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}

CALM = 0.5  # of what matters; STATISTICS B5
SHARE_OF_ROWS = 0.2
"""What matters of volume and freshness, unless the monitor says otherwise."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A comparison of one figure with a number.

    Attributes:
        figure: Which figure.
        sign: How it is compared.
        number: With what.
        is_absolute: Whether its size counts, whatever its sign.
    """

    figure: str
    sign: ComparisonSign
    number: float
    is_absolute: bool = False

    def holds(self, x: float) -> bool:
        """Whether a figure is beyond it.

        Example:
            >>> Threshold("effect", ">=", 0.1, is_absolute=True).holds(-0.3)
            True
        """
        return COMPARISONS[self.sign](abs(x) if self.is_absolute else x, self.number)

    def is_calm(self, x: float) -> bool:
        """Whether a figure is back to usual: an effect below half of what matters, another figure on the right side."""
        return abs(x) < CALM * self.number if self.is_absolute else not self.holds(x)


def violating(monitor: Monitor, figures: Collection[str]) -> Threshold | None:
    """From where on a window is in violation; None when the figures do not say.

    Args:
        monitor: Whose verdicts.
        figures: Those that are fed.

    Example:
        >>> violating(Monitor(watches="inputs"), ["effect"])
        Threshold(figure='effect', sign='>=', number=0.1, is_absolute=True)
        >>> violating(Monitor(expect="p95(duration) < 300"), ["value"])
        Threshold(figure='value', sign='>=', number=300.0, is_absolute=False)
    """
    if "violation" in figures:
        return Threshold("violation", ">", 0.0)
    if isinstance(monitor.expect, str) and "value" in figures:
        promised = _compared(limit.limit(monitor.expect).tree)
        if promised is not None:
            _, sign, number = promised
            return Threshold("value", OPPOSITE[sign], number)
    material = material_of(monitor)
    if "effect" in figures and material is not None:
        return Threshold("effect", ">=", material, is_absolute=True)
    return None


def firing(monitor: Monitor, figures: Collection[str]) -> Threshold | None:
    """From where on a window counts for the alert; None when its condition is more than one comparison.

    Example:
        >>> firing(Monitor(watches="performance", condition="0.7 > value"), ["value"])
        Threshold(figure='value', sign='<', number=0.7, is_absolute=False)
    """
    wanted = condition.parse(monitor.condition)
    if wanted.is_default:
        return violating(monitor, figures)
    found = _compared(wanted.tree)
    if found is None or not isinstance(found[0], Field):
        return None
    return Threshold(found[0].name, found[1], found[2])


def needed(monitor: Monitor) -> frozenset[str]:
    """The figures that a monitor's own condition looks up; of a status, whether it is a violation."""
    words = re.findall(r"[a-z_]+", monitor.condition)
    found = {word for word in words if word in FIELDS}
    if material_of(monitor) is not None:
        found.discard("material")
    is_default = condition.parse(monitor.condition).is_default
    return frozenset(found | ({"violation"} if not is_default and {"violation", "status"} & {*words} else set()))


def material_of(monitor: Monitor) -> float | None:
    """What matters to a monitor, as it is configured or by default; None where only its rows say so."""
    usual = Settings()
    match monitor.watched:
        case "performance":
            return monitor.worse_by
        case "quality":
            return monitor.material_share or usual.material_share
        case "volume" | "freshness":
            return monitor.material or SHARE_OF_ROWS
        case "schema" | "expect":
            return None
        case _:
            return monitor.material or usual.material


def _compared(tree: Tree) -> tuple[Quantity, ComparisonSign, float] | None:
    """The quantity, sign and number of a claim that is one comparison with a number."""
    if not isinstance(tree, Comparison):
        return None
    ways: tuple[tuple[NumberTree, NumberTree, ComparisonSign], ...] = (
        (tree.left, tree.right, tree.sign),
        (tree.right, tree.left, TURNED[tree.sign]),
    )
    for one, other, sign in ways:
        number = trees.number(other, lambda of: None)
        if isinstance(one, Quantity) and number is not None:
            return one, sign, number
    return None
