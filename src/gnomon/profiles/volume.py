"""The series `rows`: how many rows there are, and how many are there twice."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.errors import SubtractionError
from gnomon.profiles.time import TimeSummary
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.distinct import Distinct


@dataclass(frozen=True, slots=True)
class RowsSummary:
    """What is kept of whole rows.

    Attributes:
        count: Rows.
        row_sample: A sample of the distinct rows, by a hash over all their columns.
        ids: Rows with an id; 0 without an `id` column.
        id_sample: A sample of the distinct ids.
        times: The event times; empty without a `timestamp` column.

    Example:
        >>> RowsSummary(count=3) + RowsSummary(count=4) == RowsSummary(count=7)
        True
    """

    count: int = 0
    row_sample: Distinct = Distinct()
    ids: int = 0
    id_sample: Distinct = Distinct()
    times: TimeSummary = TimeSummary()

    @property
    def repeated_rows(self) -> float:
        """Share of the rows that repeat another one, in [0, 1]."""
        return self.row_sample.repeated_share(self.count)

    @property
    def repeated_ids(self) -> float:
        """Share of the ids that repeat another one, in [0, 1]; 0 without an `id` column."""
        return self.id_sample.repeated_share(self.ids)

    def __add__(self, other: RowsSummary, /) -> RowsSummary:
        """Both sets of rows together."""
        return RowsSummary(
            self.count + other.count,
            self.row_sample + other.row_sample,
            self.ids + other.ids,
            self.id_sample + other.id_sample,
            self.times + other.times,
        )

    def __sub__(self, other: RowsSummary, /) -> RowsSummary:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.count > self.count or other.ids > self.ids:
            raise SubtractionError(f"{other.count} rows are taken away from {self.count}.")
        return RowsSummary(
            self.count - other.count,
            self.row_sample - other.row_sample,
            self.ids - other.ids,
            self.id_sample - other.id_sample,
            self.times - other.times,
        )

    def write(self, writer: Writer) -> None:
        """Append the summary's bytes."""
        writer.varint(self.count)
        self.row_sample.write(writer)
        writer.varint(self.ids)
        self.id_sample.write(writer)
        self.times.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> RowsSummary:
        """Read what `write` wrote."""
        count, row_sample = reader.varint(), Distinct.read(reader)
        return cls(count, row_sample, reader.varint(), Distinct.read(reader), TimeSummary.read(reader))
