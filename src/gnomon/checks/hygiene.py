"""Hygiene of a reference: windows unlike its others are told, and left out only when a person says so.

A bad window in the reference widens what passes as normal, and hides later
ones like it. To drop such windows unasked would raise the false alarms.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import fit as fits
from gnomon.checks import phrases, words
from gnomon.checks.counts import Counts
from gnomon.checks.fit import Fit
from gnomon.checks.phrases import named
from gnomon.checks.settings import Settings
from gnomon.checks.verdict import Finding
from gnomon.checks.wobble import Linear
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FAR = 6.0  # robust standard deviations
NORMAL_MAD = 1.4826
TESTS = ("location", "spread", "missing")
MOST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Unusual:
    """How far each window of a reference is from its others.

    Attributes:
        effect: `(3, J, R)` deviation in location, spread and missing share, 0 where it is not far.
        ratio: `(3, J, R)` the same in units of what matters, without its sign.
        rows: `(J, R)` all rows.
        usual: `(J, R)` share of rows that are usually missing.
    """

    effect: Floats
    ratio: Floats
    rows: Floats
    usual: Floats


def unusual(fit: Fit, counts: Counts, settings: Settings) -> Unusual:
    """Which windows of a reference are far from its others, in location, spread or missing share.

    Args:
        fit: What was learned from them.
        counts: Of the R windows.
        settings: What matters: a smaller deviation is not told.

    Source: STATISTICS B3 (median and MAD; a deviation within sampling noise is not far).
    """
    if not fit.has_windows:
        nothing = np.zeros((len(TESTS), *counts.rows.shape))
        return Unusual(nothing, nothing, counts.rows, nothing[0])
    a1, a2 = fits.deviations(counts, fit.scores, fit.learned_in)
    share = counts.missing / np.maximum(counts.rows, 1)
    here = fits.at(fit.learned_in)
    effects, ratios = [], []
    for name, a, n, linear in (
        ("location", a1, counts.valued, fit.location),
        ("spread", a2, counts.valued, fit.spread),
        ("missing", share, counts.rows, fit.missing),
    ):
        deviation = a - linear.mean[here]
        far = _is_far(deviation, n, linear) & fit.present[name][:, None]
        far &= np.abs(deviation) >= settings.material_of(name)
        effects.append(np.where(far, deviation, 0))
        ratios.append(np.abs(effects[-1]) / settings.material_of(name))
    return Unusual(np.stack(effects), np.stack(ratios), counts.rows, fit.missing.mean[here])


def _is_far(deviation: Floats, n: Floats, linear: Linear) -> Flags:
    has_data = (n > 0) | ~(n > 0).any(1, keepdims=True)  # a column without data: any value, so that medians exist
    some = np.where(has_data, deviation, np.nan)
    away = np.abs(some - np.nanmedian(some, 1, keepdims=True))
    usual = NORMAL_MAD * np.nanmedian(away, 1, keepdims=True)
    scale = np.maximum(usual, np.sqrt(linear.unit[:, None] / np.maximum(n, 1)))
    return np.asarray((n > 0) & (away > FAR * scale))


def findings(columns: Sequence[str], found: Unusual, windows: Sequence[Window]) -> tuple[Finding, ...]:
    """A sentence for each unusual window, the most unusual first.

    Args:
        columns: J names.
        found: What `unusual` says.
        windows: R of them; none for a reference without windows.

    Example:
        >>> from datetime import UTC, datetime
        >>> day = Window(datetime(2013, 2, 9, tzinfo=UTC), datetime(2013, 2, 10, tzinfo=UTC))
        >>> far = np.array([[[0.0]], [[0.0]], [[0.65]]])
        >>> one = Unusual(far, far / 0.005, np.array([[684.0]]), np.array([[0.05]]))
        >>> print(findings(["dep_delay"], one, [day])[0].reason.replace("\N{NO-BREAK SPACE}", " "))
        In the reference, on 9 Feb: *dep_delay* is missing in 70 % of rows (479 of 684); usually 5.0 %.
    """
    told = []
    for r, window in enumerate(windows):
        ratio = found.ratio[:, :, r]
        worst = float(ratio.max(initial=0))
        if worst == 0:
            continue
        test, j = divmod(int(ratio.argmax()), ratio.shape[1])
        effect, rows, usual = float(found.effect[test, j, r]), float(found.rows[j, r]), float(found.usual[j, r])
        reason = words.brief(columns[j], TESTS[test], effect, rows, usual, is_mix=False)
        order: list[int] = np.argsort(-ratio.max(0), kind="stable").tolist()
        others = [named(columns[i]) for i in order if ratio[:, i].max() > 0 and i != j]
        if others:
            reason = words.also(reason, "and " + ", ".join(others[:MOST] + ["…"] * (len(others) > MOST)))
        told.append((worst, Finding("unusual_window", f"In the reference,{phrases.when(window)}: {reason}")))
    return tuple(finding for _, finding in sorted(told, key=lambda pair: -pair[0]))


def left_out(windows: Collection[Window]) -> tuple[Finding, ...]:
    """The record of windows that a person left out.

    Example:
        >>> left_out([])
        ()
    """
    if not windows:
        return ()
    names = ", ".join(window.name for window in sorted(windows))
    return (Finding("excluded", f"Left out of the reference: {names}."),)
