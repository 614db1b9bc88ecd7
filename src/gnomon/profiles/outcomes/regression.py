"""The outcome of a model that predicts a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.losses_by_prediction import LossesByPrediction
from gnomon.profiles.outcomes.moments import Moments
from gnomon.profiles.outcomes.task import OutcomeKind, Task
from gnomon.sketches import codec
from gnomon.sketches.codec import Reader, Writer

Floats = npt.NDArray[np.float64]

GREATEST = 1e75
"""Greatest size of a target or prediction: past it the fourth power of a residual could be infinite."""
GREATEST_RATIO = 1e150
"""Greatest |residual / target|: past it its square could be infinite."""


@dataclass(frozen=True, slots=True, eq=False)
class RegressionOutcome:
    """What is kept of predicted numbers and their targets. The residual is `r = target - prediction`.

    Laws: adds bit for bit in any order and split, with `RegressionOutcome()` as zero; subtracts what was
    added, as `NumberSummary` does. Equal outcomes have equal bytes.

    Attributes:
        residuals: r, with its exact sum.
        sizes: |r|, with its exact sum.
        squares: r^2, and r^4.
        ratios: Rows whose target is not 0.
        ratio: |r / target| over these, and its square.
        targets: Targets, and their squares.
        untargeted: Predictions of the rows whose target is not known (yet).
        by_prediction: The losses of each bucket of predictions.
        unusable: Rows without a finite prediction, or with a target that is infinite or past 1e75.

    Example:
        >>> outcome = RegressionOutcome.of(np.array([3.0, 0.0, np.nan]), np.array([1.0, 1.0, 5.0]))
        >>> outcome.targeted, outcome.residuals.mean, outcome.sizes.mean, outcome.ratios, outcome.rows
        (2, 0.5, 1.5, 1, 3)
    """

    kind: ClassVar[OutcomeKind] = "regression"
    task: ClassVar[Task] = "regression"

    residuals: NumberSummary = NumberSummary()
    sizes: NumberSummary = NumberSummary()
    squares: Moments = Moments()
    ratios: int = 0
    ratio: Moments = Moments()
    targets: Moments = Moments()
    untargeted: NumberSummary = NumberSummary()
    by_prediction: LossesByPrediction = LossesByPrediction()
    unusable: int = 0

    @classmethod
    def of(cls, target: Floats, prediction: Floats) -> RegressionOutcome:
        """Summarise rows.

        Args:
            target: `(n,)` float64; NaN where it is not known.
            prediction: `(n,)` float64; NaN where there is none.
        """
        known = ~np.isnan(target)
        usable = (np.abs(prediction) <= GREATEST) & (~known | (np.abs(target) <= GREATEST))
        y, yhat = target[usable & known], prediction[usable & known]
        r = y - yhat
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            ratio = np.abs(r / y)
        ratio = np.where((y != 0) & (ratio <= GREATEST_RATIO), ratio, np.nan)
        relative = ratio[~np.isnan(ratio)]
        return cls(
            NumberSummary.of(r),
            NumberSummary.of(np.abs(r)),
            Moments.of(r * r),
            len(relative),
            Moments.of(relative),
            Moments.of(y),
            NumberSummary.of(prediction[usable & ~known]),
            LossesByPrediction.of(yhat, r, ratio),
            len(usable) - int(usable.sum()),
        )

    @property
    def targeted(self) -> int:
        """Rows with a prediction and a target."""
        return self.residuals.count

    @property
    def rows(self) -> int:
        """All rows."""
        return self.targeted + self.untargeted.count + self.unusable

    def __add__(self, other: RegressionOutcome, /) -> RegressionOutcome:
        """Both sets of rows together."""
        return RegressionOutcome(
            self.residuals + other.residuals,
            self.sizes + other.sizes,
            self.squares + other.squares,
            self.ratios + other.ratios,
            self.ratio + other.ratio,
            self.targets + other.targets,
            self.untargeted + other.untargeted,
            self.by_prediction + other.by_prediction,
            self.unusable + other.unusable,
        )

    def __sub__(self, other: RegressionOutcome, /) -> RegressionOutcome:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.unusable > self.unusable or other.ratios > self.ratios:
            raise SubtractionError("more rows of an outcome are taken away than were added.")
        return RegressionOutcome(
            self.residuals - other.residuals,
            self.sizes - other.sizes,
            self.squares - other.squares,
            self.ratios - other.ratios,
            self.ratio - other.ratio,
            self.targets - other.targets,
            self.untargeted - other.untargeted,
            self.by_prediction - other.by_prediction,
            self.unusable - other.unusable,
        )

    def __eq__(self, other: object, /) -> bool:
        """Whether both have the same bytes."""
        return self.to_bytes() == other.to_bytes() if isinstance(other, RegressionOutcome) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(self.to_bytes())

    def to_bytes(self) -> bytes:
        """The outcome as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> RegressionOutcome:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the outcome's bytes."""
        writer.begin(b"r", 1)
        self.residuals.write(writer)
        self.sizes.write(writer)
        self.squares.write(writer)
        writer.varint(self.ratios)
        self.ratio.write(writer)
        self.targets.write(writer)
        self.untargeted.write(writer)
        self.by_prediction.write(writer)
        writer.varint(self.unusable)

    @classmethod
    def read(cls, reader: Reader) -> RegressionOutcome:
        """Read what `write` wrote."""
        reader.begin(b"r", 1, "regression outcome")
        residuals, sizes = NumberSummary.read(reader), NumberSummary.read(reader)
        squares, ratios = Moments.read(reader), reader.varint()
        ratio, targets = Moments.read(reader), Moments.read(reader)
        untargeted, losses = NumberSummary.read(reader), LossesByPrediction.read(reader)
        return cls(residuals, sizes, squares, ratios, ratio, targets, untargeted, losses, reader.varint())
