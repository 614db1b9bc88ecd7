"""Volume: how many rows a window has."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.checks.laws import x_log_ratio
from gnomon.checks.scalar import deviation
from gnomon.checks.scalar.deviation import Deviation, Law, Side
from gnomon.checks.scalar.usual import Usual
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]

MATERIAL = 0.20
LEAST = 0.5
"""What is expected where the reference had no row: half of one."""

LEAST_PHI = 1e-12  # what is clumped less than that cannot be told from Poisson's in float64

DUE = 5.0
"""No rows where more than this are usual is not few rows but none: `no_data`."""


def root(x: Floats, mu: Floats, phi: Floats) -> Floats:
    """Signed root of the deviance of a count that varies more than Poisson's.

    Args:
        x: Counts.
        mu: What is expected, above 0.
        phi: Variance beyond Poisson's in units of mu^2; 0 is Poisson's law.

    Source: deviance of the negative binomial (McCullagh & Nelder 1989); STATISTICS C and H12.

    Example:
        >>> root(np.array([700.0, 1400.0]), np.array([1000.0]), np.array([0.01])).round(6).tolist()
        [-3.190775, 3.414305]
        >>> root(np.array([30.0]), np.array([20.0]), np.array([0.0])).round(6).tolist()
        [2.080362]
    """
    x, mu, phi = np.broadcast_arrays(x, mu, phi)
    is_clumped = phi > LEAST_PHI
    k = 1 / np.where(is_clumped, phi, 1)
    clumped = x_log_ratio(x, mu) - (x + k) * np.log1p((x - mu) / (mu + k))
    poisson = x_log_ratio(x, mu) - (x - mu)
    deviance = 2 * np.where(is_clumped, clumped, poisson)
    return np.asarray(np.sign(x - mu) * np.sqrt(np.maximum(deviance, 0)))


def ratio(values: Floats, centre: Floats) -> Floats:
    """How far counts lie from their centre, in parts of it.

    Example:
        >>> ratio(np.array([0.0, 3.0, 30.0]), np.array([0.0, 0.0, 20.0])).tolist()
        [0.0, 5.0, 0.5]
    """
    return _held(values, centre) / np.maximum(centre, LEAST) - 1


def _held(values: Floats, centre: Floats) -> Floats:
    """Counts, of which none is as usual where none is: it does not lie below the half that is expected there."""
    return np.where(centre <= LEAST, np.maximum(values, LEAST), values)


def deviate(usual: Usual, reference: Side, current: Side, stretch: Stretch, expected: Floats) -> Deviation:
    """How far the rows of each stretch lie from what is usual, in parts of it.

    Source: STATISTICS C.
    """
    held = np.where(current.known, _held(current.values, expected), 0)
    x, mu = (stretch.sums(y[None, :])[0] for y in (held, expected))
    mu = np.maximum(mu, LEAST)
    spread = usual.scale**2 * (usual.factor(stretch.length) + usual.doubt(stretch, current.known))
    noise = stretch.sums(current.noise[None, :])[0] / mu**2  # of estimated rows; 0 of counted ones
    t = root(x, mu, np.maximum(spread - 1 / mu, 0) + noise)
    error = np.sqrt(np.maximum(spread, 1 / mu) + noise)
    return Deviation(np.where(stretch.full[0], x / mu - 1, 0), t, error, np.zeros_like(x))


LAW = Law(MATERIAL, deviation.as_is, deviation.unchanged, ratio, deviate, is_ratio=True, has_rows=False, floor=LEAST)
