"""What predictions of each size lost: where a regression is good, and where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches import resolution
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.histogram import MOST_SHIFT, Histogram
from gnomon.sketches.keys import ordered_keys
from gnomon.sketches.resolution import Int64s

BUCKETS = 128
"""Most buckets of predictions: enough to make twenty cells of about equal mass of most columns, at 40 bytes each."""

SUMS = 5
"""|r|, r^2, r^4, |r / y|, (r / y)^2."""

Floats = npt.NDArray[np.float64]
Sums = tuple[ExactSum, ...]
_SIGN = np.uint64(1 << 63)
_HALF, _KEPT = np.int64(1 << 28), np.int64(~((1 << 29) - 1))


@dataclass(frozen=True, slots=True, eq=False)
class LossesByPrediction:
    """Sums of losses over the rows of each bucket of predictions.

    The buckets are those of a histogram, at the least shift at which at most 128 are occupied. Each
    row's loss is rounded to 24 bits (one part in 16 million), so that the sums are short; they are exact then.

    Laws: adds bit for bit in any order and split; `(a + b) - b` is `a.at((a + b).shift)`.

    Attributes:
        shift: Number of low bits dropped from the predictions' keys.
        keys: `(C,)` bucket numbers, sorted.
        counts: `(C,)` rows in each bucket, all positive.
        ratios: `(C,)` those of them with a relative loss.
        sums: `C` times the sums of |r|, r^2, r^4 and of |r / y|, (r / y)^2.

    Example:
        >>> losses = LossesByPrediction.of(np.array([1.0, 1.0, 8.0]), np.array([2.0, -1.0, 3.0]), np.full(3, np.nan))
        >>> losses.counts.tolist(), losses.means(0).tolist()
        ([2, 1], [1.5, 3.0])
    """

    shift: int = 0
    keys: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    counts: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    ratios: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    sums: tuple[Sums, ...] = ()

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        resolution.frozen(self.keys, self.counts, self.ratios)

    @classmethod
    def of(cls, predictions: Floats, residuals: Floats, ratios: Floats) -> LossesByPrediction:
        """Sum losses.

        Args:
            predictions: `(n,)` finite float64.
            residuals: `(n,)` target minus prediction; their fourth powers must be finite.
            ratios: `(n,)` |residual / target|, squares finite; NaN where there is none.
        """
        if not len(predictions):
            return cls()
        keys = ordered_keys(predictions)
        order = np.argsort(keys, kind="stable")
        gaps = resolution.gaps(keys[order])
        shift = resolution.least_shift(gaps, BUCKETS)
        first = resolution.starts(gaps, shift)
        relative = ~np.isnan(ratios)
        size, ratio = np.abs(residuals), np.where(relative, ratios, 0.0)
        losses = (size, size**2, size**4, ratio, ratio**2)
        parts = [np.split(_rounded(loss)[order], first[1:]) for loss in losses]
        return cls(
            shift,
            keys[order][first] >> shift,
            np.diff(first, append=len(keys)),
            np.add.reduceat(relative[order].astype(np.int64), first),
            tuple(tuple(ExactSum.of(part) for part in bucket) for bucket in zip(*parts, strict=True)),
        )

    def at(self, shift: int) -> LossesByPrediction:
        """Coarsen to a shift at or above this one."""
        return self if shift == self.shift or not self.sums else _settled(shift, [self])

    @property
    def values(self) -> Floats:
        """The prediction that stands for each bucket: `(C,)`, its least one."""
        return Histogram(self.shift, self.keys, self.counts).lows()

    def means(self, place: int) -> Floats:
        """The mean of a loss in each bucket: `(C,)`; NaN where no row has it.

        Args:
            place: 0 to 4, as in `sums`.
        """
        rows = self.counts if place < 3 else self.ratios  # noqa: PLR2004 - the first three are of every row
        counted = zip(self.sums, rows.tolist(), strict=True)
        return np.array([sums[place].mean(n) if n else np.nan for sums, n in counted], np.float64)

    def __add__(self, other: LossesByPrediction, /) -> LossesByPrediction:
        """Both sets of rows together."""
        if not self.sums or not other.sums:
            return self if self.sums else other
        return _settled(max(self.shift, other.shift), [self, other])

    def __sub__(self, other: LossesByPrediction, /) -> LossesByPrediction:
        """These rows without the others, at the coarser of both shifts.

        Raises:
            SubtractionError: The others were never in.
        """
        if not other.sums:
            return self
        shift = max(self.shift, other.shift)
        a, b = self.at(shift), other.at(shift)
        counts, ratios, sums = a.counts.copy(), a.ratios.copy(), list(a.sums)
        place = {key: i for i, key in enumerate(a.keys.tolist())}
        for key, n, m, lost in zip(b.keys.tolist(), b.counts.tolist(), b.ratios.tolist(), b.sums, strict=True):
            i = place.get(key, -1)
            if i < 0 or counts[i] < n or ratios[i] < m:
                raise SubtractionError("more losses are taken away than were added.")
            counts[i] -= n
            ratios[i] -= m
            sums[i] = tuple(x - y for x, y in zip(sums[i], lost, strict=True))
        left = np.flatnonzero(counts)
        if not len(left):
            return LossesByPrediction()
        kept = tuple(sums[i] for i in left.tolist())
        return LossesByPrediction(shift, a.keys[left], counts[left], ratios[left], kept)

    def write(self, writer: Writer) -> None:
        """Append the losses' bytes."""
        writer.begin(b"l", 1)
        writer.varint(self.shift)
        writer.ascending(self.keys.view(np.uint64) ^ _SIGN)
        writer.counts(self.counts)
        writer.packed(self.ratios.view(np.uint64))
        for sums in self.sums:
            for loss in sums:
                loss.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> LossesByPrediction:
        """Read what `write` wrote."""
        reader.begin(b"l", 1, "table of losses")
        shift = reader.varint(MOST_SHIFT)
        keys = (reader.ascending(BUCKETS) ^ _SIGN).view(np.int64)
        counts = reader.counts(len(keys))
        ratios = reader.packed(len(keys))
        if (shift and not len(keys)) or (ratios > counts.astype(np.uint64)).any():
            raise FormatError("a table of losses has more losses than rows.")
        sums = tuple(tuple(ExactSum.read(reader) for _ in range(SUMS)) for _ in range(len(keys)))
        return cls(shift, keys, counts, ratios.astype(np.int64), sums)


def _rounded(values: Floats) -> Floats:
    """Non-negative floats rounded to 24 bits."""
    return ((np.ascontiguousarray(values).view(np.int64) + _HALF) & _KEPT).view(np.float64)


def _settled(shift: int, parts: Sequence[LossesByPrediction]) -> LossesByPrediction:
    """The parts together at the least shift from `shift`."""
    keys = np.concatenate([part.keys >> (shift - part.shift) for part in parts])
    order = np.argsort(keys, kind="stable")
    gaps = resolution.gaps(keys[order])
    more = resolution.least_shift(gaps, BUCKETS)
    first = resolution.starts(gaps, more)
    sums = [sums for part in parts for sums in part.sums]
    grouped = np.split(order, first[1:])
    return LossesByPrediction(
        shift + more,
        keys[order][first] >> more,
        np.add.reduceat(np.concatenate([part.counts for part in parts])[order], first),
        np.add.reduceat(np.concatenate([part.ratios for part in parts])[order], first),
        tuple(_total([sums[i] for i in group.tolist()]) for group in grouped),
    )


def _total(buckets: Sequence[Sums]) -> Sums:
    return tuple(ExactSum(sum(loss.units for loss in losses)) for losses in zip(*buckets, strict=True))
