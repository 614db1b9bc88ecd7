"""The outcome of a model that says yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.losses import Losses
from gnomon.profiles.outcomes.task import OutcomeKind, Task
from gnomon.sketches import codec
from gnomon.sketches.codec import Reader, Writer

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]

UNKNOWN, NEITHER = -1, -2
"""Codes of a row without a value, and of one whose value is neither positive nor negative."""


@dataclass(frozen=True, slots=True, eq=False)
class BinaryOutcome:
    """What is kept of scores and predictions of one class, and of what then happened.

    Rows fall into six groups by prediction and target (positive, negative, not known), each with the
    summary of its scores: so the confusion at the deployed threshold is exact, and so are curves up to 2,048
    distinct scores a group. A missing score counts among its group's nulls.

    Laws: adds bit for bit in any order and split, with `BinaryOutcome()` as zero; subtracts what was
    added, as `NumberSummary` does. Equal outcomes have equal bytes.

    Attributes:
        true_positives: Scores of the rows that were predicted positive and are.
        false_positives: Those predicted positive that are negative.
        false_negatives: Those predicted negative that are positive.
        true_negatives: Those predicted negative that are.
        untargeted_positives: Those predicted positive whose target is not known (yet).
        untargeted_negatives: Those predicted negative whose target is not known (yet).
        losses: Exact sums over the rows with a target and a score in [0, 1].
        unusable: Rows with neither prediction nor score, or with a target that is neither class.

    Example:
        >>> target = np.array([1, 0, 1, UNKNOWN], np.int8)
        >>> outcome = BinaryOutcome.of(target, np.array([1, 0, 0, 1], np.int8), np.array([0.9, 0.2, 0.4, 0.7]))
        >>> outcome.counts, outcome.rows, outcome.targeted, outcome.positives.mean
        ((1, 0, 1, 1), 4, 3, 0.65)
    """

    kind: ClassVar[OutcomeKind] = "binary"
    task: ClassVar[Task] = "classification"

    true_positives: NumberSummary = NumberSummary()
    false_positives: NumberSummary = NumberSummary()
    false_negatives: NumberSummary = NumberSummary()
    true_negatives: NumberSummary = NumberSummary()
    untargeted_positives: NumberSummary = NumberSummary()
    untargeted_negatives: NumberSummary = NumberSummary()
    losses: Losses = Losses()
    unusable: int = 0

    @classmethod
    def of(cls, target: Codes, predicted: Codes, score: Floats) -> BinaryOutcome:
        """Summarise rows.

        Args:
            target: `(n,)` int8: 1 positive, 0 negative, `UNKNOWN`, `NEITHER`.
            predicted: `(n,)` int8: 1 positive, 0 negative, or one of the others.
            score: `(n,)` float64; NaN where there is none.
        """
        usable = (predicted >= 0) & (target != NEITHER)
        target, predicted, score = target[usable], predicted[usable], score[usable]
        codes = ((1, 1), (0, 1), (1, 0), (0, 0), (UNKNOWN, 1), (UNKNOWN, 0))
        groups = [_scores(score[(target == t) & (predicted == p)]) for t, p in codes]
        known = target >= 0
        losses = Losses.of(score[known], target[known] == 1)
        return cls.of_groups(groups, losses, int((~usable).sum()))

    @classmethod
    def of_groups(cls, groups: Sequence[NumberSummary], losses: Losses, unusable: int) -> BinaryOutcome:
        """Put an outcome together from its six groups, in the order of the fields."""
        tp, fp, fn, tn, above, below = groups
        return cls(tp, fp, fn, tn, above, below, losses, unusable)

    @property
    def groups(self) -> tuple[NumberSummary, ...]:
        """The six groups, in the order of their fields."""
        return (
            self.true_positives,
            self.false_positives,
            self.false_negatives,
            self.true_negatives,
            self.untargeted_positives,
            self.untargeted_negatives,
        )

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """True positives, false positives, false negatives, true negatives: exact."""
        tp, fp, fn, tn = (group.rows for group in self.groups[:4])
        return tp, fp, fn, tn

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(group.rows for group in self.groups) + self.unusable

    @property
    def targeted(self) -> int:
        """Rows with a prediction and a target."""
        return sum(self.counts)

    @property
    def untargeted(self) -> int:
        """Rows with a prediction whose target is not known (yet)."""
        return self.untargeted_positives.rows + self.untargeted_negatives.rows

    @property
    def positives(self) -> NumberSummary:
        """Scores of the rows that are positive."""
        return self.true_positives + self.false_negatives

    @property
    def negatives(self) -> NumberSummary:
        """Scores of the rows that are negative."""
        return self.false_positives + self.true_negatives

    @property
    def predicted(self) -> tuple[NumberSummary, NumberSummary]:
        """Scores of all rows predicted positive, and of all predicted negative, with or without a target."""
        above = self.true_positives + self.false_positives + self.untargeted_positives
        return above, self.false_negatives + self.true_negatives + self.untargeted_negatives

    @property
    def scored(self) -> int:
        """Rows with a target and a finite score."""
        return sum(group.count for group in self.groups[:4])

    @property
    def outside(self) -> int:
        """Rows with a target whose score is no probability: finite but not in [0, 1]."""
        return self.scored - self.losses.rows

    def __add__(self, other: BinaryOutcome, /) -> BinaryOutcome:
        """Both sets of rows together."""
        groups = [a + b for a, b in zip(self.groups, other.groups, strict=True)]
        return BinaryOutcome.of_groups(groups, self.losses + other.losses, self.unusable + other.unusable)

    def __sub__(self, other: BinaryOutcome, /) -> BinaryOutcome:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.unusable > self.unusable:
            raise SubtractionError("more unusable rows are taken away than were added.")
        groups = [a - b for a, b in zip(self.groups, other.groups, strict=True)]
        return BinaryOutcome.of_groups(groups, self.losses - other.losses, self.unusable - other.unusable)

    def __eq__(self, other: object, /) -> bool:
        """Whether both have the same bytes."""
        return self.to_bytes() == other.to_bytes() if isinstance(other, BinaryOutcome) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(self.to_bytes())

    def to_bytes(self) -> bytes:
        """The outcome as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> BinaryOutcome:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the outcome's bytes."""
        writer.begin(b"b", 1)
        for group in self.groups:
            group.write(writer)
        self.losses.write(writer)
        writer.varint(self.unusable)

    @classmethod
    def read(cls, reader: Reader) -> BinaryOutcome:
        """Read what `write` wrote."""
        reader.begin(b"b", 1, "binary outcome")
        groups = [NumberSummary.read(reader) for _ in range(6)]
        return cls.of_groups(groups, Losses.read(reader), reader.varint())


def _scores(scores: Floats) -> NumberSummary:
    """The summary of scores, missing ones counted as nulls."""
    missing = np.isnan(scores)
    return NumberSummary.of(scores[~missing], int(missing.sum()))
