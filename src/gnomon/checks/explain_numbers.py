"""The arithmetic of a verdict, number by number, for one column and window."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from gnomon.checks import chances as all_chances
from gnomon.checks import decide, family, laws, told
from gnomon.checks.chances import Chances
from gnomon.checks.counts import Counts
from gnomon.checks.family import PARTS, Pair, Seen
from gnomon.checks.learned import VERSION, Learned
from gnomon.checks.settings import CUT, NAMES, Settings
from gnomon.checks.taught import Taught
from gnomon.checks.tests import Outcome, Outcomes

LINEAR = ("location", "spread", "missing")


def explain_numbers(
    chances: Chances, t: int, column: str, *, alpha: float, reported: Collection[Pair] = ()
) -> dict[str, Any]:
    """Every number behind the verdicts of one column in one window, as plain values for JSON.

    Args:
        chances: Of the windows.
        t: Place of the window.
        column: The column.
        alpha: As given to `family.decide`.
        reported: As given to `family.decide`.

    Returns:
        What the reference says, what each test found at each level, and how that was decided; None for a
        number that does not exist.

    Source: STATISTICS B9.
    """
    learned, j = chances.learned, chances.learned.columns.index(column)
    taught, counts, cells, outcomes = all_chances.outcomes(chances, t)
    season = int(cells[j, -1])
    window, settings = chances.windows[t], chances.settings
    return {
        "engine": VERSION,
        "reference": _reference(learned),
        "window": {"start": window.start.isoformat(), "end": window.end.isoformat(), "name": window.full_name},
        "column": column,
        "kind": learned.sides[j].kind,
        "role": learned.sides[j].role,
        "settings": {
            "material": settings.material,
            "material_share": settings.material_share,
            "cut": CUT,
            "strict": settings.strict,
        },
        "cells": _cells(taught, counts, j, season),
        "season": {"name": taught.fit.season[j], "cell": season, "cells": int(taught.fit.season_cells[j])},
        "tests": _tests(taught, outcomes, j, season, settings),
        "decision": _decision(chances, t, j, alpha, reported),
    }


def _reference(learned: Learned) -> dict[str, Any]:
    return {
        "digest": learned.digest,
        "basis": learned.basis,
        "windows": len(learned.windows),
        "since": learned.windows[0].start.isoformat() if learned.windows else None,
        "until": learned.windows[-1].end.isoformat() if learned.windows else None,
    }


def _cells(taught: Taught, counts: Counts, j: int, season: int) -> dict[str, Any]:
    """The cells of a column, with what is expected and what the window has."""
    size = taught.tables[j].cut.size
    return {
        "shift": taught.tables[j].cut.shift,
        "names": told.labels(taught.tables[j].cut),
        "expected": taught.fit.expected[j, season, :size].tolist(),
        "known_from": float(taught.fit.m[j, season]),
        "rows": counts.values[j, -1, :size].astype(int).tolist(),
        "missing": int(counts.missing[j, -1]),
        "novel": int(counts.novel[j, -1]),
        "far": int(counts.far[j, -1]),
        "all_rows": int(counts.rows[j, -1]),
    }


def _tests(taught: Taught, outcomes: Outcomes, j: int, season: int, settings: Settings) -> list[dict[str, Any]]:
    """Every test that the column has, at every level."""
    adjusted, shares = decide.adjusted(taught.fit, outcomes), decide.weights(taught.fit)
    return [
        {
            "name": name,
            "weight": float(shares[name][j]),
            **_learned(taught, name, j, season),
            "levels": [
                _level(outcome, taught, name, j, settings.cut_of(name), level)
                | {"adjusted": float(adjusted[name, level][j, -1])}
                for level, outcome in outcomes[name].items()
            ],
        }
        for name in NAMES
        if taught.fit.present[name][j]
    ]


def _learned(taught: Taught, name: str, j: int, season: int) -> dict[str, Any]:
    """What the reference says of a test."""
    fit = taught.fit
    if name in LINEAR:
        linear = {"location": fit.location, "spread": fit.spread, "missing": fit.missing}[name]
        return {
            "phi": float(linear.phi[j]),
            "rho": float(linear.rho[j]),
            "nu": _finite(linear.nu[j]),
            "tau2": float(linear.tau2[j]),
            "usual": float(linear.mean[j, season]),
            "m": float(linear.m[j, season]),
            "unit_variance": float(linear.unit[j]),
        }
    if name == "shape":
        shape = fit.shape
        return {
            "df": float(shape.df[j]),
            "df_effective": float(shape.effective[j]),
            "df_below": _finite(shape.lower[j]),
            "phi": float(shape.phi[j]),
            "tau": {str(level): float(tau[j]) for level, tau in shape.tau.items()},
        }
    novelty = fit.novelty
    return {
        "m": float(novelty.m[j]),
        "rows_in_a_clump": float(novelty.phi[j]),
        "seen_once": float(novelty.singles[j]),
        "is_by_share": bool(novelty.by_share[j]),
    }


def _level(outcome: Outcome, taught: Taught, name: str, j: int, cut: float, level: int) -> dict[str, Any]:
    """What a test found at a level."""
    here = (j, -1)
    effect, reach = float(outcome.effect[here]), float(outcome.reach[here])
    linear = {"location": taught.fit.location, "spread": taught.fit.spread, "missing": taught.fit.missing}.get(name)
    nu = linear.nu[j : j + 1] if linear is not None else np.array([math.inf])
    t = laws.z_to_t(outcome.z[j : j + 1, -1], nu)[0] if linear is not None else math.nan
    return {
        "level": level,
        "rows": float(outcome.rows[here]),
        "A": effect,
        "V_sampling": float(outcome.noise[here]) ** 2,
        "V": float(outcome.error[here]) ** 2,
        "t": _finite(t),
        "z": _finite(outcome.z[here]),
        "p": float(outcome.p[here]),
        "cut": cut,
        "range": reach,
        "passes_cut": abs(effect) >= cut,
        "passes_range": abs(effect) > reach,
        "admissible": bool(outcome.fires[here]),
    }


def _decision(chances: Chances, t: int, j: int, alpha: float, reported: Collection[Pair]) -> dict[str, Any]:
    """How the chances of all columns together were decided."""
    seen = Seen(chances, t, reported)
    p, is_open = family.chance_of_parts(seen)
    free = family.free_of([(p, is_open)])
    rejected = int(laws.reject(free[:, None], alpha).sum())
    return {
        "alpha": alpha,
        "columns": len(free),
        "fired": rejected,
        "fires_up_to": alpha * rejected / len(free) if rejected else None,
        "parts": {
            what: {
                "p": float(p[i, j]),
                "rank": int(np.searchsorted(free, p[i, j], side="left")) + 1,
                "adjusted": family.adjusted(float(p[i, j]), free),
                "is_reported": bool(is_open[i, j]),
            }
            for i, what in enumerate(PARTS)
        },
    }


def _finite(x: float) -> float | None:
    return float(x) if math.isfinite(x) else None
