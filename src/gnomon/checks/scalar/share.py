"""A share of rows: nulls, errors, empty answers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.checks import laws
from gnomon.checks.scalar import deviation
from gnomon.checks.scalar.deviation import Deviation, Law, Side
from gnomon.checks.scalar.usual import Usual
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]

MATERIAL = 0.01  # a point


def deviate(usual: Usual, reference: Side, current: Side, stretch: Stretch, expected: Floats) -> Deviation:
    """How far the share of each stretch lies from the usual one.

    Its sampling part is the deviance against the usual share, which the reference knows from as many rows as it
    has; what the reference's windows vary beyond sampling comes on top.

    Source: STATISTICS C.
    """
    m = _known(usual, reference)
    p = np.where(expected > 0, np.minimum(expected, 1), 0.5 / m)
    rows = stretch.sums((current.rows)[None, :])[0]
    hits = stretch.sums((current.rows * current.values)[None, :])[0]
    usual_hits = stretch.sums((current.rows * p)[None, :])[0]
    total = np.maximum(rows, 1)
    usual_share = usual_hits / total
    effect = np.where(stretch.full[0], hits / total - usual_share, 0)
    root = laws.deviance_root(hits, rows, usual_share, np.broadcast_to(m, rows.shape))
    with np.errstate(divide="ignore", invalid="ignore"):
        sampling = np.where(root != 0, (effect / root) ** 2, 0)
    wobble = _between(usual, reference) * (usual.factor(stretch.length) + usual.doubt(stretch, current.known))
    noise = np.sqrt(usual_share * (1 - usual_share) * (1 / total + 1 / m))
    return Deviation(
        effect,
        deviation.in_errors(effect, sampling + wobble),
        np.sqrt(noise**2 + wobble),
        noise,
        usual.reach(stretch.length, reference.rows, reference.places),
    )


def _known(usual: Usual, reference: Side) -> Floats:
    """Rows from which the reference knows a window's share: `(T,)`, at least 1."""
    cell = usual.cells.reference
    rows = np.bincount(np.maximum(cell, 0), np.where(cell >= 0, reference.rows, 0), len(usual.centre))
    return np.maximum(rows[np.maximum(usual.cells.current, 0)], 1)


def _between(usual: Usual, reference: Side) -> float:
    """Variance of the share between windows, beyond sampling."""
    p = usual.centre[np.maximum(usual.cells.reference, 0)]
    sampling = np.where(usual.learned, p * (1 - p) / np.maximum(reference.rows, 1), 0)
    return max(0.0, usual.scale**2 - float(sampling.sum()) / max(float(usual.learned.sum()), 1.0))


LAW = Law(MATERIAL, deviation.as_is, deviation.unchanged, deviation.difference, deviate)
