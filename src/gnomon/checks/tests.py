"""The five tests of current windows against a fit: effects, chances, and what may fire."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gnomon.checks import fit as fits
from gnomon.checks import laws, novelty_law, shape, stretches
from gnomon.checks import novelty as novelties
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.fit import Fit
from gnomon.checks.settings import LEAST_VALUES, NAMES, Settings
from gnomon.checks.stretches import Stretch
from gnomon.checks.wobble import Linear

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One test at one level, of J columns in T windows: `(J, T)` each.

    Attributes:
        effect: Signed size of change.
        z: The same in standard normal units; NaN where the law is another.
        p: Chance of it.
        limit: The effect from which it may fire: the cut, or the reference's reach where that is larger.
        reach: The largest effect of the reference's own windows.
        fires: Whether cut, reach and data allow it to fire.
        noise: Standard error by sampling alone.
        error: Standard error, wobble included.
        rows: Rows that it stands on.
    """

    effect: Floats
    z: Floats
    p: Floats
    limit: Floats
    reach: Floats
    fires: Flags
    noise: Floats
    error: Floats
    rows: Floats


class Mean(NamedTuple):
    """A linear test of J columns in T windows.

    Attributes:
        a: `(J, T)` its value.
        n: `(J, T)` rows that this is the mean of.
        unit: `(J, T)` or `(J, 1)` sampling variance of one row.
    """

    a: Floats
    n: Floats
    unit: Floats


Outcomes = Mapping[str, Mapping[int, Outcome]]
"""By test and level."""


def run(
    fit: Fit, counts: Counts, columns: Columns, season: Integers, places: Integers, settings: Settings
) -> dict[str, dict[int, Outcome]]:
    """Run every test at every level.

    Args:
        fit: What the reference says.
        counts: Of T current windows; a window in a season cell that the reference lacks must be empty.
        columns: The columns, as the fit saw them.
        season: `(J, T)` season cell of each window.
        places: `(T,)` the windows' places on the calendar.
        settings: What matters.

    Source: STATISTICS B4.
    """
    valued = {d: stretches.ending(counts.valued > 0, places, d) for d in fit.levels}
    rowed = {d: stretches.ending(counts.rows > 0, places, d) for d in fit.levels}
    a1, a2 = fits.deviations(counts, fit.scores, season)
    run_of: dict[str, dict[int, Outcome]] = {name: {} for name in NAMES}
    for d in fit.levels:
        for name, a, linear, score in (
            ("location", a1, fit.location, fit.scores.location),
            ("spread", a2, fit.spread, fit.scores.spread),
        ):
            unit = linear.unit[:, None] if fit.has_windows else _of_both(fit, counts, score)
            mean = Mean(a, counts.valued, unit)
            run_of[name][d] = _linear(linear, mean, season, fit, valued[d], settings.cut_of(name), settings.strict)
        run_of["shape"][d] = _shape(fit, counts, season, valued[d], settings.cut_of("shape"))
        run_of["missing"][d] = _share(
            fit.missing, counts.missing, counts.rows, season, fit, rowed[d], settings.cut_of("missing")
        )
    for d in sorted({fit.levels[0], fit.levels[-1]}):
        run_of["novelty"][d] = _novelty(fit, counts, columns, season, rowed[d], settings.cut_of("novelty"))
    return run_of


def _linear(
    linear: Linear, mean: Mean, season: Integers, fit: Fit, stretch: Stretch, cut: float, strict: float
) -> Outcome:
    """Location or spread, merged over a stretch."""
    effect, rows, noise, wobble = _merged(linear, mean, season, fit, stretch)
    error = np.sqrt(noise + wobble)
    z = laws.t_to_z(effect / np.where(error > 0, error, 1), linear.nu[:, None])  # no error: one value on both sides
    reach = linear.reach[stretch.length][:, None]
    size, noise = np.abs(effect), np.sqrt(noise)
    fires = (size - strict * noise >= cut) & (size > reach) & stretch.full & (rows >= LEAST_VALUES)
    return Outcome(effect, z, laws.two_sided(z), *_limits(cut, reach, size), fires, noise, error, rows)


