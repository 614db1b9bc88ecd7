"""The summary of a column of vectors, or of lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.schema import Kind
from gnomon.sketches.codec import Reader, Writer


@dataclass(frozen=True, slots=True)
class VectorSummary:
    """What is kept of a column of lists: how long they are and, of numbers, how large.

    Attributes:
        nulls: Rows without a list.
        lengths: Number of elements of each list.
        norms: Euclidean norm of each list of numbers; empty for other lists.

    Example:
        >>> VectorSummary(nulls=2).rows
        2
    """

    kind: ClassVar[Kind] = "vector"

    nulls: int = 0
    lengths: NumberSummary = NumberSummary()
    norms: NumberSummary = NumberSummary()

    @property
    def values(self) -> NumberSummary:
        """The numbers that metrics read: the norms, or the lengths where there are none."""
        return self.norms if self.norms.rows else self.lengths

    @property
    def count(self) -> int:
        """Rows with a list."""
        return self.lengths.count

    @property
    def missing(self) -> int:
        """Rows without a list."""
        return self.nulls

    @property
    def rows(self) -> int:
        """All rows."""
        return self.count + self.nulls

    @property
    def distinct(self) -> None:
        """Distinct lists: not known."""
        return None

    def top(self, k: int = 10) -> list[tuple[str, int]]:
        """The most frequent lists: not known."""
        return []

    def __add__(self, other: VectorSummary, /) -> VectorSummary:
        """Both sets of rows together."""
        return VectorSummary(self.nulls + other.nulls, self.lengths + other.lengths, self.norms + other.norms)

    def __sub__(self, other: VectorSummary, /) -> VectorSummary:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.nulls > self.nulls:
            raise SubtractionError("more nulls are taken away than were added.")
        return VectorSummary(self.nulls - other.nulls, self.lengths - other.lengths, self.norms - other.norms)

    def write(self, writer: Writer) -> None:
        """Append the summary's bytes."""
        writer.varint(self.nulls)
        self.lengths.write(writer)
        self.norms.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> VectorSummary:
        """Read what `write` wrote."""
        return cls(reader.varint(), NumberSummary.read(reader), NumberSummary.read(reader))
