"""Exact sums of what probabilities lose against their targets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.errors import SubtractionError
from gnomon.profiles.outcomes.moments import Moments
from gnomon.sketches.codec import Reader, Writer

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEAREST = 1e-15
"""How near to 0 and 1 a probability counts in the log loss: one sure and wrong row costs 34.5, not infinity."""


def log_loss_of(p: Floats) -> Floats:
    """What a probability loses that was given to what then happened: `-ln p`, clipped.

    Args:
        p: `(n,)` in [0, 1].

    Example:
        >>> log_loss_of(np.array([1.0, 0.5, 0.0])).round(3).tolist()
        [0.0, 0.693, 34.539]
    """
    return -np.log(np.clip(p, NEAREST, 1 - NEAREST))


@dataclass(frozen=True, slots=True)
class Losses:
    """Sums over the rows with a target and a score that is a probability.

    Attributes:
        rows: How many there are.
        positives: How many of them were positive.
        p: The probabilities.
        log_loss: `-ln p` of what happened, `p` clipped to [1e-15, 1 - 1e-15].
        brier: `(p - y)^2`.

    Example:
        >>> losses = Losses.of(np.array([0.25, 1.0, 3.0]), np.array([False, True, True]))
        >>> losses.rows, losses.positives, losses.brier.mean(losses.rows)
        (2, 1, 0.03125)
    """

    rows: int = 0
    positives: int = 0
    p: Moments = Moments()
    log_loss: Moments = Moments()
    brier: Moments = Moments()

    @classmethod
    def of(cls, scores: Floats, positive: Flags) -> Losses:
        """Sum the losses of scores in [0, 1]; any other score, and NaN, is left out.

        Args:
            scores: `(n,)` float64.
            positive: `(n,)` whether each row's target is the positive class.
        """
        inside = (scores >= 0) & (scores <= 1)
        p, happened = scores[inside], positive[inside]
        lost = np.where(happened, 1 - p, p)
        return cls(
            len(p),
            int(happened.sum()),
            Moments.of(p),
            # 1 - lost would round what a small p leaves of 1, so each side is taken as it is.
            Moments.of(np.where(happened, log_loss_of(p), -np.log1p(-np.clip(p, NEAREST, 1 - NEAREST)))),
            Moments.of(lost * lost),
        )

    def __add__(self, other: Losses, /) -> Losses:
        """The sums over both sets of rows."""
        return Losses(
            self.rows + other.rows,
            self.positives + other.positives,
            self.p + other.p,
            self.log_loss + other.log_loss,
            self.brier + other.brier,
        )

    def __sub__(self, other: Losses, /) -> Losses:
        """The sums without the other rows.

        Raises:
            SubtractionError: The others were never in.
        """
        rows, positives = self.rows - other.rows, self.positives - other.positives
        if not 0 <= positives <= rows:
            raise SubtractionError("the losses of more rows are taken away than were added.")
        return Losses(rows, positives, self.p - other.p, self.log_loss - other.log_loss, self.brier - other.brier)

    def write(self, writer: Writer) -> None:
        """Append the sums' bytes."""
        writer.varint(self.rows)
        writer.varint(self.positives)
        for moments in (self.p, self.log_loss, self.brier):
            moments.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> Losses:
        """Read what `write` wrote."""
        return cls(reader.varint(), reader.varint(), Moments.read(reader), Moments.read(reader), Moments.read(reader))
