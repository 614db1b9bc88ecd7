"""Performance of segments: which show anything, and which broke otherwise than the rest."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.checks.performance_apart import is_large, stands_out
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.outcomes.binary import BinaryOutcome


def day(rows: int, seed: int) -> BinaryOutcome:
    draw = np.random.default_rng(seed)
    score = draw.beta(2, 3, rows)
    target = (draw.random(rows) < score).astype(np.int8)
    return BinaryOutcome.of(target, (score > 0.5).astype(np.int8), score)


def effect(size: float) -> ScalarVerdict:
    return ScalarVerdict("violation", "", effect=size)


def test_a_segment_is_large_where_its_rows_show_a_break() -> None:
    assert [is_large("auc", [day(rows, seed) for seed in range(28)]) for rows in (10, 200)] == [False, True]
    assert not is_large("auc", [day(20, seed) for seed in range(28)])
    assert is_large("auc", [day(20, seed) for seed in range(28)], 0.05)


def test_without_a_figure_nothing_is_large() -> None:
    ones = np.ones(50, np.int8)
    assert not is_large("auc", [])
    assert not is_large("auc", [BinaryOutcome.of(ones, ones, np.full(50, 0.5))] * 28)


@pytest.mark.parametrize(
    ("mine", "whole", "share", "expected"),
    [
        (-0.12, -0.02, 0.1, True),
        (-0.12, -0.12, 0.1, False),
        (-0.12, +0.05, 0.1, True),  # all rows became better
        (-0.12, -0.12, 1.0, False),  # there are no others
        (+0.12, +0.04, 0.3, True),  # of an error
        (-0.12, None, 0.1, True),
    ],
)
def test_a_segment_stands_out_where_it_moved_twice_as_far(
    mine: float, whole: float | None, share: float, *, expected: bool
) -> None:
    other = ScalarVerdict("no_data", "") if whole is None else effect(whole)
    assert stands_out(effect(mine), other, share) is expected
