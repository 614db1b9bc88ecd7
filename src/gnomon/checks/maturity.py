"""Maturity: how many of a window's targets have come, told from how late targets usually come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from gnomon.errors import SubtractionError
from gnomon.sketches import codec
from gnomon.sketches.codec import Reader, Writer

Floats = npt.NDArray[np.float64]

HOUR = timedelta(hours=1)
MOST_AGE = timedelta(days=90)

EDGES: tuple[timedelta, ...] = (*(HOUR * 2**k for k in range(12)), MOST_AGE)
"""Ends of the age bins: 1 h, doubling to 2048 h, then 90 d; a last bin holds what comes later."""

BINS = len(EDGES) + 1
EMPTY = (0,) * BINS


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many rows there are, and at which age the targets of how many came.

    Laws: adds in any order and split, with `Arrivals()` as zero; subtracts what was added. Equal arrivals have
    equal bytes.

    Attributes:
        rows: All rows, with or without a target.
        counts: Targets by age bin; see `EDGES`.

    Raises:
        ValueError: There are more or fewer counts than bins.

    Example:
        >>> one = Arrivals.of(3, [timedelta(minutes=18), timedelta(hours=3)])
        >>> (one + one).counts[:3], (one + one).arrived, (one + one).rows
        ((2, 0, 2), 4, 6)
    """

    rows: int = 0
    counts: tuple[int, ...] = EMPTY

    def __post_init__(self) -> None:
        """Refuse counts of other bins."""
        if len(self.counts) != BINS:
            raise ValueError(f"arrivals have {BINS} age bins, not {len(self.counts)}.")

    @classmethod
    def of(cls, rows: int, ages: Iterable[timedelta]) -> Arrivals:
        """Count ages; a target that was known before its event counts among the youngest.

        Args:
            rows: All rows.
            ages: Of the targets that came: time of the target less time of the event.
        """
        return cls.of_seconds(rows, np.array([age.total_seconds() for age in ages], np.float64))

    @classmethod
    def of_seconds(cls, rows: int, ages: Floats) -> Arrivals:
        """The same from an array.

        Args:
            rows: All rows.
            ages: `(n,)` seconds; NaN is none.
        """
        known = ages[~np.isnan(ages)]
        bins = np.searchsorted([edge.total_seconds() for edge in EDGES], known, side="left")
        return cls(rows, tuple(int(n) for n in np.bincount(bins, minlength=BINS)))

    @property
    def arrived(self) -> int:
        """Rows with a target."""
        return sum(self.counts)

    @property
    def coverage(self) -> float:
        """Share of the rows that have a target, in [0, 1]; 0 without rows."""
        return min(self.arrived / self.rows, 1.0) if self.rows else 0.0

    def __add__(self, other: Arrivals, /) -> Arrivals:
        """Both sets of rows together."""
        return Arrivals(self.rows + other.rows, tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    def __sub__(self, other: Arrivals, /) -> Arrivals:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        counts = tuple(a - b for a, b in zip(self.counts, other.counts, strict=True))
        if other.rows > self.rows or min(counts) < 0:
            raise SubtractionError("more rows or targets are taken away than had arrived.")
        return Arrivals(self.rows - other.rows, counts)

    def to_bytes(self) -> bytes:
        """The arrivals as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Arrivals:
        """Read what `to_bytes` made; no bytes are no arrivals.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data) if data else cls()

    def write(self, writer: Writer) -> None:
        """Append the arrivals' bytes."""
        writer.begin(b"a", 1)
        writer.varint(self.rows)
        for count in self.counts:
            writer.varint(count)

    @classmethod
    def read(cls, reader: Reader) -> Arrivals:
        """Read what `write` wrote."""
        reader.begin(b"a", 1, "value of arrivals")
        return cls(reader.varint(), tuple(reader.varint() for _ in range(BINS)))


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of rows whose target comes by an age, learned from windows of any age.

    Attributes:
        shares: At each of `EDGES`, and at last; rising, in [0, 1].
    """

    shares: tuple[float, ...]

    def by(self, age: timedelta) -> float:
        """Share of all rows whose target has come by an age: on a line between two edges."""
        ends = [0.0, *(edge.total_seconds() for edge in EDGES)]
        return float(np.interp(age.total_seconds(), ends, [0.0, *self.shares[:-1]]))

    def maturity(self, age: timedelta) -> float:
        """Share of the targets that will ever come that have come by an age, in [0, 1]; 1 when none ever comes.

        Args:
            age: Of the window: from its end to now.
        """
        most = self.shares[-1]
        return 1.0 if most <= 0 or age >= MOST_AGE else min(self.by(age) / most, 1.0)


def curve(arrivals: Sequence[Arrivals], ages: Sequence[timedelta]) -> Curve:
    """Learn how late targets come.

    A window tells of the bins that have wholly passed since its end; of later ones its rows are censored.

    Args:
        arrivals: Of each window.
        ages: How old each window is: from its end to now.

    Source: Kaplan & Meier 1958, on grouped counts; STATISTICS D.

    Example:
        >>> window = Arrivals.of(10, [timedelta(minutes=30)] * 6 + [timedelta(hours=3)] * 3)
        >>> found = curve([window], [timedelta(days=100)])
        >>> [round(found.maturity(timedelta(hours=h)), 3) for h in (0.5, 1, 4, 50)]
        [0.333, 0.667, 1.0, 1.0]
    """
    counts = np.array([one.counts for one in arrivals], np.float64).reshape(-1, BINS)
    rows = np.array([one.rows for one in arrivals], np.float64)
    passed = np.array([[age >= edge for edge in EDGES] + [age > MOST_AGE] for age in ages], np.bool_)
    waiting = np.maximum(rows[:, None] - np.cumsum(counts, 1) + counts, 0)
    at_risk, came = (np.where(passed.reshape(-1, BINS), x, 0).sum(0) for x in (waiting, counts))
    hazard = np.minimum(came / np.where(at_risk > 0, at_risk, 1), 1)
    return Curve(tuple((1 - np.cumprod(1 - hazard)).tolist()))
