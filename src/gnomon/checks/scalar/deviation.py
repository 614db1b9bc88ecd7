"""How a stretch of windows deviates from what is usual: what each kind of series computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks.scalar.usual import Residual, Usual
from gnomon.checks.stretches import Stretch

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The windows of one side that a kind reads, on its own scale; 0 where there is no value.

    Attributes:
        values: `(n,)`.
        rows: `(n,)`.
        noise: `(n,)` sampling variance of the values, 0 where it is not known.
        places: `(n,)` the windows' places on the calendar.
        known: `(n,)` which windows have a value.
    """

    values: Floats
    rows: Floats
    noise: Floats
    places: Integers
    known: Flags

    def only(self, known: Flags) -> Side:
        """The same with some of its windows alone."""
        values, rows, noise = (np.where(known, x, 0) for x in (self.values, self.rows, self.noise))
        return Side(values, rows, noise, self.places, known)


@dataclass(frozen=True, slots=True, eq=False)
class Deviation:
    """T windows at one level.

    Attributes:
        effect: `(T,)` signed, in the unit of `material`.
        t: `(T,)` the same in standard errors.
        error: `(T,)` standard error in the unit of the effect; of a ratio, of its logarithm.
        noise: `(T,)` the part of it that sampling alone makes; 0 where that is not known.
        limit: An effect has to be larger than this, whatever is material: the reference's own reach.
        unit: What an effect of 1 is in the series' own unit.
    """

    effect: Floats
    t: Floats
    error: Floats
    noise: Floats
    limit: float = 0.0
    unit: float = 1.0


Deviate = Callable[[Usual, Side, Side, Stretch, Floats], Deviation]
"""Of what is usual, the reference, the current windows, their stretches, and what is expected in each."""


@dataclass(frozen=True, slots=True)
class Law:
    """What makes a kind of series.

    Attributes:
        material: The least change that matters, by default.
        prepare: The values of the reference and of the current side on the scale on which they are compared.
        restore: Back to the unit in which people read them, given the values of the reference.
        residual: How far values lie from their centre.
        deviate: How stretches deviate.
        is_ratio: Whether effects are parts of what is usual.
        has_rows: Whether a window without rows has no value.
        floor: No centre is below it.
    """

    material: float
    prepare: Callable[[Floats, Floats], tuple[Floats, Floats]]
    restore: Callable[[Floats, Floats], Floats]
    residual: Residual
    deviate: Deviate
    is_ratio: bool = False
    has_rows: bool = True
    floor: float = -np.inf


def as_is(reference: Floats, current: Floats) -> tuple[Floats, Floats]:
    """Values that are compared as they are."""
    return reference, current


def unchanged(values: Floats, reference: Floats) -> Floats:
    """Values that are read as they are compared."""
    return values


def difference(values: Floats, centre: Floats) -> Floats:
    """How far values lie from their centre, in their own unit."""
    return values - centre


def in_errors(effect: Floats, variance: Floats) -> Floats:
    """An effect in standard errors; infinite where nothing ever varied.

    Example:
        >>> in_errors(np.array([2.0, 0.0, -1.0]), np.array([4.0, 0.0, 0.0])).tolist()
        [1.0, 0.0, -inf]
    """
    error = np.sqrt(variance)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return np.asarray(np.where(effect == 0, 0.0, np.where(error > 0, effect / error, np.sign(effect) * np.inf)))


def of_means(usual: Usual, current: Side, stretch: Stretch, expected: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean residual of each stretch, its variance, and the part of that which sampling makes: three `(T,)`.

    The sampling variance is a floor for the wobble.
    """
    away = stretch.sums((current.values - expected)[None, :])[0] / stretch.length
    noise = stretch.sums(current.noise[None, :])[0] / stretch.length**2
    wobble = usual.scale**2 * usual.factor(stretch.length)
    variance = np.maximum(wobble, noise) + usual.scale**2 * usual.doubt(stretch, current.known)
    return np.where(stretch.full[0], away, 0), variance, noise
