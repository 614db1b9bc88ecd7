"""A histogram whose buckets need no range, no bin choice and no training pass."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches import codec, counting, kernels, resolution
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.keys import Float64s, floats, ordered_keys
from gnomon.sketches.resolution import Int64s, K

__all__ = ["Histogram", "floats", "least_shift", "ordered_keys"]

MOST_SHIFT = 53  # at which all floats fall in 2,048 buckets

_LARGEST = np.finfo(np.float64).max
_SIGN = np.uint64(1 << 63)
_LEAST_KEY, _GREATEST_KEY = (int(k) for k in ordered_keys(np.array([-_LARGEST, _LARGEST])))


def least_shift(keys: Int64s, k: int = K) -> int:
    """Find the least shift at which sorted keys occupy at most `k` buckets.

    Example:
        >>> least_shift(np.arange(5000))
        2
    """
    return resolution.least_shift(resolution.gaps(keys), k)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Histogram:
    """Counts of the buckets that finite float64 values fall in.

    A value's bucket is its ordered key without the lowest `shift` bits, and `shift` is the least at
    which at most 2,048 buckets are occupied. So up to 2,048 distinct values everything is exact;
    past them a quantile's rank is off by at most the heaviest bucket's share: 0.2-0.4 % of smooth columns
    where measured, but more where much lies just below a power of two, since buckets are relative to the
    value: scores that crowd against 1 put 9 % into the bucket [0.996, 1).

    Laws: adds (associative, commutative, `Histogram()` is zero), bit for bit the same for any
    split and any order; `(a + b) - b` is `a.at((a + b).shift)`.

    Attributes:
        shift: Number of low bits dropped from the keys, 0 to 53.
        keys: `(C,)` bucket numbers, sorted: `ordered_keys(value) >> shift`.
        counts: `(C,)` values in each bucket, all positive.

    Example:
        >>> h = Histogram.of(np.array([1.0, 2.0, 2.0]))
        >>> h.lows().tolist(), h.counts.tolist(), h.is_exact
        ([1.0, 2.0], [1, 2], True)
        >>> (h + h).total
        6
    """

    shift: int = 0
    keys: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    counts: Int64s = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        resolution.frozen(self.keys, self.counts)

    @classmethod
    def of(cls, values: Float64s) -> Histogram:
        """Count values.

        Args:
            values: `(n,)` float64, all finite, in any order.
        """
        if not len(values):
            return cls()
        if kernels.compiled:
            made = kernels.numbers(values)
            return cls(made.shift, made.keys, made.counts)
        return _least(*counting.count_floats(values))

    @classmethod
    def of_counts(cls, values: Float64s, counts: Int64s) -> Histogram:
        """Take counted values.

        Args:
            values: `(n,)` float64, all finite, in any order, repeats allowed.
            counts: `(n,)` how often each occurred; those with 0 are left out.
        """
        present = counts > 0
        keys, counts = ordered_keys(values[present]), counts[present]
        order = np.argsort(keys, kind="stable")
        return _settled(0, keys[order], counts[order]) if len(order) else cls()

    @property
    def total(self) -> int:
        """Number of values."""
        return int(self.counts.sum())

    @property
    def is_exact(self) -> bool:
        """Whether each bucket holds one single value."""
        return self.shift == 0

    def at(self, shift: int) -> Histogram:
        """Coarsen to a shift; the same histogram when it is there already, or empty.

        Raises:
            ValueError: The shift is finer than this histogram.
        """
        if shift < self.shift:
            raise ValueError(f"a histogram at shift {self.shift} cannot be refined to shift {shift}.")
        if shift == self.shift or not len(self.keys):
            return self
        return _settled(shift, self.keys >> (shift - self.shift), self.counts)

    def lows(self) -> Float64s:
        """The least float64 of each bucket: `(C,)`."""
        return floats(np.maximum(self.keys << self.shift, _LEAST_KEY))

    def highs(self) -> Float64s:
        """The greatest float64 of each bucket: `(C,)`."""
        keys = np.minimum((self.keys << self.shift) + ((1 << self.shift) - 1), _GREATEST_KEY)
        # Key -1 would be -0.0, which counts as 0.0 and so lies in the next bucket.
        return floats(np.where(keys == -1, -2, keys))

    def __add__(self, other: Histogram, /) -> Histogram:
        """Both multisets together."""
        if not len(self.keys):
            return other
        if not len(other.keys):
            return self
        shift = max(self.shift, other.shift)
        a, b = self.at(shift), other.at(shift)
        if np.array_equal(a.keys, b.keys):
            return Histogram(shift, a.keys, a.counts + b.counts)
        keys, counts = np.concatenate((a.keys, b.keys)), np.concatenate((a.counts, b.counts))
        order = np.argsort(keys, kind="stable")
        return _settled(shift, keys[order], counts[order])

    def __sub__(self, other: Histogram, /) -> Histogram:
        """This multiset without the other, at the coarser of both shifts.

        Raises:
            SubtractionError: A bucket would hold less than nothing.
        """
        if not len(other.keys):
            return self
        shift = max(self.shift, other.shift)
        a, b = self.at(shift), other.at(shift)
        places = np.searchsorted(a.keys, b.keys)
        counts = a.counts.copy()
        if not len(a.keys) or places[-1] == len(a.keys) or not np.array_equal(a.keys[places], b.keys):
            raise SubtractionError("values are taken away from a histogram that were never added to it.")
        counts[places] -= b.counts
        if counts.min() < 0:
            raise SubtractionError("more values are taken away from a histogram than were added to it.")
        left = counts > 0
        return Histogram(shift, a.keys[left], counts[left]) if left.any() else Histogram()

    def __eq__(self, other: object, /) -> bool:
        """Whether both hold the same buckets at the same shift."""
        if not isinstance(other, Histogram):
            return NotImplemented
        return (
            self.shift == other.shift
            and np.array_equal(self.keys, other.keys)
            and np.array_equal(self.counts, other.counts)
        )

    def __repr__(self) -> str:
        """Size and resolution in words."""
        return f"<Histogram of {self.total:,} values in {len(self.keys):,} buckets at shift {self.shift}>"

    def __hash__(self) -> int:
        """Hash the state."""
        return hash((self.shift, self.keys.tobytes(), self.counts.tobytes()))

    def to_bytes(self) -> bytes:
        """The histogram as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Histogram:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the histogram's bytes."""
        writer.begin(b"H", 1)
        writer.varint(self.shift)
        writer.ascending(self.keys.view(np.uint64) ^ _SIGN)  # so that negative keys come first
        writer.counts(self.counts)

    @classmethod
    def read(cls, reader: Reader) -> Histogram:
        """Take the histogram off bytes.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        reader.begin(b"H", 1, "histogram")
        shift = reader.varint(MOST_SHIFT)
        keys = (reader.ascending(K) ^ _SIGN).view(np.int64)
        counts = reader.counts(len(keys))
        if shift and not len(keys):
            raise FormatError("a histogram of no values is coarse.")
        if len(keys) and not _LEAST_KEY >> shift <= int(keys[0]) <= int(keys[-1]) <= _GREATEST_KEY >> shift:
            raise FormatError("a histogram holds a bucket that no finite number falls in.")
        return cls(shift, keys, counts)


def _least(shift: int, keys: Int64s, counts: Int64s) -> Histogram:
    """Make a histogram of sorted keys at `shift`, each once, at the least shift from there."""
    return Histogram(shift, keys, counts) if len(keys) <= K else _settled(shift, keys, counts)


def _settled(shift: int, keys: Int64s, counts: Int64s) -> Histogram:
    """Make a histogram of sorted keys at `shift`, repeats allowed, at the least shift from there."""
    gaps = resolution.gaps(keys)
    more = resolution.least_shift(gaps)
    first = resolution.starts(gaps, more)
    return Histogram(shift + more, keys[first] >> more, np.add.reduceat(counts, first))
