"""How often something happens, from how often it did: exact limits of a Poisson rate."""

from __future__ import annotations

import math
from collections.abc import Callable

COVERAGE = 0.95


def at_most(count: int, mean: float) -> float:
    """Chance of at most `count` when `mean` are expected.

    Example:
        >>> round(at_most(2, 1.0), 6)
        0.919699
    """
    if mean <= 0:
        return 1.0
    logs = [k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(count + 1)]
    most = max(logs)
    return min(1.0, math.exp(most) * math.fsum(math.exp(each - most) for each in logs))


def poisson_interval(count: int, coverage: float = COVERAGE) -> tuple[float, float]:
    """The means between which a count lies that was drawn once.

    Args:
        count: How often it happened.
        coverage: How sure; one minus it is split between both sides.

    Returns:
        The lower limit is 0 for a count of 0.

    Source: Garwood 1936.

    Example:
        >>> [round(limit, 4) for limit in poisson_interval(0)], [round(limit, 4) for limit in poisson_interval(5)]
        ([0.0, 3.6889], [1.6235, 11.6683])
    """
    tail = (1 - coverage) / 2
    low = _solved(lambda mean: 1 - at_most(count - 1, mean) < tail, count) if count else 0.0
    return low, _solved(lambda mean: at_most(count, mean) > tail, count)


def _solved(is_below: Callable[[float], bool], count: int) -> float:
    """Where a claim that holds for small means ceases to."""
    low, high = 0.0, count + 10 * math.sqrt(count + 1) + 10
    while low < (middle := (low + high) / 2) < high:  # until float64 tells no more apart
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return low
