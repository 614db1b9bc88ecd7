"""The decision over levels: what may fire, what would have been seen."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.days import sides

from gnomon.checks.scalar.series import judge_scalar


def values(last: float, seed: int = 0) -> np.ndarray:
    return np.append(np.random.default_rng(seed).normal(1000, 20, 28).round(), last)


def test_an_effect_below_what_matters_never_fires() -> None:
    verdict = judge_scalar("volume", *sides(values(850.0), 28))[0]
    assert (verdict.admissible, verdict.p, verdict.status) == (False, 1.0, "ok")
    assert "less than what matters" in verdict.reason
    assert judge_scalar("volume", *sides(values(850.0), 28), material=0.1)[0].status == "violation"


def test_the_limit_is_where_the_verdict_turns() -> None:
    verdict = judge_scalar("volume", *sides(values(500.0), 28))[0]
    limit = verdict.limit or 0
    assert judge_scalar("volume", *sides(values(np.floor(limit) - 2), 28))[0].status == "violation"
    assert judge_scalar("volume", *sides(values(np.ceil(limit) + 2), 28))[0].status == "ok"


def test_95_percent_of_usual_windows_lie_between_low_and_high() -> None:
    inside = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        verdict = judge_scalar("mean", *sides(rng.normal(1000, 20, 29), 28))[0]
        inside += (verdict.low or 0) <= (verdict.value or 0) <= (verdict.high or 0)
    assert 180 <= inside <= 199


def test_what_is_detectable_is_seen_nine_times_in_ten() -> None:
    found = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        reference = np.exp(rng.normal(6, 0.1, 28))
        calm = judge_scalar("positive", *sides(np.append(reference, np.exp(6)), 28))[0]
        moved = np.exp(6 + rng.normal(0, 0.1)) * np.exp(calm.detectable or 0)
        found += judge_scalar("positive", *sides(np.append(reference, moved), 28))[0].fires
    assert found >= 80


def test_a_smaller_share_of_the_budget_asks_for_more() -> None:
    verdict = judge_scalar("volume", *sides(values(780.0, 3), 28))[0]
    assert verdict.fires
    assert not judge_scalar("volume", *sides(values(780.0, 3), 28), alpha=(verdict.p or 0) / 2)[0].fires


@pytest.mark.parametrize(("direction", "status"), [("up", "ok"), ("down", "violation"), ("both", "violation")])
def test_a_direction_halves_the_chance_and_drops_the_other_side(direction: str, status: str) -> None:
    verdict = judge_scalar("volume", *sides(values(500.0), 28), direction=direction)[0]  # type: ignore[arg-type]
    assert verdict.status == status
