"""A metric of outcomes in each window, and of the last few windows together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import stretches
from gnomon.checks.stretches import Stretch
from gnomon.metrics.estimate import Estimate, Measured, Z
from gnomon.profiles.outcomes import outcome as outcomes
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.outcome import Outcome

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Measure = Callable[[Outcome], Measured]
Scarce = Callable[[Outcome], float]
"""On how many rows the error of a metric hangs, where that is fewer than it stands on; infinite elsewhere."""

TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """A metric of stretches of windows, at one level.

    Attributes:
        stretch: The stretches.
        measured: `(n,)` what the metric says of each; None where there is no stretch.
        value: `(n,)` the metric; NaN where it says nothing.
        variance: `(n,)` its sampling variance; infinite where it says nothing.
        rows: `(n,)` rows that it stands on.
        scarce: `(n,)` those of them that its error hangs on: of an area, the rows of the rarer class.
    """

    stretch: Stretch
    measured: tuple[Measured | None, ...]
    value: Floats
    variance: Floats
    rows: Floats
    scarce: Floats

    @property
    def known(self) -> Flags:
        """Whether the metric says something of a stretch: `(n,)`."""
        return np.asarray(self.stretch.full[0] & np.isfinite(self.value))


def unlimited(_: Outcome) -> float:
    """Of a metric whose error hangs on all of its rows."""
    return math.inf


def of_rarer_class(outcome: Outcome) -> float:
    """Rows of the rarer class: what the error of an area hangs on, however many rows of the other there are."""
    if not isinstance(outcome, BinaryOutcome):
        return math.inf
    return min(outcome.positives.count, outcome.negatives.count)


def merge(
    measure: Measure,
    series: Sequence[Outcome],
    places: Integers,
    levels: Sequence[int],
    first: int = 0,
    scarce: Scarce = unlimited,
) -> Mapping[int, Merged]:
    """Compute a metric in each window, and from the added outcomes of the last windows that have one.

    Outcomes are added, not their metrics averaged: so the figure is that of all these rows.

    Args:
        measure: The metric.
        series: The outcomes, in order of time.
        places: `(n,)` the windows' places on the calendar.
        levels: How many windows to merge: 1, and each twice the one before.
        first: The first window that is asked for: those before it are only merged with.
        scarce: On how many rows of an outcome the metric's error hangs.
    """
    single = [measure(one) for one in series]
    known = np.array([_says(one) for one in single], np.bool_).reshape(1, -1)
    at = np.flatnonzero(known[0]).tolist()
    added, length = {k: series[i] for k, i in enumerate(at)}, 1
    asked = _asked([k for k, i in enumerate(at) if i >= first], max(levels, default=1))
    found = {}
    for level in levels:
        while length < level:
            wanted = [k for k in asked[2 * length] if k - length in added]
            added = {k: outcomes.together(added[k - length], added[k]) for k in wanted}
            length *= 2
        stretch = stretches.ending(known, places, level)
        measured: list[Measured | None] = [*single] if level == 1 else [None] * len(series)
        rows = np.array([scarce(one) for one in series] if level == 1 else [math.inf] * len(series))
        for k, one in added.items() if level > 1 else ():
            if at[k] >= first and stretch.full[0, at[k]]:
                measured[at[k]], rows[at[k]] = measure(one), scarce(one)
        found[level] = _merged(stretch, tuple(measured), rows)
    return found


def _asked(ends: Sequence[int], longest: int) -> Mapping[int, Sequence[int]]:
    """By length, where stretches of it must end, so that the longest that end at `ends` can be added up."""
    wanted, length = {longest: sorted(ends)}, longest
    while length > 1:
        half = length // 2
        wanted[half] = sorted({*wanted[length], *(k - half for k in wanted[length] if k >= half)})
        length = half
    return wanted


def _says(one: Measured | None) -> bool:
    return isinstance(one, Estimate) and math.isfinite(one.value) and math.isfinite(_variance(one))


def _variance(one: Estimate) -> float:
    """Sampling variance; of a perfect score, whose error seems 0, that of its interval."""
    if one.se > 0 or math.isnan(one.se):
        return one.se**2
    half = (one.high - one.low) / (2 * Z)
    return max(half * half, TINY**2)


def _merged(stretch: Stretch, measured: tuple[Measured | None, ...], scarce: Floats) -> Merged:
    kept = [one if _says(one) else None for one in measured]
    value = [one.value if isinstance(one, Estimate) else math.nan for one in kept]
    variance = [_variance(one) if isinstance(one, Estimate) else math.inf for one in kept]
    rows = [0 if one is None else one.n for one in kept]
    figures = [np.array(x, np.float64) for x in (value, variance, rows)]
    return Merged(stretch, measured, figures[0], figures[1], figures[2], scarce)
