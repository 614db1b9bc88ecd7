"""The scores of one class among several."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.profiles.number import NumberSummary
from gnomon.sketches.codec import Reader, Writer


@dataclass(frozen=True, slots=True)
class ClassScores:
    """Scores that rows got for one class, by whether it was theirs.

    Attributes:
        positives: Scores of the rows of this class.
        negatives: Scores of the rows of other classes.
        untargeted: Scores of the rows whose class is not known (yet).

    Example:
        >>> ClassScores(NumberSummary(nulls=1), NumberSummary(nulls=2)).rows
        3
    """

    positives: NumberSummary = NumberSummary()
    negatives: NumberSummary = NumberSummary()
    untargeted: NumberSummary = NumberSummary()

    @property
    def rows(self) -> int:
        """All rows."""
        return self.positives.rows + self.negatives.rows + self.untargeted.rows

    def __add__(self, other: ClassScores, /) -> ClassScores:
        """Both sets of rows together."""
        return ClassScores(
            self.positives + other.positives, self.negatives + other.negatives, self.untargeted + other.untargeted
        )

    def __sub__(self, other: ClassScores, /) -> ClassScores:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        return ClassScores(
            self.positives - other.positives, self.negatives - other.negatives, self.untargeted - other.untargeted
        )

    def write(self, writer: Writer) -> None:
        """Append the scores' bytes."""
        for scores in (self.positives, self.negatives, self.untargeted):
            scores.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> ClassScores:
        """Read what `write` wrote."""
        return cls(NumberSummary.read(reader), NumberSummary.read(reader), NumberSummary.read(reader))
