"""When a segment is told beside the whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.live import after, before, judged

from gnomon.checks.apart import MORE, rest, stands_out
from gnomon.checks.chances import Chances
from gnomon.checks.learned import learn
from gnomon.profiles.series import ProfileSeries

SHARES = st.floats(0.01, 0.99)


@given(SHARES, st.floats(0, 10), st.floats(0, 10))
def test_the_rest_is_what_the_whole_is_without_the_segment(share: float, mine: float, others: float) -> None:
    whole = share * mine + (1 - share) * others
    assert rest(whole, mine, share) == pytest.approx(others, abs=1e-9 / (1 - share))


def test_a_segment_of_all_rows_has_no_rest() -> None:
    assert rest(1, 1, 1) == float("inf")


def rows(mine: float, others: float, n: int = 2000) -> Any:
    """A segment of half of the rows, `n` in all; `a` is its part."""

    def made(_: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": np.concatenate([rng.normal(mine, 1, n // 2), rng.normal(others, 1, n - n // 2)])}

    return made


def part(mine: float) -> Any:
    return lambda _, rng: {"x": rng.normal(mine, 1, 1000)}


def pair(*moves: tuple[float, float]) -> tuple[Chances, Chances]:
    """A segment and the whole in days, in each of which segment and rest moved so far."""
    segment, whole = learn(before(part(0))), learn(before(rows(0, 0)))
    days = [after(1, part(mine), seed=n + 1) for n, (mine, _) in enumerate(moves)]
    all_days = [after(1, rows(*both), seed=n + 1) for n, both in enumerate(moves)]
    windows = after(len(moves), part(0)).windows
    own = ProfileSeries("1d", "UTC", windows, tuple(day.profiles[0] for day in days))
    all_of = ProfileSeries("1d", "UTC", windows, tuple(day.profiles[0] for day in all_days))
    return judged(segment, own), judged(whole, all_of)


@pytest.mark.parametrize(
    ("mine", "others", "told"),
    [(1.0, 0.0, True), (1.0, 1.0, False), (1.0, -1.0, True), (1.0, 0.7, False), (0.3, 1.0, False), (1.5, 0.3, True)],
)
def test_it_is_told_when_it_moved_twice_as_far_as_the_rest(mine: float, others: float, told: bool) -> None:
    segment, whole = pair((mine, others))
    assert stands_out(segment, whole, "x", "values", 0) is told
    assert MORE == 2


def test_what_follows_the_whole_is_not_told_after_the_whole_is_right_again() -> None:
    segment, whole = pair((1.0, 1.0), (0.3, 0.3), (0.0, 0.0))
    assert not stands_out(segment, whole, "x", "values", 1)
