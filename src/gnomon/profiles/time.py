"""The summary of a column of times."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from gnomon.profiles.number import NumberSummary
from gnomon.profiles.schema import Kind
from gnomon.sketches.codec import Reader, Writer

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_time(microseconds: float) -> datetime | None:
    """Microseconds since the epoch as a UTC time; None for NaN and for years that Python cannot hold.

    Example:
        >>> to_time(0.0)
        datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if math.isnan(microseconds):
        return None
    try:
        return EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class TimeSummary:
    """What is kept of a column of times: their microseconds since the epoch, as numbers.

    A date counts as its midnight, a time without a zone as UTC. Laws as `NumberSummary`.

    Attributes:
        values: The microseconds since 1970-01-01T00:00Z.

    Example:
        >>> import numpy as np
        >>> TimeSummary(NumberSummary.of(np.array([0.0, 86_400_000_000.0]))).max
        datetime.datetime(1970, 1, 2, 0, 0, tzinfo=datetime.timezone.utc)
    """

    kind: ClassVar[Kind] = "time"

    values: NumberSummary = NumberSummary()

    @property
    def nulls(self) -> int:
        """Rows without a value."""
        return self.values.nulls

    @property
    def count(self) -> int:
        """Rows with a time."""
        return self.values.count

    @property
    def missing(self) -> int:
        """Rows without a time."""
        return self.values.missing

    @property
    def rows(self) -> int:
        """All rows."""
        return self.values.rows

    @property
    def distinct(self) -> int | None:
        """Number of distinct times; None past 2,048, when it is not known."""
        return self.values.distinct

    @property
    def mean(self) -> datetime | None:
        """The mean time."""
        return to_time(self.values.mean)

    @property
    def min(self) -> datetime | None:
        """The earliest time."""
        return to_time(self.values.min)

    @property
    def max(self) -> datetime | None:
        """The latest time."""
        return to_time(self.values.max)

    def quantile(self, q: float) -> datetime | None:
        """The first time with at least the share `q` of the times at or before it."""
        return to_time(self.values.quantile(q))

    def top(self, k: int = 10) -> list[tuple[datetime | None, int]]:
        """The `k` most frequent times with their counts; empty when single times are not known."""
        return [(to_time(value), count) for value, count in self.values.top(k)]

    def __add__(self, other: TimeSummary, /) -> TimeSummary:
        """Both sets of rows together."""
        return TimeSummary(self.values + other.values)

    def __sub__(self, other: TimeSummary, /) -> TimeSummary:
        """These rows without the others."""
        return TimeSummary(self.values - other.values)

    def write(self, writer: Writer) -> None:
        """Append the summary's bytes."""
        self.values.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> TimeSummary:
        """Read what `write` wrote."""
        return cls(NumberSummary.read(reader))
