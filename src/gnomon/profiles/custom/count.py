"""A number of things: orders, refusals, sessions. It is judged as a volume."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.errors import SubtractionError
from gnomon.profiles.custom.whole_number import whole_number
from gnomon.sketches.codec import Reader, Writer


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are.

    Laws: adds and subtracts exactly, the same for any split and any order.

    Attributes:
        count: The number; any integer type, 0 or more.

    Raises:
        UsageError: It is no whole number, or below 0.

    Example:
        >>> Count(3) + Count(4)
        Count(count=7)
    """

    count: int = 0

    def __post_init__(self) -> None:
        """Take any integer, and nothing else."""
        object.__setattr__(self, "count", whole_number("count", self.count))

    def __add__(self, other: Count, /) -> Count:
        """Both together."""
        return Count(self.count + other.count)

    def __sub__(self, other: Count, /) -> Count:
        """These without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.count > self.count:
            raise SubtractionError(f"{other.count} are taken away from {self.count}.")
        return Count(self.count - other.count)

    def write(self, writer: Writer) -> None:
        """Append the bytes."""
        writer.varint(self.count)

    @classmethod
    def read(cls, reader: Reader) -> Count:
        """Read what `write` wrote."""
        return cls(reader.varint())
