"""A mean of some numbers: of rows, of sums per order. It is judged as a mean."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from gnomon.errors import SubtractionError, UsageError
from gnomon.profiles.outcomes.moments import Moments
from gnomon.sketches.codec import Reader, Writer

MOST = 1e154
"""The greatest value whose square is a float."""


@dataclass(frozen=True, slots=True)
class Mean:
    """How many numbers there were, and their exact sums.

    Laws: adds and subtracts exactly, the same for any split and any order.

    Attributes:
        count: How many.
        moments: Their sums, and those of their squares.

    Example:
        >>> both = Mean.of([1.0, None, 3.0]) + Mean.of([5.0])
        >>> both.count, both.mean, both.std
        (3, 3.0, 2.0)
    """

    count: int = 0
    moments: Moments = Moments()

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Mean:
        """The mean of numbers.

        Args:
            values: A Polars column, an array or a list; null, NaN and infinities are left out.

        Raises:
            UsageError: They are no numbers, or past 1e154.
        """
        found = numbers_of(values)
        known = found.filter(found.is_finite()).drop_nulls().to_numpy()
        if len(known) and np.abs(known).max() > MOST:
            raise UsageError(f"a mean is kept of numbers up to {MOST:g}; {known[np.abs(known).argmax()]:g} is past it.")
        return cls(len(known), Moments.of(known))

    @property
    def mean(self) -> float:
        """The correctly rounded mean; NaN of nothing."""
        return self.moments.mean(self.count) if self.count else math.nan

    @property
    def std(self) -> float:
        """Standard deviation with n - 1; NaN for fewer than two numbers."""
        return math.sqrt(self.moments.variance(self.count)) if self.count > 1 else math.nan

    @property
    def standard_error(self) -> float:
        """Of the mean; NaN for fewer than two numbers."""
        return self.moments.standard_error(self.count)

    def __add__(self, other: Mean, /) -> Mean:
        """Both together."""
        return Mean(self.count + other.count, self.moments + other.moments)

    def __sub__(self, other: Mean, /) -> Mean:
        """These without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.count > self.count:
            raise SubtractionError(f"{other.count} numbers are taken away from {self.count}.")
        return Mean(self.count - other.count, self.moments - other.moments)

    def write(self, writer: Writer) -> None:
        """Append the bytes."""
        writer.varint(self.count)
        self.moments.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> Mean:
        """Read what `write` wrote."""
        return cls(reader.varint(), Moments.read(reader))


def numbers_of(values: Iterable[float | None]) -> pl.Series:
    """Numbers as a column: `(n,)` Float64, with nulls.

    Raises:
        UsageError: They are no numbers.
    """
    found = values if isinstance(values, pl.Series) else pl.Series("", values, strict=False)
    if not (found.dtype.is_numeric() or found.dtype in (pl.Boolean, pl.Null)):
        raise UsageError(f"numbers are needed, not {found.dtype}. Cast them first: .cast(pl.Float64).")
    return found.cast(pl.Float64)
