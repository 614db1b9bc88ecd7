"""A sample of distinct values that can be added and subtracted."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches import codec, kernels, resolution
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.resolution import Int64s, UInt64s

KEPT = 1024  # a standard error of 1/sqrt(1024) to 1/sqrt(512): 3-4.5 %
CONTRADICTION = 3  # standard errors


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Distinct:
    """Those distinct values whose hash is below 2^(64 - level), with how often each occurred.

    The level is the least at which at most 1,024 values are kept. At level 0 all are, and every
    answer is exact; past it the distinct count has a standard error of 3-4.5 %.

    Laws: adds (associative, commutative, `Distinct()` is zero), bit for bit the same for any
    split and any order; `(a + b) - b` is `a.at((a + b).level)`.

    Attributes:
        level: Number of leading zero bits that a kept hash has at least, 0 to 64.
        hashes: `(C,)` hashes of the kept values, sorted.
        counts: `(C,)` how often each occurred, all positive.

    Source: M. Wegman's adaptive sampling, in P. Flajolet 1990, "On adaptive sampling".

    Example:
        >>> ids = Distinct.of(np.array([7, 8, 8], np.uint64))
        >>> ids.estimate(), round(ids.repeated_share(3), 3)
        (2.0, 0.333)
    """

    level: int = 0
    hashes: UInt64s = field(default_factory=lambda: np.empty(0, np.uint64))
    counts: Int64s = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        resolution.frozen(self.hashes, self.counts)

    @classmethod
    def of(cls, hashes: UInt64s, counts: Int64s | None = None) -> Distinct:
        """Sample values.

        Args:
            hashes: `(n,)` well mixed 64-bit hashes, in any order, repeats allowed.
            counts: `(n,)` how often each occurred, all positive; once when left out.
        """
        if counts is None and kernels.compiled:
            return cls(*kernels.sample(hashes, KEPT))
        # Few of many hashes can be kept, so only low ones are sorted, at first many times too few
        # when hashes repeat. At the level where they are more than can be kept, none is missing.
        level = max(len(hashes) // (4 * KEPT), 1).bit_length() - 1
        while level > 0:
            low = np.flatnonzero(hashes < np.uint64(1 << (64 - level)))
            sample = _sampled(level, hashes[low], None if counts is None else counts[low])
            if sample.level > level:
                return sample
            level = max(level - 3, 0)
        return _sampled(0, hashes, counts)

    def at(self, level: int) -> Distinct:
        """Keep only what a greater level keeps.

        Raises:
            ValueError: The level is below this sample's.
        """
        if level < self.level:
            raise ValueError(f"a sample at level {self.level} cannot be refined to level {level}.")
        if level == self.level:
            return self
        kept = int(np.searchsorted(self.hashes, np.uint64((1 << 64 - level) - 1), side="right"))
        return Distinct(level, self.hashes[:kept].copy(), self.counts[:kept].copy())

    @property
    def is_exact(self) -> bool:
        """Whether every distinct value is kept."""
        return self.level == 0

    def estimate(self) -> float:
        """Number of distinct values: exact at level 0, past it unbiased."""
        return float(len(self.hashes) << self.level)

    @property
    def standard_error(self) -> float:
        """Standard error of `estimate`; 0 at level 0."""
        return math.sqrt(self.estimate() * ((1 << self.level) - 1))

    def repeated_share(self, rows: int) -> float:
        """Share of the values that repeat another one, in [0, 1]; 0 when empty.

        At level 0 one minus distinct values over `rows`. Past it the sample's own ratio, which is
        exactly 0 when nothing is repeated; but a few values that make up much of the rows are
        seldom in the sample, so when the count of rows contradicts the ratio, the count is believed.

        Args:
            rows: How many values went in.
        """
        if not len(self.hashes):
            return 0.0
        by_rows = 1 - self.estimate() / rows
        by_sample = 1 - len(self.hashes) / int(self.counts.sum())
        agree = abs(by_rows - by_sample) * rows <= CONTRADICTION * self.standard_error
        return by_sample if agree else min(max(by_rows, 0.0), 1.0)

    def __add__(self, other: Distinct, /) -> Distinct:
        """The sample of both multisets together."""
        level = max(self.level, other.level)
        a, b = self.at(level), other.at(level)
        if np.array_equal(a.hashes, b.hashes):
            return Distinct(level, a.hashes, a.counts + b.counts)
        hashes, counts = np.concatenate((a.hashes, b.hashes)), np.concatenate((a.counts, b.counts))
        return _sampled(level, hashes, counts)

    def __sub__(self, other: Distinct, /) -> Distinct:
        """The sample of this multiset without the other, at the greater of both levels.

        Raises:
            SubtractionError: A value would occur less than never.
        """
        level = max(self.level, other.level)
        a, b = self.at(level), other.at(level)
        counts = a.counts.copy()
        places = np.searchsorted(a.hashes, b.hashes)
        if not len(b.hashes):
            return a
        if not len(a.hashes) or places[-1] == len(a.hashes) or (a.hashes[places] != b.hashes).any():
            raise SubtractionError("values are taken away from a sample that were never added to it.")
        counts[places] -= b.counts
        if counts.min() < 0:
            raise SubtractionError("more values are taken away from a sample than were added to it.")
        left = counts > 0
        return Distinct(level, a.hashes[left], counts[left])

    def __eq__(self, other: object, /) -> bool:
        """Whether both keep the same values at the same level."""
        if not isinstance(other, Distinct):
            return NotImplemented
        return (
            self.level == other.level
            and np.array_equal(self.hashes, other.hashes)
            and np.array_equal(self.counts, other.counts)
        )

    def __repr__(self) -> str:
        """Size and resolution in words."""
        return f"<Distinct values of {int(self.counts.sum()):,}, {len(self.hashes):,} kept at level {self.level}>"

    def __hash__(self) -> int:
        """Hash the state."""
        return hash((self.level, self.hashes.tobytes(), self.counts.tobytes()))

    def to_bytes(self) -> bytes:
        """The sample as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Distinct:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the sample's bytes."""
        writer.begin(b"D", 1)
        writer.varint(self.level)
        writer.ascending(self.hashes)
        writer.counts(self.counts)

    @classmethod
    def read(cls, reader: Reader) -> Distinct:
        """Take the sample off bytes.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        reader.begin(b"D", 1, "distinct sample")
        level = reader.varint(64)
        hashes = reader.ascending(KEPT)
        counts = reader.counts(len(hashes))
        if len(hashes) and int(hashes[-1]).bit_length() > 64 - level:
            raise FormatError("a sample holds a hash that its level excludes.")
        return cls(level, hashes, counts)


def _sampled(level: int, hashes: UInt64s, counts: Int64s | None) -> Distinct:
    """Sample hashes below 2^(64 - level), in any order, at the least level from there."""
    if not len(hashes):
        return Distinct(level)
    order = None if counts is None else np.argsort(hashes, kind="stable")
    hashes = np.sort(hashes) if order is None else hashes[order]
    first = resolution.starts(resolution.gaps(hashes), 0)
    if counts is None:
        counts = np.diff(first, append=len(hashes))
    else:
        counts = np.add.reduceat(counts[order], first)
    hashes = hashes[first]
    if len(hashes) > KEPT:
        # The least hash that must go; one more leading zero bit than it has is asked for.
        level = max(level, 65 - int(hashes[KEPT]).bit_length())
    sample = Distinct(0, hashes, counts)
    return sample.at(level)
