"""The summary of a column of strings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gnomon.errors import SubtractionError
from gnomon.profiles.schema import Kind
from gnomon.sketches.categories import Categories
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.distinct import Distinct
from gnomon.sketches.histogram import Histogram


@dataclass(frozen=True, slots=True)
class CategorySummary:
    """What is kept of a column of strings.

    Attributes:
        nulls: Rows without a value.
        categories: The values, by name up to 2,048 of them.
        sample: A sample of the distinct values, to count them past that; up to there it follows from `categories`.
        empties: Rows whose value is the empty string.
        lengths: Number of characters of each value.
        words: Number of words of each value (stretches without white space).
        shapes: Each value's shape: letters as `A` or `a`, digits as `9`, runs as one.

    Example:
        >>> s = CategorySummary(nulls=1, categories=Categories.of(["JFK", "LGA"], [3, 1]))
        >>> s.rows, s.distinct, s.top(1)
        (5, 2, [('JFK', 3)])
    """

    kind: ClassVar[Kind] = "category"

    nulls: int = 0
    categories: Categories = Categories()
    sample: Distinct = Distinct()
    empties: int = 0
    lengths: Histogram = Histogram()
    words: Histogram = Histogram()
    shapes: Categories = Categories()

    @property
    def count(self) -> int:
        """Rows with a value."""
        return self.categories.total

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
        """Number of distinct values: a count up to 2,048, past that an estimate from the sample."""
        if self.categories.is_exact:
            return len(self.categories.cells)
        return min(round(self.sample.estimate()), self.count)

    @property
    def distinct_exact(self) -> bool:
        """Whether `distinct` is a count."""
        return self.categories.is_exact

    def top(self, k: int = 10) -> list[tuple[str, int]]:
        """The `k` most frequent values with their counts; a cell that mixes values reads `X and others`."""
        return self.categories.top(k)

    def __add__(self, other: CategorySummary, /) -> CategorySummary:
        """Both sets of rows together."""
        return CategorySummary(
            self.nulls + other.nulls,
            self.categories + other.categories,
            self.sample + other.sample,
            self.empties + other.empties,
            self.lengths + other.lengths,
            self.words + other.words,
            self.shapes + other.shapes,
        )

    def __sub__(self, other: CategorySummary, /) -> CategorySummary:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.nulls > self.nulls or other.empties > self.empties:
            raise SubtractionError("more nulls or empty strings are taken away than were added.")
        categories = self.categories - other.categories
        return CategorySummary(
            self.nulls - other.nulls,
            categories,
            _sample(categories) if categories.is_exact else self.sample - other.sample,
            self.empties - other.empties,
            self.lengths - other.lengths,
            self.words - other.words,
            self.shapes - other.shapes,
        )

    def write(self, writer: Writer) -> None:
        """Append the summary's bytes."""
        writer.varint(self.nulls)
        writer.varint(self.empties)
        self.categories.write(writer)
        if not self.categories.is_exact:  # otherwise it follows from the categories
            self.sample.write(writer)
        self.lengths.write(writer)
        self.words.write(writer)
        self.shapes.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> CategorySummary:
        """Read what `write` wrote."""
        nulls, empties, categories = reader.varint(), reader.varint(), Categories.read(reader)
        sample = _sample(categories) if categories.is_exact else Distinct.read(reader)
        lengths, words, shapes = Histogram.read(reader), Histogram.read(reader), Categories.read(reader)
        return cls(nulls, categories, sample, empties, lengths, words, shapes)


def _sample(exact: Categories) -> Distinct:
    """The sample of values that are all known."""
    return Distinct.of(exact.hashes, exact.counts)
