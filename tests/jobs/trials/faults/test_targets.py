"""Tests of targets that are dealt out anew."""

from __future__ import annotations

import numpy as np
import polars as pl

import gnomon as gn
from gnomon.jobs.trials.faults.fault import Injection
from gnomon.jobs.trials.faults.targets import dealt_anew
from gnomon.profiles.outcomes.task import OutcomeColumns

ROWS = pl.DataFrame({"score": np.linspace(0, 1, 200), "label": [None, 0, 0, 1] * 50})


def at(share: float, outcome: OutcomeColumns | None) -> Injection:
    return Injection((), share, 0, np.random.default_rng(0), gn.profile(ROWS), 0, outcome)


def test_as_many_of_each_value_are_dealt_and_the_unknown_stay_unknown() -> None:
    dealt = dealt_anew(ROWS, at(1.0, OutcomeColumns("label", score="score")))
    assert dealt["label"].sum() == ROWS["label"].sum()
    assert dealt["label"].is_null().equals(ROWS["label"].is_null())
    assert not dealt.equals(ROWS)


def test_without_targets_nothing_is_dealt() -> None:
    assert dealt_anew(ROWS, at(1.0, None)).equals(ROWS)
    assert dealt_anew(ROWS, at(1.0, OutcomeColumns(score="score"))).equals(ROWS)
    assert dealt_anew(ROWS, at(0.0, OutcomeColumns("label", score="score"))).equals(ROWS)
