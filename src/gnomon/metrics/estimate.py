"""What a metric of an outcome says: a number with its interval, or why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, and how far chance may have moved it.

    Attributes:
        value: The number.
        low: Lower end of the 95 % interval.
        high: Upper end of the 95 % interval.
        se: Standard error; NaN where one row alone cannot tell it.
        n: Rows, or queries, that it was computed from.

    Example:
        >>> Estimate(0.5, 0.4, 0.6, 0.05, 100).reason
        ''
    """

    value: float
    low: float
    high: float
    se: float
    n: int

    reason: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """No number, with the reason. It is false, and its value is None.

    Attributes:
        reason: Why, in words that go on after "no value: ".
        n: Rows, or queries, that there were.

    Example:
        >>> bool(Absent("no positive row")), Absent("no positive row").value
        (False, None)
    """

    reason: str
    n: int = 0

    value: ClassVar[None] = None
    low: ClassVar[None] = None
    high: ClassVar[None] = None
    se: ClassVar[None] = None

    def __bool__(self) -> bool:
        """Never true."""
        return False


Measured = Estimate | Absent


def normal(value: float, se: float, n: int, low: float = -math.inf, high: float = math.inf) -> Measured:
    """A value with `value ± z·se`, cut to its range.

    Args:
        value: The number.
        se: Standard error; NaN leaves the interval open to the ends of the range.
        n: Rows.
        low: Least value that there can be.
        high: Greatest value that there can be.

    Example:
        >>> normal(0.9, 0.1, 50, 0.0, 1.0).high
        1.0
    """
    if not math.isfinite(value):
        return Absent("it is past the largest number", n)
    if math.isnan(se):
        return Estimate(value, low, high, se, n)
    return Estimate(value, max(low, value - Z * se), min(high, value + Z * se), se, n)


def share(hits: float, n: float) -> Estimate:
    """A share of `n` trials, at least 1, with Wilson's interval.

    Args:
        hits: 0 to `n`.
        n: Trials, whole or expected.

    Source: Wilson 1927.

    Example:
        >>> s = share(18, 25)
        >>> round(s.low, 6), round(s.high, 6)
        (0.524234, 0.857161)
    """
    p = hits / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(max(0.0, p * (1 - p) / n + Z * Z / (4 * n * n)))
    se = math.sqrt(max(0.0, p * (1 - p) / n))
    return Estimate(p, min(p, max(0.0, middle - half)), max(p, min(1.0, middle + half)), se, round(n))


def logit(value: float, se: float, n: int, centre: float | None = None) -> Estimate:
    """A value in (0, 1) with an interval that is symmetric on the logit.

    Args:
        value: The number.
        se: Its standard error.
        n: Rows.
        centre: What the interval is about, inside (0, 1); by default the value.

    Example:
        >>> e = logit(0.886719, 0.031957, 120)
        >>> round(e.low, 4), round(e.high, 4)
        (0.8075, 0.9359)
    """
    middle = value if centre is None else centre
    half = Z * se / (middle * (1 - middle))
    place = math.log(middle / (1 - middle))
    low, high = (1 / (1 + math.exp(-min(max(end, -700.0), 700.0))) for end in (place - half, place + half))
    return Estimate(value, min(low, value), max(high, value), se, n)
