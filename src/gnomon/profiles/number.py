"""The summary of a column of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from gnomon.errors import SubtractionError
from gnomon.profiles.schema import Kind
from gnomon.sketches import kernels
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.histogram import Histogram
from gnomon.sketches.kernels import Numbers

Floats = npt.NDArray[np.float64]
NAN = math.nan


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """What is kept of a column of numbers.

    Laws: adds bit for bit in any order and split; subtracts what was added,
    after which `low` and `high` are bounds (`bounds_exact` is false).

    Attributes:
        nulls: Rows without a value.
        nans: Rows whose value is not a number.
        pos_infs: Rows of +infinity.
        neg_infs: Rows of -infinity.
        histogram: The finite values.
        total: Their exact sum.
        low: The least finite value; NaN when there is none.
        high: The greatest finite value; NaN when there is none.
        bounds_exact: Whether `low` and `high` are values, not only bounds.

    Example:
        >>> import numpy as np
        >>> s = NumberSummary.of(np.array([1.0, 2.0, 2.0, np.nan, np.inf]), nulls=1)
        >>> s.rows, s.count, s.missing, s.mean, s.quantile(0.5), s.top(1)
        (6, 3, 2, 1.6666666666666667, 2.0, [(2.0, 2)])
    """

    kind: ClassVar[Kind] = "number"

    nulls: int = 0
    nans: int = 0
    pos_infs: int = 0
    neg_infs: int = 0
    histogram: Histogram = Histogram()
    total: ExactSum = ExactSum()
    low: float = NAN
    high: float = NAN
    bounds_exact: bool = True

    @classmethod
    def of(cls, values: Floats, nulls: int = 0) -> NumberSummary:
        """Summarise values.

        Args:
            values: `(n,)` float64 without the nulls; NaN and infinities may be among them.
            nulls: Rows that had no value.
        """
        if kernels.compiled:
            return cls.of_counted(kernels.numbers(values), nulls)
        if not len(values):
            return cls(nulls=nulls)
        nans = pos_infs = neg_infs = 0
        low, high = float(values.min()), float(values.max())
        if not (math.isfinite(low) and math.isfinite(high)):
            nans = int(np.isnan(values).sum())
            pos_infs = int((values == np.inf).sum())
            neg_infs = int((values == -np.inf).sum())
            values = values[np.isfinite(values)]
            if not len(values):
                return cls(nulls, nans, pos_infs, neg_infs)
            low, high = float(values.min()), float(values.max())
        # + 0.0 turns -0.0 into 0.0, as the histogram does: equal columns have equal bytes.
        return cls(nulls, nans, pos_infs, neg_infs, Histogram.of(values), ExactSum.of(values), low + 0.0, high + 0.0)

    @classmethod
    def of_counted(cls, made: Numbers, nulls: int = 0) -> NumberSummary:
        """Take what the compiled kernel counted.

        Args:
            made: Of a whole column.
            nulls: Rows that had no value, beside those of the column itself.
        """
        is_empty = not len(made.keys)
        return cls(
            nulls + made.nulls,
            made.nans,
            made.pos_infs,
            made.neg_infs,
            Histogram(made.shift, made.keys, made.counts),
            ExactSum(made.units),
            NAN if is_empty else made.low,
            NAN if is_empty else made.high,
        )

    @property
    def values(self) -> NumberSummary:
        """The numbers themselves: what metrics of numbers read."""
        return self

    @property
    def count(self) -> int:
        """Finite values."""
        return self.histogram.total

    @property
    def missing(self) -> int:
        """Nulls and NaNs."""
        return self.nulls + self.nans

    @property
    def infs(self) -> int:
        """Infinities of both signs."""
        return self.pos_infs + self.neg_infs

    @property
    def rows(self) -> int:
        """All rows, with or without a value."""
        return self.count + self.missing + self.infs

    @property
    def mean(self) -> float:
        """The correctly rounded mean of the finite values; NaN when there is none."""
        return self.total.mean(self.count) if self.count else NAN

    @property
    def variance(self) -> float:
        """Variance with n - 1, from the buckets about the exact mean; exact to 2,048 distinct values."""
        if self.count < 2:  # noqa: PLR2004 - a variance needs two values
            return NAN
        with np.errstate(over="ignore"):
            squares = (self.points() - self.mean) ** 2
            return float((squares * self.histogram.counts).sum() / (self.count - 1))

    @property
    def std(self) -> float:
        """Standard deviation with n - 1; NaN for fewer than two values."""
        return math.sqrt(self.variance) if self.count > 1 else NAN

    @property
    def min(self) -> float:
        """The least finite value (a bound after a subtraction); NaN when there is none."""
        return self.low

    @property
    def max(self) -> float:
        """The greatest finite value (a bound after a subtraction); NaN when there is none."""
        return self.high

    @property
    def distinct(self) -> int | None:
        """Number of distinct finite values; None past 2,048, when it is not known."""
        return len(self.histogram.keys) if self.histogram.is_exact else None

    @property
    def distinct_exact(self) -> bool:
        """Whether `distinct` is a count."""
        return self.histogram.is_exact

    def ends(self) -> tuple[Floats, Floats]:
        """Least and greatest value that each bucket can hold, clipped to `[low, high]`: two `(C,)` float64."""
        lows = np.maximum(self.histogram.lows(), self.low)
        return lows, np.minimum(self.histogram.highs(), self.high)

    def points(self) -> Floats:
        """The value that stands for each bucket: `(C,)` float64; exact to 2,048 distinct values.

        Source: STATISTICS, bin value (midpoint of the clipped ends).
        """
        lows, highs = self.ends()
        return lows + (highs - lows) / 2 if not self.histogram.is_exact else lows

    def quantile(self, q: float) -> float:
        """The first value with at least the share `q` of the finite values at or below it.

        Args:
            q: A share in [0, 1].

        Returns:
            The value; its rank is off by at most the heaviest bucket's share. NaN when there is none.
        """
        if not self.count:
            return NAN
        rank = np.searchsorted(np.cumsum(self.histogram.counts), max(q * self.count, 1), side="left")
        return float(self.points()[min(int(rank), len(self.histogram.keys) - 1)])

    def top(self, k: int = 10) -> list[tuple[float, int]]:
        """The `k` most frequent values with their counts; empty when single values are not known."""
        if not self.histogram.is_exact:
            return []
        order = np.argsort(-self.histogram.counts, kind="stable")[:k]
        return [(float(v), int(c)) for v, c in zip(self.points()[order], self.histogram.counts[order], strict=True)]

    def __add__(self, other: NumberSummary, /) -> NumberSummary:
        """Both sets of rows together."""
        return NumberSummary(
            self.nulls + other.nulls,
            self.nans + other.nans,
            self.pos_infs + other.pos_infs,
            self.neg_infs + other.neg_infs,
            self.histogram + other.histogram,
            self.total + other.total,
            _pick(min, self.low, other.low),
            _pick(max, self.high, other.high),
            self.bounds_exact and other.bounds_exact,
        )

    def __sub__(self, other: NumberSummary, /) -> NumberSummary:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        counts = (
            self.nulls - other.nulls,
            self.nans - other.nans,
            self.pos_infs - other.pos_infs,
            self.neg_infs - other.neg_infs,
        )
        if min(counts) < 0:
            raise SubtractionError("more missing or infinite values are taken away than were added.")
        histogram = self.histogram - other.histogram
        if not other.count:
            return NumberSummary(*counts, histogram, self.total, self.low, self.high, self.bounds_exact)
        if not histogram.total:
            return NumberSummary(*counts, histogram, self.total - other.total)
        low = max(self.low, float(histogram.lows()[0]))
        high = min(self.high, float(histogram.highs()[-1]))
        return NumberSummary(*counts, histogram, self.total - other.total, low, high, bounds_exact=False)

    def write(self, writer: Writer) -> None:
        """Append the summary's bytes."""
        for count in (self.nulls, self.nans, self.pos_infs, self.neg_infs):
            writer.varint(count)
        self.histogram.write(writer)
        if self.count:
            self.total.write(writer)
            writer.float(self.low)
            writer.float(self.high)
            writer.varint(int(self.bounds_exact))

    @classmethod
    def read(cls, reader: Reader) -> NumberSummary:
        """Read what `write` wrote.

        Raises:
            FormatError: The bytes are cut or of another format.
        """
        nulls, nans, pos_infs, neg_infs = reader.varint(), reader.varint(), reader.varint(), reader.varint()
        histogram = Histogram.read(reader)
        if not histogram.total:
            return cls(nulls, nans, pos_infs, neg_infs, histogram)
        total, low, high, exact = ExactSum.read(reader), reader.float(), reader.float(), bool(reader.varint())
        return cls(nulls, nans, pos_infs, neg_infs, histogram, total, low, high, exact)


def _pick(choose: Callable[[float, float], float], a: float, b: float) -> float:
    """The lesser or greater of two bounds of which either may be NaN (no value yet)."""
    if math.isnan(a):
        return b
    return a if math.isnan(b) else choose(a, b)
