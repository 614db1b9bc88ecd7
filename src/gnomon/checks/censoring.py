"""Censoring: what the rows without a target leave open, and whether having one depends on the score."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import laws, numbers, phrases
from gnomon.checks.verdict import Finding
from gnomon.metrics import bins
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.binary import BinaryOutcome

Floats = npt.NDArray[np.float64]

BUCKETS = 20
"""Score buckets of equal mass."""

SURE = 0.001  # a slope over score is told when chance makes it once in a thousand windows
STEEP = 0.02  # and when the share without a target differs by two points between low and high scores


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of positives, as far as it is known.

    Attributes:
        of_targeted: Among the rows with a target.
        post_stratified: With each score bucket weighing as in all rows: right if having a target depends on the
            score alone.
        least: If every row without a target were negative.
        most: If every one were positive.

    Source: Manski 1990 (bounds).
    """

    of_targeted: float
    post_stratified: float
    least: float
    most: float


@dataclass(frozen=True, slots=True, eq=False)
class Buckets:
    """Rows by score bucket, lowest score first: `(B,)` each."""

    positives: Floats
    negatives: Floats
    untargeted: Floats


def buckets(outcome: BinaryOutcome, most: int = BUCKETS) -> Buckets:
    """Rows with a score, in buckets of about equal mass.

    Args:
        outcome: Of a window.
        most: No more buckets than this.
    """
    untargeted = outcome.untargeted_positives + outcome.untargeted_negatives
    targeted = outcome.positives + outcome.negatives
    every = targeted + untargeted
    counts = [_on(side, every) for side in (outcome.positives, outcome.negatives, untargeted)]
    total = np.cumsum(sum(counts, np.zeros(len(counts[0]))))
    if not len(total) or not total[-1]:
        return Buckets(*(np.zeros(1) for _ in range(3)))
    # A bucket ends with the bin that reaches its share of the rows; equal scores are never parted.
    place = np.minimum((np.ceil(total / total[-1] * most) - 1).astype(np.int64), most - 1)
    inside = np.unique(place, return_inverse=True)[1]
    return Buckets(*(np.asarray(np.bincount(inside, x), np.float64) for x in counts))


def rate(outcome: BinaryOutcome) -> Rate | None:
    """The rate of positives with what is open; None without a row that has a target and a score.

    Args:
        outcome: Of a window.

    Example:
        >>> target = np.repeat(np.array([1, 0, -1, 1, 0], np.int8), (10, 90, 100, 80, 20))
        >>> score = np.repeat([0.2, 0.8], (200, 100))
        >>> known = rate(BinaryOutcome.of(target, (score > 0.5).astype(np.int8), score))
        >>> [round(x, 4) for x in (known.of_targeted, known.post_stratified, known.least, known.most)]
        [0.45, 0.3333, 0.3, 0.6333]
    """
    found = buckets(outcome)
    p, n, u = found.positives, found.negatives, found.untargeted
    targeted, rows = p + n, p + n + u
    if not targeted.sum():
        return None
    known = targeted > 0
    share = float((rows[known] * p[known] / targeted[known]).sum() / rows[known].sum())
    total = float(rows.sum())
    return Rate(float(p.sum() / targeted.sum()), share, float(p.sum()) / total, float((p.sum() + u.sum()) / total))


def censoring(outcome: BinaryOutcome) -> Finding | None:
    """Whether having a target depends on the score: then what is realised is that of chosen rows.

    Meant for windows that are mature. The slope is a trend over the buckets' ranks.

    Args:
        outcome: Of a mature window, or of several.

    Source: Armitage 1955 (trend); STATISTICS A2.
    """
    found = buckets(outcome)
    u, rows = found.untargeted, found.positives + found.negatives + found.untargeted
    total, hits = float(rows.sum()), float(u.sum())
    if len(rows) < 2 or not 0 < hits < total:  # noqa: PLR2004 - a slope needs two buckets
        return None
    rank = (np.cumsum(rows) - rows / 2) / total
    share = hits / total
    away = rank - float((rank * rows).sum()) / total
    spread = float((away**2 * rows).sum())
    slope = float((away * u).sum()) / spread
    z = slope / math.sqrt(share * (1 - share) / spread)
    low, high = _third(u, rows, rank, 0.0), _third(u, rows, rank, 1.0)
    if float(laws.two_sided(np.array(z))) > SURE or abs(high - low) < STEEP:
        return None
    more, less = ("high", "low") if high > low else ("low", "high")
    return Finding(
        "censoring",
        f"Targets are missing more often where the score is {more}: in {numbers.share(max(low, high))} of the "
        f"{more}est third of scores against {numbers.share(min(low, high))} of the {less}est "
        f"({phrases.in_rows(hits)} without a target). Performance is known of the others only.",
    )


def _third(hits: Floats, rows: Floats, rank: Floats, end: float) -> float:
    """Share of hits among the third of the rows at one end; of the last bucket there, if that is larger."""
    near = np.abs(rank - end)
    inside = (near <= 1 / 3) | (near == near.min())
    return float(hits[inside].sum() / rows[inside].sum())


def _on(side: NumberSummary, every: NumberSummary) -> Floats:
    """A side's counts on the buckets of all rows."""
    return bins.common(every, side).current.astype(np.float64)
