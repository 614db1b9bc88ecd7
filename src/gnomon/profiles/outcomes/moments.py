"""The exact sums of values and of their squares: all that a mean and its standard error need."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.summing import UNIT_BITS

_SPLIT = 2.0**27 + 1


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums of values and of their squares; whoever holds them knows how many there were.

    Laws: adds and subtracts exactly, the same for any split and any order.

    Attributes:
        total: Sum of the values.
        squares: Sum of their squares, exact above 1e-292.

    Example:
        >>> m = Moments.of(np.array([1.0, 2.0, 6.0]))
        >>> m.mean(3), m.variance(3), round(m.standard_error(3), 6)
        (3.0, 7.0, 1.527525)
    """

    total: ExactSum = ExactSum()
    squares: ExactSum = ExactSum()

    @classmethod
    def of(cls, values: npt.NDArray[np.float64]) -> Moments:
        """Sum values.

        Args:
            values: `(n,)` float64, at most 1e154 in size, so that their squares are finite.

        Source: Dekker 1971, A floating-point technique for extending the available precision.
        """
        squares = values * values
        # What each square lost in rounding, by Veltkamp's split: else small spreads about great means were lost.
        high = values * _SPLIT - (values * _SPLIT - values)
        low = values - high
        lost = low * low - ((squares - high * high) - 2 * high * low)
        return cls(ExactSum.of(values), ExactSum.of(squares) + ExactSum.of(lost))

    def mean(self, n: int) -> float:
        """The correctly rounded mean of `n` values, at least 1."""
        return self.total.mean(n)

    def variance(self, n: int) -> float:
        """Variance with n - 1; NaN for fewer than two values.

        The sums are whole numbers of units, so that nothing cancels.
        """
        if n < 2:  # noqa: PLR2004 - a variance needs two values
            return math.nan
        return max(0.0, self.spread(n) / (n - 1))

    def spread(self, n: int) -> float:
        """Sum of squared distances from the mean, not negative; `n` at least 1."""
        units = n * (self.squares.units << UNIT_BITS) - self.total.units**2
        return max(0.0, units / (n << 2 * UNIT_BITS))

    def standard_error(self, n: int) -> float:
        """Standard error of the mean; NaN for fewer than two values."""
        return math.sqrt(self.variance(n) / n) if n else math.nan

    def __add__(self, other: Moments, /) -> Moments:
        """The sums of both."""
        return Moments(self.total + other.total, self.squares + other.squares)

    def __sub__(self, other: Moments, /) -> Moments:
        """The sums without the other's."""
        return Moments(self.total - other.total, self.squares - other.squares)

    def write(self, writer: Writer) -> None:
        """Append the sums' bytes."""
        self.total.write(writer)
        self.squares.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> Moments:
        """Read what `write` wrote."""
        return cls(ExactSum.read(reader), ExactSum.read(reader))
