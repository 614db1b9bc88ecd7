"""The fit of a reference without windows, whose wobble is learned from the windows after it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from gnomon.checks import fit as fits
from gnomon.checks import novelty as novelties
from gnomon.checks import shape as shapes
from gnomon.checks import stretches, wobble
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.fit import Fit
from gnomon.checks.settings import LONGEST
from gnomon.checks.wobble import Linear

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def of_live(reference: Counts, columns: Columns, live: Counts, places: Integers, material: float) -> Fit:
    """Fit to a reference of one profile, and to how the windows after it differ from each other.

    What is usual stays what the reference says. How much windows wobble is what
    these do about their own mean: that they lie elsewhere than the reference is
    no wobble. A reference without windows counts as one of them.

    Args:
        reference: Counts of the one window that the reference is.
        columns: The columns.
        live: Counts of R windows after it, in the same cells.
        places: `(R,)` their places on the calendar.
        material: The least change that matters.

    Source: STATISTICS B7.
    """
    still = fits.of_profile(reference, columns)
    n, rows = live.valued, live.rows
    lengths = stretches.levels(float(np.median(rows.max(0))), material, min(LONGEST, len(places)))
    valued, rowed = ({d: stretches.ending(has, places, d) for d in lengths} for has in (n > 0, rows > 0))
    one, none = np.ones(len(n)), np.zeros(n.shape, np.int64)
    here = fits.at(none)
    a1, a2 = fits.deviations(live, still.scores, none)
    present, free = still.present, still.shape.df
    location = wobble.learn(a1, n, none, one, present["location"], valued)
    pooled = live.values.sum(1)
    m = pooled.sum(1)[:, None]
    shape = shapes.learn(
        live.values, (pooled / np.maximum(m, 1))[:, None][here], m[here], still.season_cells,
        (still.scores.location[here], still.scores.spread[here]), free, columns.is_ordered, valued,
    )  # fmt: skip
    clumps = np.maximum(np.where(columns.is_ordered, location.phi, shape.phi), 1)
    return replace(
        still,
        levels=lengths,
        learned_in=none,
        location=_about(still.location, location),
        spread=_about(still.spread, wobble.learn(a2, n, none, one, present["spread"], valued)),
        missing=_about(still.missing, novelties.share_of(live.missing, rows, none, present["missing"], rowed)),
        shape=shape,
        novelty=replace(still.novelty, phi=clumps, share=_about(still.novelty.share, _novel(still, live, rowed))),
        has_windows=True,
    )


def _novel(still: Fit, live: Counts, rowed: dict[int, stretches.Stretch]) -> Linear:
    none = np.zeros(live.rows.shape, np.int64)
    return novelties.share_of(live.novel, live.rows, none, still.novelty.by_share, rowed)


def _about(reference: Linear, live: Linear) -> Linear:
    """The wobble of the windows, about what the reference says is usual."""
    return replace(live, mean=reference.mean, m=reference.m, windows=reference.windows, unit=reference.unit)
