"""Frozen answers of an independent implementation of the specification, as counts and fits."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from gnomon.checks import fit as fits
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.fit import Fit

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.stem for path in GOLDEN.glob("*.json"))
CLOSE = {"rtol": 1e-9, "atol": 1e-9}


@cache
def load(name: str) -> dict[str, Any]:
    """A case by its name."""
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def counts_of(case: dict[str, Any], side: str) -> Counts:
    """The rows of its windows `before` or `now`."""
    values = np.array(case[side], np.float64)
    missing, novel = (np.array(case[f"{what}_{side}"], np.float64) for what in ("missing", "novel"))
    return Counts(values, missing, novel, np.zeros_like(novel), values.sum(2) + missing)


def columns_of(case: dict[str, Any]) -> Columns:
    """Its columns."""
    count, _, cells = np.array(case["before"]).shape
    zero = np.zeros(count)
    singles = zero if case["singles"] is None else np.array(case["singles"])
    is_ordered = np.full(count, case["kind"] == "num")
    return Columns(np.full(count, cells), is_ordered, np.ones(count, bool), singles, np.zeros(count, bool), zero)


def fit_of(case: dict[str, Any]) -> Fit:
    """What our own code learns from its windows."""
    before = counts_of(case, "before")
    windows = before.rows.shape[1]
    calendar = {"none": np.zeros(windows, np.int64)}
    if case["season_before"] is not None:
        calendar["day of week"] = np.array(case["season_before"])
    return fits.of_windows(before, columns_of(case), calendar, np.arange(windows), 0.1)
