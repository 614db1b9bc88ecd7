"""Shares of rows: the worked number, wobble, and what the reference reached."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.days import sides

from gnomon.checks import laws
from gnomon.checks.scalar.series import judge_scalar

ROWS = 1000.0


def test_the_worked_number_of_the_specification() -> None:
    """7 of 1000 against .002 known from 20,000: signed root 2.643795."""
    values = np.array([0.002] * 20 + [0.007])
    verdict = judge_scalar("share", *sides(values, 20, np.full(21, ROWS)), material=0.001)[0]
    assert verdict.effect == pytest.approx(0.005)
    assert verdict.z == pytest.approx(float(laws.t_to_z(np.array(2.643795), np.array(19.0))), abs=1e-5)


def test_a_rate_that_doubles_is_a_violation() -> None:
    rng = np.random.default_rng(1)
    values = np.append(rng.binomial(5000, 0.05, 28) / 5000, 0.10)
    verdict = judge_scalar("share", *sides(values, 28, np.full(29, 5000.0)), name="error rate")[0]
    assert verdict.status == "violation"
    said = verdict.reason.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert said.startswith("*error rate* is 10 % on 4 Feb (n = 5 000), 5.")
    assert "points above the usual" in said


def test_a_change_of_less_than_a_point_does_not_matter_however_sure() -> None:
    values = np.array([0.05] * 28 + [0.058])
    verdict = judge_scalar("share", *sides(values, 28, np.full(29, 1e6)))[0]
    assert (verdict.status, verdict.admissible, verdict.p) == ("ok", False, 1.0)


def test_what_the_reference_reached_itself_does_not_fire() -> None:
    rng = np.random.default_rng(2)
    values = np.concatenate((rng.binomial(5000, 0.05, 27) / 5000, [0.30, 0.28]))
    assert not judge_scalar("share", *sides(values, 28, np.full(29, 5000.0)), alpha=0.05)[0].fires


def test_a_share_that_the_reference_never_had_is_half_a_row() -> None:
    values = np.array([0.0] * 28 + [0.0, 0.02])
    calm, wrong = judge_scalar("share", *sides(values, 28, np.full(30, ROWS)))
    assert (calm.status, wrong.status) == ("ok", "violation")
    assert wrong.expected == pytest.approx(0.0)


def test_few_rows_hide_what_matters() -> None:
    values = np.array([0.05] * 28 + [0.06])
    verdict = judge_scalar("share", *sides(values, 28, np.full(29, 200.0)))[0]
    assert verdict.status == "insufficient_data"
    assert verdict.reason.startswith("200 rows: changes below")


def test_a_window_without_rows_has_no_share() -> None:
    values = np.array([0.05] * 28 + [np.nan])
    rows = np.append(np.full(28, ROWS), 0)
    verdict = judge_scalar("share", *sides(values, 28, rows), name="null share")[0]
    assert (verdict.status, verdict.value) == ("no_data", None)
    assert verdict.reason == "No null share on 4 Feb: there are no rows to compute it from."
