"""From how far a metric lies from its reference to a verdict for each window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import laws, performance_words, states, stretches, worse
from gnomon.checks.merging import Measure, Merged, Scarce, merge, unlimited
from gnomon.checks.scalar.sentences import by_chance
from gnomon.checks.scalar.telling import Run
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.settings import CUT, LEAST_VALUES
from gnomon.checks.verdict import Status
from gnomon.checks.worse import WAY, Deviations, Taught
from gnomon.metrics import roc
from gnomon.metrics.estimate import Absent, Estimate
from gnomon.metrics.outcome_metric import OutcomeMetric
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CALM = 0.05  # STATISTICS B5
POWER_90 = 1.2816
TOO_FEW = Absent("it cannot be told from so few rows")
MATURE = 0.9
"""No verdict before this share of the targets that will come have come."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a metric.

    Attributes:
        record: The metric.
        name: As it is told; an estimate begins with `estimated_`.
        measure: What computes it.
        material: The least change that matters, in the metric's unit.
        alpha: Chance of a false alarm in a window.
        scarce: On how many rows its error hangs.
    """

    record: OutcomeMetric
    name: str
    measure: Measure
    material: float
    alpha: float
    scarce: Scarce = unlimited


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """The figures of T windows over all levels: `(T,)` each.

    Attributes:
        p: Chance; 1 where nothing is admissible.
        level: Place of the level that decided.
        admissible: Whether it may fire.
        is_calm: Whether it is back to usual.
        is_blind: Whether sampling alone hides what matters.
        detectable: Size of a change that is seen nine times in ten.
        least: From which change on the window alone is in violation.
    """

    p: Floats
    level: npt.NDArray[np.int64]
    admissible: Flags
    is_calm: Flags
    is_blind: Flags
    detectable: Floats
    least: Floats


def judged(
    asked: Asked,
    reference: Sequence[Outcome],
    current: Sequence[Outcome],
    windows: Sequence[Window],
    reference_windows: Sequence[Window] | None,
    maturity: Sequence[float],
    first: int = 0,
) -> tuple[ScalarVerdict, ...]:
    """A verdict for each current window; of those before the first only what they say by themselves.

    Args:
        asked: What is asked.
        reference: Outcomes of the reference's windows.
        current: Outcomes of the current ones.
        windows: Theirs.
        reference_windows: Those of the reference, where it has some.
        maturity: Share of the targets that will come that have come.
        first: Place of the first that is asked for.
    """
    if not windows:
        return ()
    taught = worse.learn(asked.measure, reference, asked.material, (reference_windows, windows))
    if taught is None:
        return tuple(_without(asked, outcome, window) for outcome, window in zip(current, windows, strict=True))
    merged = merge(asked.measure, current, stretches.places(windows), taught.levels, first, asked.scarce)
    deviations = worse.deviations(taught, merged, asked.record.bad)
    decided = decide(asked, taught, deviations)
    return tuple(_verdicts(asked, taught, merged, deviations, decided, windows, maturity))


def decide(asked: Asked, taught: Taught, deviations: Mapping[int, Deviations]) -> Decided:
    """Put the levels together.

    Source: STATISTICS B5, B6.
    """
    levels = list(deviations.values())
    admissible = np.array([one.admissible(asked.material) for one in levels])
    chance, error, noise = (np.array([getattr(one, x) for one in levels]) for x in ("chance", "error", "noise"))
    known, effect = (np.array([getattr(one, x) for one in levels]) for x in ("known", "effect"))
    bad = np.array([one.is_worse for one in levels])
    reach = np.array([[one.reach] for one in levels])
    p = np.minimum(np.where(admissible, chance * len(levels), 1).min(0), 1)
    small = (np.where(known & bad, np.abs(effect), 0) < asked.material / 2).all(0)
    sides = 1 if WAY[asked.record.bad] else 2
    sure = laws.normal_quantile(asked.alpha / len(levels) / sides)
    far = laws.z_to_t(np.array([[sure]]), taught.linear.nu[:, None])
    least = np.maximum(np.maximum(CUT * asked.material, far * error), reach)
    detectable = np.where(known, least + POWER_90 * error, np.inf).min(0)
    through = np.where(known, sure * noise, np.inf).min(0)
    level = np.where(admissible.any(0), np.where(admissible, chance, 2).argmin(0), 0)
    is_calm = np.asarray((p > CALM) | small)
    return Decided(p, level, np.asarray(admissible.any(0)), is_calm, through > asked.material, detectable, least[0])


def _without(asked: Asked, outcome: Outcome, window: Window) -> ScalarVerdict:
    """A verdict where the reference says nothing."""
    one = asked.measure(outcome)
    if isinstance(one, Absent):
        return _absent(asked, one, window)
    reason = f"{performance_words.figure(asked.name, one)}. {performance_words.no_reference(asked.name)}"
    return ScalarVerdict("insufficient_data", reason, one.value, None, one.low, one.high, rows=one.n, window=window)


def _absent(asked: Asked, one: Absent, window: Window) -> ScalarVerdict:
    reason = performance_words.absent(asked.name, one.reason, window)
    return ScalarVerdict("no_data", reason, rows=one.n, window=window)


def _verdicts(
    asked: Asked,
    taught: Taught,
    merged: Mapping[int, Merged],
    deviations: Mapping[int, Deviations],
    decided: Decided,
    windows: Sequence[Window],
    maturity: Sequence[float],
) -> Iterator[ScalarVerdict]:
    firing = Run()
    for i, window in enumerate(windows):
        one = merged[1].measured[i]
        if one is None or isinstance(one, Absent):
            yield _absent(asked, TOO_FEW if one is None else one, window)
            continue
        if maturity[i] < MATURE:
            reason = performance_words.immature(asked.name, maturity[i], MATURE, window, one)
            yield _bare(one, window, reason)
            continue
        is_scarce = merged[1].scarce[i] < roc.FEW
        if not deviations[1].known[i] and not (is_scarce and any(each.known[i] for each in deviations.values())):
            yield _bare(one, window, _unknown(one, is_scarce=is_scarce))
            continue
        firing = firing.after(window, goes_on=bool(decided.p[i] <= asked.alpha))
        yield _told(asked, taught, merged, deviations, decided, i, window, firing)


def _unknown(one: Estimate, *, is_scarce: bool) -> str:
    """Why a figure is not judged."""
    if one.n < LEAST_VALUES:
        return states.too_few(one.n, LEAST_VALUES)
    return performance_words.few_of_a_class(roc.FEW) if is_scarce else states.unknown_season()


def _bare(one: Estimate, window: Window, reason: str) -> ScalarVerdict:
    return ScalarVerdict("insufficient_data", reason, one.value, None, one.low, one.high, rows=one.n, window=window)


def _told(
    asked: Asked,
    taught: Taught,
    merged: Mapping[int, Merged],
    deviations: Mapping[int, Deviations],
    decided: Decided,
    i: int,
    window: Window,
    firing: Run,
) -> ScalarVerdict:
    level = taught.levels[decided.level[i]]
    deviation, alone, together = deviations[level], merged[1].measured[i], merged[level].measured[i]
    if not (isinstance(alone, Estimate) and isinstance(together, Estimate)):  # known levels have figures
        raise AssertionError
    expected, scale = float(deviation.expected[i]), asked.record.scale
    detectable = float(decided.detectable[i]) if np.isfinite(decided.detectable[i]) else None
    status: Status = "violation" if firing.length else "insufficient_data" if decided.is_blind[i] else "ok"
    if status == "violation":
        worst = performance_words.worse(asked.name, (alone, together), expected, asked.material, scale, level, window)
        reason = f"{worst} {by_chance(float(decided.p[i]))}"
    elif status == "insufficient_data":
        reason = performance_words.hidden(asked.name, alone, detectable, asked.material, scale, expected)
    else:
        reason = performance_words.ok(asked.name, alone, expected, detectable, scale, window)
    if taught.windows == 1:
        reason = f"{reason} {performance_words.UNKNOWN_NOISE}"
    way = WAY[asked.record.bad] or float(np.sign(deviation.effect[i]))
    return ScalarVerdict(
        status,
        reason,
        value=alone.value,
        expected=expected,
        low=alone.low,
        high=alone.high,
        limit=float(deviations[1].expected[i] + way * decided.least[i]) if deviations[1].known[i] else None,
        effect=float(deviation.effect[i]),
        material=asked.material,
        p=float(decided.p[i]),
        z=float(deviation.z[i]),
        level=level,
        rows=alone.n,
        is_calm=bool(decided.is_calm[i]) and not firing.length,
        admissible=bool(decided.admissible[i]),
        fires=firing.length > 0,
        window=window,
        since=firing.first,
        detectable=detectable,
    )
