"""The summary of a column that holds nothing but nulls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gnomon.errors import SubtractionError
from gnomon.profiles.schema import Kind
from gnomon.sketches.codec import Reader, Writer


@dataclass(frozen=True, slots=True)
class NullSummary:
    """Rows of a column whose type is not known, since every value is null. It adds to any kind.

    Example:
        >>> NullSummary(2) + NullSummary(3)
        NullSummary(nulls=5)
    """

    kind: ClassVar[Kind] = "null"

    nulls: int = 0

    @property
    def count(self) -> int:
        """Rows with a value: none."""
        return 0

    @property
    def missing(self) -> int:
        """Rows without a value: all."""
        return self.nulls

    @property
    def rows(self) -> int:
        """All rows."""
        return self.nulls

    @property
    def distinct(self) -> int:
        """Distinct values: none."""
        return 0

    def top(self, k: int = 10) -> list[tuple[str, int]]:
        """The most frequent values: none."""
        return []

    def __add__(self, other: NullSummary, /) -> NullSummary:
        """Both sets of rows together."""
        return NullSummary(self.nulls + other.nulls)

    def __sub__(self, other: NullSummary, /) -> NullSummary:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.nulls > self.nulls:
            raise SubtractionError("more nulls are taken away than were added.")
        return NullSummary(self.nulls - other.nulls)

    def write(self, writer: Writer) -> None:
        """Append the summary's bytes."""
        writer.varint(self.nulls)

    @classmethod
    def read(cls, reader: Reader) -> NullSummary:
        """Read what `write` wrote."""
        return cls(reader.varint())
