"""A share of some whole: of rows, of orders, of minutes. It is judged as a share."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gnomon.errors import SubtractionError, UsageError
from gnomon.profiles.custom.whole_number import whole_number
from gnomon.sketches.codec import Reader, Writer


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many.

    Laws: adds and subtracts exactly, the same for any split and any order.

    Attributes:
        hits: Those that are meant.
        total: All of them.

    Raises:
        UsageError: One is no whole number, or there are more hits than there are in all.

    Example:
        >>> both = Ratio(1, 4) + Ratio(3, 4)
        >>> both, both.share
        (Ratio(hits=4, total=8), 0.5)
    """

    hits: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        """Take any integers, the first no greater than the second."""
        object.__setattr__(self, "hits", whole_number("hits", self.hits))
        object.__setattr__(self, "total", whole_number("total", self.total))
        if self.hits > self.total:
            raise UsageError(f"{self.hits} hits of {self.total} are no share. Of what may be more than 1, give a Mean.")

    @property
    def share(self) -> float:
        """Hits of all, in [0, 1]; NaN of nothing."""
        return self.hits / self.total if self.total else math.nan

    def __add__(self, other: Ratio, /) -> Ratio:
        """Both together."""
        return Ratio(self.hits + other.hits, self.total + other.total)

    def __sub__(self, other: Ratio, /) -> Ratio:
        """These without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        hits, misses = self.hits - other.hits, (self.total - self.hits) - (other.total - other.hits)
        if min(hits, misses) < 0:
            raise SubtractionError(f"{other.hits} of {other.total} are taken away from {self.hits} of {self.total}.")
        return Ratio(hits, hits + misses)

    def write(self, writer: Writer) -> None:
        """Append the bytes."""
        writer.varint(self.hits)
        writer.varint(self.total - self.hits)

    @classmethod
    def read(cls, reader: Reader) -> Ratio:
        """Read what `write` wrote."""
        hits, misses = reader.varint(), reader.varint()
        return cls(hits, hits + misses)
