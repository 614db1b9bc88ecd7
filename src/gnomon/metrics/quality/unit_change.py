"""Whether values come in another unit, and in which.

The rule of STATISTICS A2 asks, for a change of unit `f`, that the reference
seen through `f` lies within a quarter of the distance:
`KS(f(reference), current) < KS(reference, current) / 4`; the same for a part of
the rows, after the others are taken away.

**A part of the rows.** Let F, F_f, G be the distributions of the reference, of
the reference through `f`, and of the current side. If a share s of the rows is
converted, the others look like the reference, and what remains after taking
them away is `H = (G - (1 - s) F) / s`. Then `H - F = (G - F) / s` and
`H - F_f = (G - F - s (F_f - F)) / s`: s cancels, and the rule for the remaining
rows reads `sup |G - F - s (F_f - F)| < sup |G - F| / 4`. The best s is a least
squares fit, one dot product an `f`. It cannot be less than `sup |G - F|`, since
`|G - F| = s |H - F|`. With s = 1 this is the rule for all rows. Where F and F_f
overlap nobody can say which rows are converted, and with s free much else fits
as well (demand that doubles in half of the hours): so for a part of the rows
`sup |F_f - F|` must be 0.9 at least.

**Where to look.** F and F_f rise, and G is constant between its points, so each
supremum lies at a current point or just before it: `F_f(y) = F(f^-1(y))` there
is one binary search in the reference. At most 512 current points of evenly
spaced rank are looked at, so each distance is at most 1/512 too small.

**Values that have moved on.** Clocks and counters do not return, and the
weather of a new unit is not last month's: then F_f misses G although `f` is
plain. So a second rule, ours, asks for three things at once, of the rows that
lie nearer to `f(median)` than to the median, where hardly a reference value
lies: that `f` takes away nine tenths of the distance of the medians; that the
quartiles are as far apart as `f` makes them, to a quarter; or, where both sides
lie within 5 % of their median, that they agree to 5 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import metric
from gnomon.metrics.units import UNITS, Unit
from gnomon.profiles.number import NumberSummary
from gnomon.sketches.histogram import ordered_keys

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

CLOSER = 4  # times nearer than without the change of unit
LEAST_SHARE = 0.05
APART = 0.9
LEAST_DISTANCE = 0.02  # below, no location test fires and 5 % of converted rows cannot be told
POINTS = 512
NEAR_BITS = 12  # values that agree to 2^-40 are the same: converting rounds
TINY = 1e-290  # past 2,048 distinct values zero stands for its bucket's midpoint, some 1e-308
TAKEN_AWAY = 10  # the medians are that much nearer
SPREADS_AGREE = 1.25
NARROW = 0.05
STRAYS = 0.01


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A change of unit that explains a change.

    Attributes:
        name: `×1000`, `÷60`, `°F→°C`, …
        share: Share of the current values that are converted; 1 for all of them.
    """

    name: str
    share: float


@metric(
    kinds=["number"],
    formula="share of values that f explains, for the best change of unit f: "
    "KS(f(reference), current) < KS(reference, current) / 4; 0 where none does",
    high=1,
    read="0 is no change of unit, 1 every value looks converted, between them the file is mixed.",
)
def unit_change_share(pair: Pair) -> float:
    """Share of the values that look converted to another unit; 0 when none do.

    Example:
        >>> p = NumberSummary.of(np.arange(1.0, 100.0))
        >>> unit_change_share(Pair(p, NumberSummary.of(np.arange(1.0, 100.0) * 1000)))
        1.0
    """
    found = find_unit_change(pair)
    return found.share if found else 0.0


def find_unit_change(pair: Pair) -> UnitChange | None:
    """The change of unit that best explains how the values have moved, if one does.

    Args:
        pair: Numbers. (The verdict asks only when the location test has fired.)

    Example:
        >>> p = NumberSummary.of(np.arange(40.0, 90.0))
        >>> find_unit_change(Pair(p, NumberSummary.of((np.arange(40.0, 90.0) - 32) * 5 / 9)))
        UnitChange(name='°F→°C', share=1.0)
    """
    reference, current = pair.numbers
    if not (reference.count and current.count) or np.abs(pair.bins.gaps).max() < LEAST_DISTANCE:
        return None
    with np.errstate(over="ignore"):
        return _by_distance(reference, current) or _by_medians(reference, current)