def _of_both(fit: Fit, counts: Counts, score: Floats) -> Floats:
    """Variance of a score over the rows of both sides together: `(J, T)`.

    A reference without windows may be as small as the current side. It then
    knows the share of a rare cell no better, and the variance that it gives
    the score by itself is too small as often as it is too large.
    """
    m, here = fit.m[:, :1], score[:, :1]
    both = (counts.values + m[:, :, None] * fit.expected[:, :1]) / np.maximum(counts.valued + m, 1)[:, :, None]
    mean = (both * here).sum(2)
    return np.asarray(np.maximum((both * here**2).sum(2) - mean**2, 0))


def _share(
    linear: Linear, hits: Floats, n: Floats, season: Integers, fit: Fit, stretch: Stretch, cut: float
) -> Outcome:
    """A share of rows, merged over a stretch: its sampling part is measured by the deviance, wobble comes on top."""
    mean = Mean(hits / np.maximum(n, 1), n, linear.unit[:, None])
    effect, rows, noise, wobble = _merged(linear, mean, season, fit, stretch)
    expected = stretch.sums(linear.mean[fits.at(season)] * n) / np.maximum(rows, 1)
    root = laws.deviance_root(
        stretch.sums(hits), rows, expected, np.maximum(_known(linear.m, season, fit, stretch.length), 1)
    )
    sampling = np.where(root != 0, (effect / np.where(root != 0, root, 1)) ** 2, noise)
    t = np.where(wobble > 0, effect / np.sqrt(np.where(wobble > 0, sampling + wobble, 1)), root)
    z = laws.t_to_z(t, linear.nu[:, None])
    reach = linear.reach[stretch.length][:, None]
    size = np.abs(effect)
    fires = (size >= cut) & (size > reach) & stretch.full
    return Outcome(
        effect, z, laws.two_sided(z), *_limits(cut, reach, size), fires, np.sqrt(noise), np.sqrt(noise + wobble), rows
    )


def _merged(
    linear: Linear, mean: Mean, season: Integers, fit: Fit, stretch: Stretch
) -> tuple[Floats, Floats, Floats, Floats]:
    """Deviation, rows, and variance by sampling and by wobble of a merged linear test: four `(J, T)`."""
    d, n = stretch.length, mean.n
    rows = stretch.sums(n)
    some = np.maximum(rows, 1)
    effect = stretch.sums((mean.a - linear.mean[fits.at(season)]) * n) / some
    uneven = np.maximum(stretch.sums(n * n) / some**2 * d, 1)
    known = np.maximum(_known(linear.m, season, fit, d), 1)
    windows = np.maximum(_known(linear.windows, season, fit, d), 1)
    has_season = (fit.season_cells > 1)[:, None]
    rho = linear.rho[:, None]
    of_mean = np.minimum(1, np.where(has_season, 1, (1 + rho) / (1 - rho)) / windows)
    noise = mean.unit * (1 / some + 1 / known)
    wobble = linear.tau2[:, None] * (stretches.factor(d, linear.rho)[:, None] * uneven + of_mean)
    return effect, rows, noise, wobble


def _known(of_cell: Floats, season: Integers, fit: Fit, length: int) -> Floats:
    """Rows (or windows) of the season cells that a stretch touches: `(J, T)`.

    Args:
        of_cell: `(J, S)` of each season cell.
        season: `(J, T)` season cell of each window.
        fit: How many season cells each column has.
        length: How many windows the stretch merges.
    """
    here = of_cell[fits.at(season)]
    if length == 1:
        return here
    several = np.minimum(of_cell.sum(1)[:, None], here * np.minimum(length, fit.season_cells)[:, None])
    return np.asarray(np.where((fit.season_cells > 1)[:, None], several, here))


