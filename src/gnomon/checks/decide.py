"""The decision: from the tests of all columns to what is in violation, and what could not have been seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import laws
from gnomon.checks.fit import Fit
from gnomon.checks.settings import NAMES, WEIGHTS, Settings
from gnomon.checks.tests import Outcome, Outcomes

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

POWER_90 = 1.2816  # the normal's 90 % quantile


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the tests of J columns could have seen in T windows.

    Attributes:
        detectable: `(J, T)` the least change of values that would have been seen nine times in ten; infinite when
            none would, NaN without tests.
        is_blind: `(J, T)` whether sampling noise alone hides a material change of values.
        is_noisy: `(J, T)` whether the wobble of the reference does.
    """

    detectable: Floats
    is_blind: Flags
    is_noisy: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What follows from the chances of J columns in T windows.

    Attributes:
        fires: `(J, T)` whether the column is in violation.
        cut: `(J, T)` chance up to which a test of any column fires in that window.
    """

    fires: Flags
    cut: Floats


def weights(fit: Fit) -> dict[str, Floats]:
    """Each test's part of a column's chance of a false alarm: `(J,)`; they sum to 1 over the tests it has."""
    total = np.sum([WEIGHTS[name] * fit.present[name] for name in NAMES], axis=0)
    return {name: np.where(fit.present[name], WEIGHTS[name] / total, 0) for name in NAMES}


def adjusted(fit: Fit, outcomes: Outcomes) -> dict[tuple[str, int], Floats]:
    """The chance of each test at each level, times what it costs to look at so many: `(J, T)`; 1 where it may not fire.

    Source: weighted Bonferroni; STATISTICS B5.
    """
    found = {}
    for name, share in weights(fit).items():
        cost = len(outcomes[name]) / np.where(share > 0, share, 1)
        for level, outcome in outcomes[name].items():
            fires = outcome.fires & (share > 0)[:, None]
            found[name, level] = np.where(fires, np.minimum(outcome.p * cost[:, None], 1), 1.0)
    return found


def decide(chances: Iterable[Floats], alpha: float) -> Decision:
    """Decide over all columns together, a window at a time.

    Args:
        chances: What the tests say: `(J, T)` each, adjusted for how many there are.
        alpha: Chance that anything is in violation when nothing changed.

    Source: STATISTICS B5; Benjamini & Hochberg 1995.
    """
    p = np.min(list(chances), axis=0)
    fires = laws.reject(p, alpha)
    cut = alpha * fires.sum(0) / max(len(p), 1)
    return Decision(fires, np.broadcast_to(cut, p.shape))


def seen(fit: Fit, outcomes: Outcomes, settings: Settings) -> Seen:
    """What changes would have been seen.

    Args:
        fit: What the reference says.
        outcomes: The tests.
        settings: What matters, and the chance of a false alarm.

    Source: STATISTICS B6.
    """
    detectable, noise = _seen(fit, outcomes, settings, len(fit.m))
    is_blind = noise > settings.material
    is_noisy = ~is_blind & (detectable > settings.material) & fit.has_windows
    return Seen(detectable, is_blind, is_noisy)


def _seen(fit: Fit, outcomes: Outcomes, settings: Settings, family: int) -> tuple[Floats, Floats]:
    """The least change that is seen nine times in ten, and the least that sampling noise lets through: `(J, T)`."""
    share = weights(fit)
    shape = next(iter(outcomes["location"].values())).effect.shape
    best, noise = np.full(shape, np.nan), np.full(shape, np.nan)
    for level in fit.levels:
        quantiles = _quantiles(fit, share, settings, family)
        for name, sure in quantiles.items():
            outcome = outcomes[name][level]
            usable = (fit.present[name] & ~_is_second(fit, name))[:, None] & _has_data(outcome)
            through, limit = _through(fit, name, level, outcome, sure)
            seen = np.maximum(np.maximum(outcome.limit, limit), 0) + POWER_90 * outcome.error
            best = np.where(usable, np.fmin(best, np.where(seen > _most(fit, name), np.inf, seen)), best)
            noise = np.where(usable, np.fmin(noise, through), noise)
    return best, noise


def _is_second(fit: Fit, name: str) -> Flags:
    """Whether another test than this one stands for a column's values."""
    return fit.present["location"] if name == "shape" else np.zeros_like(fit.present["location"])


def _most(fit: Fit, name: str) -> Floats:
    """The largest effect that a column can have: `(J, 1)`; of a mix it has no end."""
    if name == "location":
        return np.asarray(np.abs(fit.scores.location).reshape(len(fit.m), -1).max(1)[:, None])
    return np.full((len(fit.m), 1), np.inf)


def _has_data(outcome: Outcome) -> Flags:
    return outcome.rows > 0


def _quantiles(fit: Fit, share: dict[str, Floats], settings: Settings, family: int) -> dict[str, Floats]:
    """How far a test must be from 0, in standard normal units, to fire alone among so many columns: `(J, 1)`."""
    found = {}
    for name, sides in (("location", 2), ("shape", 1)):
        chance = settings.alpha / max(family, 1) * share[name] / len(fit.levels) / sides
        found[name] = np.array([[laws.normal_quantile(c)] if c > 0 else [0.0] for c in chance.tolist()])
    return found


def _through(fit: Fit, name: str, level: int, outcome: Outcome, sure: Floats) -> tuple[Floats, Floats]:
    """The effect that passes sampling noise alone, and that which passes noise and wobble: two `(J, T)`."""
    if name == "location":
        # Of sampling noise alone the variance is known: it is normal, and few windows are no lack of rows.
        return sure * outcome.noise, laws.z_to_t(sure, fit.location.nu[:, None]) * outcome.error
    df, tau = np.maximum(fit.shape.df, 1)[:, None], fit.shape.tau[level][:, None]
    free = df * outcome.noise**2
    alone = laws.z_to_f(sure, df, np.full_like(df, np.inf)) * free
    both = laws.z_to_f(sure, fit.shape.effective[:, None], fit.shape.lower[:, None]) * (free + tau)
    return np.sqrt(np.maximum(alone - free, 0)), np.sqrt(np.maximum(both - free, 0))
