"""Ages: only too old is wrong, and only past a whole window."""

from __future__ import annotations

import numpy as np
from tests.checks.days import sides

from gnomon.checks.scalar.series import judge_scalar

HOUR = 3600.0


def ages(*last: float) -> np.ndarray:
    return np.concatenate((np.random.default_rng(6).uniform(60, 900, 28), last))


def test_an_empty_day_is_told_and_a_late_evening_is_not() -> None:
    calm, wrong = judge_scalar("freshness", *sides(ages(8 * HOUR, 32 * HOUR), 28))
    assert (calm.status, wrong.status) == ("ok", "violation")
    said = wrong.reason.replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("The newest event is 32 h old at the end of 5 Feb, older than the usual")


def test_it_is_over_as_soon_as_rows_come_again() -> None:
    verdicts = judge_scalar("freshness", *sides(ages(32 * HOUR, 56 * HOUR, 300.0), 28))
    assert [verdict.fires for verdict in verdicts] == [True, True, False]
    assert verdicts[1].since == verdicts[0].window


def test_an_age_that_the_reference_had_is_usual() -> None:
    values = ages(40 * HOUR)
    values[7] = 45 * HOUR
    assert not judge_scalar("freshness", *sides(values, 28))[0].fires


def test_younger_than_usual_is_never_wrong() -> None:
    values = np.append(np.full(28, 20 * HOUR), 0.0)
    assert judge_scalar("freshness", *sides(values, 28))[0].status == "ok"


def test_rows_without_a_count_have_an_age_too() -> None:
    verdicts = judge_scalar("freshness", *sides(ages(32 * HOUR), 28, np.append(np.ones(28), 0)))
    assert verdicts[0].fires