def _by_distance(reference: NumberSummary, current: NumberSummary) -> UnitChange | None:
    """The rule of STATISTICS: for all rows, else for a part of them."""
    y, g, before_g = _thinned(current)
    keys = _near(reference.points())
    f = np.concatenate(([0], np.cumsum(reference.histogram.counts))) / reference.count

    def below(values: Floats) -> Floats:
        """Reference share at or below each value, and below it: `(…, 2 Y)`."""
        found = _near(values)
        return np.concatenate([f[np.searchsorted(keys, found, side)] for side in ("right", "left")], axis=-1)

    here = below(y)
    off = here - np.concatenate((g, before_g))
    moved = below(np.stack([unit.undo(y) for unit in UNITS])) - here
    distance = np.abs(off).max()
    whole = np.abs(off + moved).max(axis=1)
    fit = -(moved @ off) / np.maximum((moved**2).sum(axis=1), 1e-300)
    share = np.clip(fit, max(LEAST_SHARE, distance), 1.0)
    part = np.abs(off + share[:, None] * moved).max(axis=1)
    part[np.abs(moved).max(axis=1) < APART] = 1.0
    best = int(whole.argmin())
    if whole[best] < distance / CLOSER:
        # All rows fit well enough; but when nearly all of them fit far better, the others are told.
        nearly_all = part[best] < whole[best] / 2 and share[best] < 1 - LEAST_SHARE
        return UnitChange(UNITS[best].name, float(share[best]) if nearly_all else 1.0)
    best = int(part.argmin())
    return UnitChange(UNITS[best].name, float(share[best])) if part[best] < distance / CLOSER else None


def _by_medians(reference: NumberSummary, current: NumberSummary) -> UnitChange | None:
    """The rule for values that have moved on by themselves."""
    points, counts = current.points(), current.histogram.counts
    before, held = reference.points(), reference.histogram.counts
    median = reference.quantile(0.5)
    best: tuple[float, UnitChange] | None = None
    for unit in UNITS:
        target = float(unit.apply(np.array([median]))[0])
        middle = median + (target - median) / 2
        there, strays = (side > middle if target > median else side < middle for side in (points, before))
        share = int(counts[there].sum()) / current.count
        if share < LEAST_SHARE or int(held[strays].sum()) > STRAYS * reference.count:
            continue
        low, mid, high = (_quantile(points[there], counts[there], q) for q in (0.25, 0.5, 0.75))
        left = abs(mid - target) / abs(mid - median)
        plausible = left < 1 / TAKEN_AWAY and _spread_fits(reference, unit, (low, mid, high))
        if plausible and (best is None or left < best[0]):
            best = (left, UnitChange(unit.name, share))
    return best[1] if best else None


def _spread_fits(reference: NumberSummary, unit: Unit, quartiles: tuple[float, float, float]) -> bool:
    """Whether quartiles are those of the reference through `unit`, or both sides narrow and at one place."""
    low, middle, high = quartiles
    expected = (reference.quantile(0.75) - reference.quantile(0.25)) * unit.scale
    place = float(unit.apply(np.array([reference.quantile(0.5)]))[0])
    if expected / SPREADS_AGREE <= high - low <= expected * SPREADS_AGREE:
        return True
    narrow = max(expected, high - low, abs(middle - place)) <= NARROW * abs(place)
    # One single value where the reference varied is a sentinel, not a unit.
    return narrow and high > low


def _thinned(side: NumberSummary) -> tuple[Floats, Floats, Floats]:
    """At most 512 points of evenly spaced rank, with the shares at or below each, and below it."""
    g = np.cumsum(side.histogram.counts) / side.count
    kept = np.unique(np.searchsorted(g, np.linspace(0, 1, POINTS)).clip(max=len(g) - 1))
    return side.points()[kept], g[kept], (g - side.histogram.counts / side.count)[kept]


def _near(values: Floats) -> Counts:
    """Keys of values such that nearly equal ones are equal; the bucket of zero is zero."""
    values = np.where(np.abs(values) < TINY, 0.0, values)
    return (ordered_keys(values) + (1 << NEAR_BITS - 1)) >> NEAR_BITS


def _quantile(points: Floats, counts: Counts, q: float) -> float:
    """The first point with at least the share `q` at or below it."""
    below = np.cumsum(counts)
    return float(points[np.searchsorted(below, q * below[-1])])
