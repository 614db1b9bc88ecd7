"""The sentences of limits: what a figure is, and what it should be."""

from __future__ import annotations

from collections.abc import Sequence

from gnomon.checks import numbers, phrases, quantities
from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.tree import Between, Comparison, Look, Number, NumberTree
from gnomon.checks.figures import Written
from gnomon.checks.numbers import NO_BREAK

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
    said = f"{_is(first, look)}, within the limit ({_limit(first, look).removeprefix('the limit is ')})"
    others = len(rest)
    more = f" So {'is' if others == 1 else 'are'} {others} more." if rest else ""
    return f"{said}.{more}"


def unknown(bounds: Sequence[Bound], rows: int) -> str:
    """What cannot be told."""
    of = next((bound for bound in bounds), None)
    name = quantities.text(sides(of)[0]) if of is not None else "the limit"
    return f"{name} is not known from {phrases.in_rows(rows)}: there is no value to compare with its limit."


def _is(bound: Bound, look: Look) -> str:
    of, *ends = sides(bound)
    return f"{quantities.text(of)} is {_figure(trees.number(of, look), _style(of), _unit(ends))}"


def _limit(bound: Bound, look: Look) -> str:
    of, *ends = sides(bound)
    style, unit = _style(of), _unit(ends)
    said = [_end(end, look, style, unit) for end in ends]
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
