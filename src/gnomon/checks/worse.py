"""Whether a metric of outcomes is worse than in the reference: one linear test, at several levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import laws, season, stretches, wobble
from gnomon.checks.merging import Measure, Merged, merge
from gnomon.checks.settings import CUT, LEAST_VALUES, LONGEST, SHORT_LONGEST, SHORT_REFERENCE
from gnomon.checks.wobble import Linear
from gnomon.metrics import roc
from gnomon.metrics.outcome_metric import Bad
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WAY: Mapping[Bad, float] = {"up": 1.0, "down": -1.0, "away": 0.0}


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """What the reference says of a metric.

    Windows weigh by their rows, not by their precision: an area close to 1 is precise because it is high, and would
    weigh the more.

    Attributes:
        linear: Its mean, wobble and reach; the sampling variance of one row is the windows' mean.
        cells: `(R,)` season cell of each window.
        current: `(T,)` season cell of each current one; -1 in none that the reference has.
        bias: By level, how far the metric of added outcomes lies from the mean of the windows' own, in the metric's
            unit.
        levels: How many windows are merged.
        windows: How many windows of the reference there are.
    """

    linear: Linear
    cells: Integers
    current: Integers
    bias: Mapping[int, float]
    levels: tuple[int, ...]
    windows: int

    @property
    def mean(self) -> float:
        """The metric over the whole reference."""
        m, mean = self.linear.m[0], self.linear.mean[0]
        return float((m * mean).sum() / m.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Deviations:
    """The current windows at one level: `(T,)` each, in the metric's unit.

    Attributes:
        effect: Signed difference from what is expected.
        expected: What is.
        error: Standard error, wobble included.
        noise: That of sampling alone.
        chance: Of it, when nothing changed.
        z: In standard normal units.
        reach: The reference's own windows went as far.
        known: Whether there is a figure.
        is_worse: Whether it lies on the bad side.
    """

    effect: Floats
    expected: Floats
    error: Floats
    noise: Floats
    chance: Floats
    z: Floats
    reach: float
    known: Flags
    is_worse: Flags

    def admissible(self, material: float) -> Flags:
        """Whether effect and reach let it fire: STATISTICS B5."""
        size = np.abs(self.effect)
        return self.known & self.is_worse & (size >= CUT * material) & (size > self.reach)


def learn(
    measure: Measure,
    reference: Sequence[Outcome],
    material: float,
    windows: tuple[Sequence[Window] | None, Sequence[Window]],
) -> Taught | None:
    """Learn a metric's mean and wobble from the windows of a reference.

    Args:
        measure: The metric.
        reference: Its outcomes; one alone knows sampling noise only.
        material: The least change that matters, in the metric's unit.
        windows: Those of the reference, where it has them, and the current ones.

    Returns:
        None when no window of the reference has a figure.

    Source: STATISTICS B3, B7, D.
    """
    places = np.arange(len(reference)) if windows[0] is None else stretches.places(windows[0])
    single = merge(measure, reference, places, [1])[1]
    known = single.known
    count = int(known.sum())
    if not count:
        return None
    a, n = np.where(known, single.value, 0), np.where(known, single.rows, 0)
    unit = np.array([float((single.variance[known] * single.rows[known]).mean())])
    cells, current = _season(windows, a, n, known)
    longest = min(LONGEST, count) if count >= SHORT_REFERENCE else min(SHORT_LONGEST, count)
    levels = stretches.levels(float(np.median(n[known]) / unit[0]), material, longest)
    merged = merge(measure, reference, places, levels)
    linear = wobble.still(a[known], n[known], unit)
    if count > 1:
        present, ending = np.ones(1, np.bool_), {d: one.stretch for d, one in merged.items()}
        linear = wobble.learn(a[None], n[None], cells[None], unit, present, ending)
    means = linear.mean[0][cells]
    bias = {d: _bias(one, single, means) for d, one in merged.items()}
    return Taught(linear, cells, current, bias, levels, count)


def deviations(taught: Taught, merged: Mapping[int, Merged], bad: Bad) -> dict[int, Deviations]:
    """How far current windows lie from the reference, at each level.

    Args:
        taught: What the reference says.
        merged: The current windows.
        bad: Which way is bad.

    Source: STATISTICS B4.
    """
    return {level: _deviation(taught, merged[1], one, level, bad) for level, one in merged.items()}


def _deviation(taught: Taught, single: Merged, one: Merged, level: int, bad: Bad) -> Deviations:
    linear, cells = taught.linear, np.maximum(taught.current, 0)
    weight = np.where(single.known, single.rows, 0)
    total = np.maximum(one.stretch.sums(weight[None])[0], 1)
    expected = one.stretch.sums((weight * linear.mean[0][cells])[None])[0] / total + taught.bias[level]
    squares = one.stretch.sums((weight**2)[None])[0] / total**2
    touched = np.eye(linear.m.shape[1])[cells][None] * single.known[None, :, None]
    inside = one.stretch.sums(touched)[0] > 0
    m, windows = (np.maximum((inside * x[0]).sum(1), 1e-300) for x in (linear.m, linear.windows))
    rho, tau2 = float(linear.rho[0]), float(linear.tau2[0])
    own = np.maximum(1, level * squares) * stretches.factor(level, linear.rho)[0]
    known_by = np.minimum(1, (1 + rho) / (1 - rho) / np.maximum(windows, 1))
    noise = one.variance + linear.unit[0] / m
    known = one.known & (taught.current >= 0) & (one.rows >= LEAST_VALUES) & (one.scarce >= roc.FEW)
    effect = np.where(known, one.value - expected, 0)
    variance = np.where(known, noise + tau2 * (own + known_by), 1)
    z = laws.t_to_z(effect / np.sqrt(variance), linear.nu)
    way = WAY[bad]
    is_worse = effect * way > 0 if way else np.abs(one.value) > np.abs(expected)
    chance = laws.upper(z * way) if way else laws.two_sided(z)
    reach = float(linear.reach[level][0])
    return Deviations(
        effect, expected, np.sqrt(variance), np.sqrt(np.where(known, noise, np.inf)), chance, z, reach, known, is_worse
    )


def _season(
    windows: tuple[Sequence[Window] | None, Sequence[Window]], a: Floats, n: Floats, known: Flags
) -> tuple[Integers, Integers]:
    """The season cell of each window of both sides."""
    none = np.zeros(len(a), np.int64), np.zeros(len(windows[1]), np.int64)
    if windows[0] is None or known.sum() < SHORT_REFERENCE:
        return none
    inside = [window for window, has in zip(windows[0], known, strict=True) if has]
    found = season.calendar(inside, windows[1])
    test = a[known][None], n[known][None], np.array([True])
    name = season.chosen({each: season.gain([test], cells) for each, cells in found.reference.items()})[0]
    cells = none[0]
    cells[known] = found.reference[name]
    return cells, np.asarray(found.current[name])


def _bias(merged: Merged, single: Merged, means: Floats) -> float:
    """Mean of the metric of added outcomes less that of the windows' own means."""
    known = merged.known
    if merged.stretch.length == 1 or not known.any():
        return 0.0
    weight = np.where(single.known, single.rows, 0)
    expected = merged.stretch.sums((weight * means)[None])[0] / merged.stretch.sums(weight[None])[0].clip(1e-300)
    return float((merged.value - expected)[known].mean())
