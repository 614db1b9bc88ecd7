"""The summary of a column of Booleans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gnomon.errors import SubtractionError
from gnomon.profiles.schema import Kind
from gnomon.sketches.categories import Categories
from gnomon.sketches.codec import Reader, Writer


@dataclass(frozen=True, slots=True)
class FlagSummary:
    """How often a flag is true, false or null.

    Example:
        >>> (FlagSummary(nulls=1, falses=3) + FlagSummary(trues=2)).top()
        [('false', 3), ('true', 2)]
    """

    kind: ClassVar[Kind] = "flag"

    nulls: int = 0
    falses: int = 0
    trues: int = 0

    @property
    def count(self) -> int:
        """Rows with a value."""
        return self.falses + self.trues

    @property
    def missing(self) -> int:
        """Rows without a value."""
        return self.nulls

    @property
    def rows(self) -> int:
        """All rows."""
        return self.count + self.nulls

    @property
    def distinct(self) -> int:
        """How many of the two values occur."""
        return (self.falses > 0) + (self.trues > 0)

    @property
    def categories(self) -> Categories:
        """The flag as the categories `false` and `true`."""
        return Categories.of([name for name, _ in self.top()], [count for _, count in self.top()])

    def top(self, k: int = 10) -> list[tuple[str, int]]:
        """The values that occur with their counts, most frequent first."""
        pairs = [(name, count) for name, count in (("false", self.falses), ("true", self.trues)) if count]
        return sorted(pairs, key=lambda pair: -pair[1])[:k]

    def __add__(self, other: FlagSummary, /) -> FlagSummary:
        """Both sets of rows together."""
        return FlagSummary(self.nulls + other.nulls, self.falses + other.falses, self.trues + other.trues)

    def __sub__(self, other: FlagSummary, /) -> FlagSummary:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        left = FlagSummary(self.nulls - other.nulls, self.falses - other.falses, self.trues - other.trues)
        if min(left.nulls, left.falses, left.trues) < 0:
            raise SubtractionError("more rows of a flag are taken away than were added.")
        return left

    def write(self, writer: Writer) -> None:
        """Append the summary's bytes."""
        for count in (self.nulls, self.falses, self.trues):
            writer.varint(count)

    @classmethod
    def read(cls, reader: Reader) -> FlagSummary:
        """Read what `write` wrote."""
        return cls(reader.varint(), reader.varint(), reader.varint())