def _shape(fit: Fit, counts: Counts, season: Integers, stretch: Stretch, cut: float) -> Outcome:
    """The shape, merged over a stretch."""
    d, here = stretch.length, fits.at(season)
    now, expected, known = shape.merged(counts.values, fit.expected[here], fit.m[here], fit.season_cells, stretch)
    squared = shape.squared_effect(now, expected, known, (fit.scores.location[here], fit.scores.spread[here]))
    rows = now.sum(2)
    noise = 1 / np.maximum(rows, 1) + 1 / np.maximum(known, 1)
    df, tau = fit.shape.df[:, None], fit.shape.tau[d]
    standard = shape.standardised(squared, noise, fit.shape.df, tau)
    z = laws.f_to_z(standard, fit.shape.effective[:, None], fit.shape.lower[:, None])
    effect = np.sqrt(np.maximum(0, squared - df * noise))
    reach = np.sqrt(np.maximum(0, fit.shape.reach[d][:, None] * (df * noise + tau[:, None]) - df * noise))
    fires = (effect >= cut) & (standard > fit.shape.reach[d][:, None]) & stretch.full & (rows >= LEAST_VALUES)
    sampling, error = np.sqrt(noise), np.sqrt(noise + tau[:, None] / np.maximum(df, 1))
    return Outcome(effect, z, laws.upper(z), *_limits(cut, reach, effect), fires, sampling, error, rows)


def _novelty(fit: Fit, counts: Counts, columns: Columns, season: Integers, stretch: Stretch, cut: float) -> Outcome:
    """Novelty, merged over a stretch."""
    novelty = fit.novelty
    k, rows = stretch.sums(counts.novel), stretch.sums(counts.rows)
    m = novelty.m[:, None]
    clumped = k / novelty.phi[:, None]
    p = novelty_law.outside_range(clumped, rows, m)
    far = stretch.sums(counts.far)
    p = np.minimum(p, novelty_law.outside_range(far, rows, m))
    by_name = (~columns.is_ordered)[:, None] & (k > 0)
    if by_name.any():
        size = novelties.clumps(novelty, rows)
        singles = np.ceil(novelty.singles[:, None] / size)
        p[by_name] = novelty_law.unseen(
            (clumped / size)[by_name], rows[by_name], np.broadcast_to(m, k.shape)[by_name], singles[by_name]
        )
        p = np.where(by_name, np.minimum(p, novelty_law.unseen_alone(far, rows, m)), p)
    effect = k / np.maximum(rows, 1)
    reach = novelty.reach[:, None]
    noise = np.sqrt(np.maximum(effect * (1 - effect), 1 / np.maximum(rows, 1)) / np.maximum(rows, 1))
    fires = (effect >= cut) & (effect > reach) & stretch.full
    exact = Outcome(effect, np.full(k.shape, math.nan), p, *_limits(cut, reach, effect), fires, noise, noise, rows)
    return _either(exact, fit, counts, season, stretch, cut) if novelty.by_share.any() else exact


def _either(exact: Outcome, fit: Fit, counts: Counts, season: Integers, stretch: Stretch, cut: float) -> Outcome:
    """Novelty by its law, or as a share that may only grow where novelty is the rule."""
    share = _share(fit.novelty.share, counts.novel, counts.rows, season, fit, stretch, cut)
    rule = fit.novelty.by_share[:, None]
    fires = np.where(rule, share.fires & (share.effect > 0), exact.fires)
    others = {
        name: np.where(rule, getattr(share, name), getattr(exact, name))
        for name in ("effect", "z", "p", "limit", "reach", "noise", "error")
    }
    return Outcome(fires=fires, rows=exact.rows, **others)


def _limits(cut: float, reach: Floats, like: Floats) -> tuple[Floats, Floats]:
    """The effect from which a test may fire, and the reference's reach: two `(J, T)`."""
    return np.broadcast_to(np.maximum(cut, reach), like.shape), np.broadcast_to(reach, like.shape)
