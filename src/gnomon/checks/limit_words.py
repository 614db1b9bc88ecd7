"""The sentences of limits: what a figure is, and what it should be."""

from __future__ import annotations

from collections.abc import Sequence

from gnomon.checks import numbers, phrases, quantities
from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.tree import Between, Comparison, Look, Number, NumberTree
from gnomon.checks.figures import Written
from gnomon.checks.numbers import NO_BREAK
from gnomon.checks.quantities import Usual

Bound = Comparison | Between


def sides(bound: Bound) -> tuple[NumberTree, ...]:
    """The number that a bound is about, then the ends: the constant is an end on whichever side it stands."""
    if isinstance(bound, Between):
        return bound.of, bound.low, bound.high
    if isinstance(bound.left, Number) and not isinstance(bound.right, Number):
        return bound.right, bound.left
    return bound.left, bound.right


def past(bounds: Sequence[Bound], look: Look, text: str) -> str:
    """What is past its limit.

    Args:
        bounds: The comparisons that do not hold.
        look: What quantities are.
        text: The limit as it was written, for one that says more than the comparisons by themselves.
    """
    said = [f"{_is(bound, look)}; {_limit(bound, look)}." for bound in bounds]
    plain = len(bounds) == 1 and " not " not in f" {text} "
    return " ".join(said if plain else [*said, f"Limit: {text.strip()}."])


def within(bounds: Sequence[Bound], look: Look) -> str:
    """What is within its limit."""
    first, *rest = bounds
    said = f"{_is(first, look)}, {_inside(first, look)}"
    others = len(rest)
    more = f" So {'is' if others == 1 else 'are'} {others} more." if rest else ""
    return f"{said}.{more}"


def unknown(bounds: Sequence[Bound], look: Look, rows: int) -> str:
    """What cannot be told.

    Args:
        bounds: The comparisons with a number that is not known.
        look: What quantities are.
        rows: Of the window.
    """
    parts = [side for bound in bounds for side in sides(bound)]
    missing = [side for side in parts if trees.number(side, look) is None]
    lost = [one for side in missing for one in quantities.looked(side) if look(one) is None]
    name = str(lost[0]) if lost else quantities.text(missing[0])
    where = "the reference" if lost and isinstance(lost[0], Usual) else phrases.in_rows(rows)
    return f"{name} is not known from {where}: there is nothing to compare."


def _is(bound: Bound, look: Look) -> str:
    of, *ends = sides(bound)
    return f"{quantities.text(of)} is {_figure(trees.number(of, look), _style(of), _unit(ends))}"


def _inside(bound: Bound, look: Look) -> str:
    said = _ends(bound, look)
    if isinstance(bound, Between):
        return f"within the limits ({said[0]} and {said[1]})"
    match bound.sign:
        case "==":
            return "as it should be"
        case "!=":
            return f"and not {said[0]}"
        case _:
            return f"within the limit ({said[0]})"


def _ends(bound: Bound, look: Look) -> list[str]:
    of, *ends = sides(bound)
    style, unit = _style(of), _unit(ends)
    return [_end(end, look, style, unit) for end in ends]


def _limit(bound: Bound, look: Look) -> str:
    said = _ends(bound, look)
    if isinstance(bound, Between):
        return f"the limits are {said[0]} and {said[1]}"
    match bound.sign:
        case "==":
            return f"it should be {said[0]}"
        case "!=":
            return f"it should not be {said[0]}"
        case _:
            return f"the limit is {said[0]}"


def _end(end: NumberTree, look: Look, style: Written, unit: str) -> str:
    figure = _figure(trees.number(end, look), style, unit)
    return figure if not quantities.looked(end) else f"{quantities.text(end)}, which is {figure}"


def _style(of: NumberTree) -> Written:
    return quantities.written(of)


def _unit(ends: Sequence[NumberTree]) -> str:
    return next((end.unit for end in ends if isinstance(end, Number) and end.unit), "")


def _figure(x: float | None, style: Written, unit: str) -> str:
    """A number as it is written in its unit."""
    if x is None:
        return "not known"
    if unit == "%" or (style == "share" and 0 <= x <= 1):
        return numbers.share(x) if x >= 0 else numbers.figure(100 * x) + NO_BREAK + "%"
    said = numbers.count(x) if style == "count" else numbers.figure(x)
    return f"{said}{NO_BREAK}{unit}" if unit else said
