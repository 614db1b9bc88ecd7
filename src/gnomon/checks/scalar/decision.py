"""The decision over the levels of a series, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gnomon.checks import laws
from gnomon.checks.scalar.deviation import Deviation
from gnomon.checks.scalar.sentences import Kind
from gnomon.checks.scalar.usual import LEVELS, Usual

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

CALM = 0.05  # STATISTICS B5
USUAL = 0.025  # what is called usual leaves out so much on either side
POWER_90 = 1.2816


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a series.

    Attributes:
        kind: Of the series.
        name: What people call it.
        material: The least effect that matters.
        direction: Which way is wrong.
        alpha: Chance of a false alarm in a window.
    """

    kind: Kind
    name: str
    material: float
    direction: Literal["up", "down", "both"]
    alpha: float


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """The figures of T windows: `(T,)` each.

    Attributes:
        p: Chance over all levels; 1 where nothing is admissible.
        level: Windows merged where it was decided.
        effect: Signed, at that level.
        alone: The effect of the window alone.
        z: The same in standard normal units.
        admissible: Whether it may fire.
        is_calm: Whether it is back to usual.
        is_blind: Whether sampling alone hides what matters.
        detectable: Size of an effect that is seen nine times in ten.
        expected: What is usual, as people read it.
        low: Where usual windows begin.
        high: Where they end.
        limit: From which value a window alone is in violation, on the effect's side.
        side: On which side of the usual the window lies.
    """

    p: Floats
    level: Integers
    effect: Floats
    alone: Floats
    z: Floats
    admissible: Flags
    is_calm: Flags
    is_blind: Flags
    detectable: Floats
    expected: Floats
    low: Floats
    high: Floats
    limit: Floats
    side: Floats


def decide(
    request: Request,
    usual: Usual,
    deviations: Sequence[Deviation],
    full: Flags,
    expected: Floats,
    is_ratio: bool,
    floor: Floats | None,
) -> Decided:
    """Put the levels together.

    Args:
        request: What is asked.
        usual: What the reference says.
        deviations: Of each level.
        full: `(L, T)` whether the level has its windows.
        expected: `(T,)` in the unit in which people read the series.
        is_ratio: Whether effects are parts of what is usual.
        floor: `(T,)` what an effect has to be above too.

    Source: STATISTICS B5, C.
    """
    effect, t, error, noise = (np.array([getattr(d, x) for d in deviations]) for x in ("effect", "t", "error", "noise"))
    z = laws.t_to_z(t, np.array(usual.nu))
    chance = _chance(z, request.direction)
    reach = np.array([[d.limit] for d in deviations])
    size = np.abs(effect)
    way = {"up": effect > 0, "down": effect < 0, "both": size >= 0}[request.direction]
    admissible = full & way & (size >= request.material) & (size > reach)
    if floor is not None:
        admissible &= floor < np.inf
    p = np.minimum(np.where(admissible, chance * len(full), 1).min(0), 1)
    best = np.where(admissible.any(0), np.where(admissible, chance, 2).argmin(0), 0)
    small = (np.where(full & way, size, 0) < request.material / 2).all(0)
    sure = laws.normal_quantile(request.alpha / len(full) / (2 if request.direction == "both" else 1))
    far = laws.z_to_t(np.array(sure), np.array(usual.nu))
    least = np.maximum(np.maximum(request.material, far * error), reach)
    pick = best, np.arange(len(p))
    usual_ends, limit = _ends(usual, deviations[0], expected, is_ratio, least[0], np.sign(effect[pick]))
    return Decided(
        p,
        np.array(LEVELS)[best],
        effect[pick],
        effect[0],
        z[pick],
        admissible[pick],
        (p > CALM) | small,
        sure * np.where(noise > 0, noise, 0)[-1] > request.material,
        np.where(full, least + POWER_90 * error, np.inf).min(0),
        expected,
        *usual_ends,
        limit,
        np.where(full[0], np.sign(effect[0]), 0),
    )


def _chance(z: Floats, direction: str) -> Floats:
    if direction == "both":
        return laws.two_sided(z)
    return laws.upper(z if direction == "up" else -z)


def _ends(
    usual: Usual, single: Deviation, expected: Floats, is_ratio: bool, least: Floats, way: Floats
) -> tuple[tuple[Floats, Floats], Floats]:
    """Where 95 % of usual windows lie, and from where on a value alone is in violation."""
    far = laws.z_to_t(np.array(laws.normal_quantile(USUAL)), np.array(usual.nu)) * single.error
    if is_ratio:
        with np.errstate(over="ignore"):
            return (expected * np.exp(-far), expected * np.exp(far)), expected * np.maximum(1 + way * least, 0)
    return (expected - far * single.unit, expected + far * single.unit), expected + way * least * single.unit
