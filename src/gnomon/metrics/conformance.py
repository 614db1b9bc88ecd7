"""The checks that every metric must pass, ours and those of other packages.

A package tests its metric in one line, with any test runner::

    for check in conformance.checks(record_of(my_metric)):
        check()
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import Metric, described
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.schema import Kind
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary
from gnomon.sketches.categories import Categories
from gnomon.sketches.histogram import Histogram

NEARLY = 1e-9
Check = Callable[[], None]


def checks(metric: Metric) -> Iterator[Check]:
    """Every check that applies to a metric; each raises an AssertionError that says what is wrong.

    Args:
        metric: What `registry.record_of` gives for a decorated function.

    Example:
        >>> from gnomon.metrics.registry import find
        >>> [check() for check in checks(find("ks"))]
        [None, None, None, None, None, None]
    """
    yield partial(check_explains_itself, metric)
    yield partial(check_stays_in_its_range, metric)
    yield partial(check_gives_the_same_twice, metric)
    yield partial(check_is_none_without_what_it_needs, metric)
    if metric.at_rest is not None:
        yield partial(check_is_at_rest_on_equal_sides, metric)
    if metric.symmetric:
        yield partial(check_is_symmetric, metric)


def check_explains_itself(metric: Metric) -> None:
    """It says in words what it is."""
    _expect(metric.name.isidentifier(), f"{metric.name!r} is no plain name")
    _expect(metric.kinds, f"{metric.name} has a meaning for no kind")
    _expect(metric.formula and metric.read.endswith("."), f"{metric.name} needs a formula and a sentence on it")
    _expect(metric.low <= metric.high, f"{metric.name}: its range is empty")
    _expect(described(metric) in (metric.function.__doc__ or ""), f"{metric.name}: its docstring lost its description")


def check_stays_in_its_range(metric: Metric) -> None:
    """Its value is in its range, or None."""
    for pair in pairs(metric):
        value = metric(pair)
        inside = value is None or metric.low - NEARLY <= value <= metric.high + NEARLY
        _expect(inside, f"{metric.name} = {value}, outside [{metric.low}, {metric.high}], of {pair}")


def check_gives_the_same_twice(metric: Metric) -> None:
    """It depends on the pair alone."""
    for pair in pairs(metric):
        once, twice = metric(pair), metric(Pair(pair.reference, pair.current))
        _expect(once == twice, f"{metric.name} is {once} and then {twice} of the same pair")


def check_is_none_without_what_it_needs(metric: Metric) -> None:
    """A side without rows, or without values where they are needed, gives None, never 0."""
    for kind in sorted(metric.kinds):
        full, empty, nulls = SIDES[kind][0], NOTHING[kind], NULLS[kind]
        lacking = [Pair(full, empty), Pair(empty, empty)]
        if metric.needs != "current rows":
            lacking.append(Pair(empty, full))
        if metric.needs == "values":
            lacking += [Pair(full, nulls), Pair(nulls, full)]
        for pair in lacking:
            _expect(metric(pair) is None, f"{metric.name} = {metric(pair)} without {metric.needs}, of {pair}")


def check_is_at_rest_on_equal_sides(metric: Metric) -> None:
    """Of two equal sides it has its value at rest, or none."""
    rest = metric.at_rest or 0.0
    for kind in sorted(metric.kinds):
        for side in SIDES[kind]:
            value = metric(Pair(side, side))
            still = value is None or math.isclose(value, rest, abs_tol=NEARLY)
            _expect(still, f"{metric.name} = {value} of equal sides, not {metric.at_rest}: {side}")


def check_is_symmetric(metric: Metric) -> None:
    """The sides can be exchanged."""
    for pair in pairs(metric):
        there, back = metric(pair), metric(Pair(pair.current, pair.reference))
        same = there == back or (there is not None and back is not None and math.isclose(there, back, rel_tol=NEARLY))
        _expect(same, f"{metric.name} is {there}, and {back} with the sides exchanged")


def _expect(holds: object, words: str) -> None:
    if not holds:
        raise AssertionError(words)


def pairs(metric: Metric) -> Iterator[Pair]:
    """Every two sides of every kind that the metric has a meaning for."""
    for kind in sorted(metric.kinds):
        for reference in SIDES[kind]:
            for current in SIDES[kind]:
                yield Pair(reference, current)


def _numbers() -> tuple[NumberSummary, ...]:
    """Few values, one value, a normal and a skewed column, odd floats, the ends of the line, only infinities."""
    draw = np.random.default_rng(7)
    odd = np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324, -1e-300, 2.0**53 + 2])
    return (
        NumberSummary.of(np.array([1.0, 2.0, 2.0, 3.0, 5.0])),
        NumberSummary.of(np.full(9, 4.0), nulls=1),
        NumberSummary.of(draw.normal(50, 10, 4000)),
        NumberSummary.of(np.concatenate((np.zeros(3000), draw.lognormal(1, 1, 3000))), nulls=50),
        NumberSummary.of(odd, nulls=2),
        NumberSummary.of(np.array([-1.7e308, 0.0, 1.7e308])),
        NumberSummary.of(np.array([np.inf, -np.inf])),
    )


def _strings(names: list[str], counts: list[int], nulls: int = 0) -> CategorySummary:
    sizes = np.array([len(name) for name in names], np.float64)
    return CategorySummary(
        nulls=nulls,
        categories=Categories.of(names, counts),
        empties=sum(count for name, count in zip(names, counts, strict=True) if not name),
        lengths=Histogram.of_counts(sizes, np.array(counts)),
        shapes=Categories.of(["a" if name else "" for name in names], counts),
    )


NUMBER_SIDES = _numbers()
SIDES: dict[Kind, tuple[Summary, ...]] = {
    "number": NUMBER_SIDES,
    "time": tuple(TimeSummary(side) for side in NUMBER_SIDES[:4]),
    "vector": tuple(VectorSummary(lengths=side, norms=side) for side in NUMBER_SIDES[:4]),
    "flag": (FlagSummary(trues=7), FlagSummary(nulls=1, falses=40, trues=2), FlagSummary(falses=9, trues=9)),
    "category": (
        _strings(["JFK", "LGA", "EWR"], [20, 30, 30]),
        _strings(["JFK", "LGA", "", "SFO"], [10, 30, 5, 20], nulls=3),
        _strings([f"tail {i}" for i in range(3000)], [20] * 3000),
        _strings([f"id {i}" for i in range(50)], [1] * 50),
    ),
    "null": (NullSummary(3), NullSummary(5)),
}
"""Sides of each kind that metrics are tried on."""
NOTHING: dict[Kind, Summary] = {
    "number": NumberSummary(),
    "time": TimeSummary(),
    "vector": VectorSummary(),
    "flag": FlagSummary(),
    "category": CategorySummary(),
    "null": NullSummary(),
}
NULLS: dict[Kind, Summary] = {
    "number": NumberSummary(nulls=4),
    "time": TimeSummary(NumberSummary(nulls=4)),
    "vector": VectorSummary(nulls=4),
    "flag": FlagSummary(nulls=4),
    "category": CategorySummary(nulls=4),
    "null": NullSummary(4),
}
