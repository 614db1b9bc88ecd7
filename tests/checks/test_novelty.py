"""Novelty: values that the reference never had, what is usual of them, and what is told."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.tables import PORTS, TEMPS, column_of, profile, told

from gnomon.checks import novelty, stretches
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.judge import judge


def columns(*, singles: float = 0, doubles: float = 0, is_ordered: bool = False, infinite: bool = False) -> Columns:
    flags = (np.array([flag]) for flag in (is_ordered, True))
    return Columns(np.array([2]), *flags, np.array([singles]), np.array([infinite]), np.array([doubles]))


def counts(rows: list[float], novel: list[float]) -> Counts:
    all_rows, new = np.array([rows]), np.array([novel])
    return Counts(all_rows[:, :, None], 0 * new, new, 0 * new, all_rows)


def learn(rows: list[float], novel: list[float], which: Columns, clump: float = 1) -> novelty.Novelty:
    both = counts(rows, novel)
    season = np.zeros(both.rows.shape, np.int64)
    merged = {1: stretches.ending(both.rows > 0, np.arange(len(rows)), 1)}
    return novelty.learn(both, which, season, np.array([1]), np.array([clump]), merged)


def test_windows_teach_how_new_each_was_to_the_others() -> None:
    found = learn([100, 100, 200], [0, 5, 2], columns(singles=7), clump=0.5)
    assert (found.m.item(), found.reach.item(), found.singles.item()) == (400, 0.05, 7)
    assert not found.by_share.item()
    assert learn([100, 100], [0, 0], columns(), clump=3).phi.item() == 3


def test_new_names_come_in_clumps_as_large_as_they_came_in_the_reference() -> None:
    assert learn([100, 100, 100], [2, 0, 4], columns()).phi.item() == pytest.approx(20 / 6)
    assert learn([100, 100, 100], [2, 0, 4], columns(), clump=9).phi.item() == 9
    assert learn([100, 100, 100], [2, 0, 4], columns(is_ordered=True)).phi.item() == 1


def test_many_single_names_make_novelty_the_rule() -> None:
    assert learn([100, 100], [6, 5], columns(singles=11)).by_share.item()
    assert not learn([100, 100], [6, 5], columns(singles=11, is_ordered=True)).by_share.item()
    assert learn([100, 100], [6, 5], columns(is_ordered=True, infinite=True)).by_share.item()


def test_a_lone_reference_has_only_its_rows() -> None:
    found = novelty.still(counts([1000], [0]), columns(singles=20, doubles=10))
    assert (found.m.item(), found.reach.item(), found.singles.item(), found.doubles.item()) == (1000, 0, 20, 10)
    infinite = novelty.still(counts([1000], [30]), columns(is_ordered=True, infinite=True))
    assert infinite.share.mean.item() == 0.03


def test_rare_names_come_in_clumps_the_more_the_longer_the_current_side() -> None:
    found = novelty.still(counts([1000], [0]), columns(singles=20, doubles=10))
    assert novelty.clumps(found, np.array([[0.0, 1000.0, 100.0]])).tolist() == [[1, 2, 1.1]]
    assert (novelty.clumps(learn([10, 10], [0, 0], columns(singles=1)), np.array([[10.0]])) == 1).all()


def test_clumps_are_the_variance_of_unseen_rows_by_their_mean(rng: np.random.Generator) -> None:
    rates = rng.gamma(0.5, 1, 500)
    before, now = rng.poisson(rates, (2, 2000, 500))
    new = np.where(before == 0, now, 0).sum(1)
    singles, doubles = ((before == k).sum(1).mean() for k in (1, 2))
    assert new.mean() == pytest.approx(singles, rel=0.05)
    assert 1.2 < new.var() / new.mean() <= 1 + 2 * doubles / singles


def test_a_share_is_never_known_to_be_nought() -> None:
    assert novelty.unit(np.array([0.0, 0.5]), np.array([100.0, 100.0])).tolist() == [0.01, 0.25]


def test_a_new_name_alone_is_told_as_novelty() -> None:
    now = ["XX"] * 60 + PORTS[60:]
    assert told(judge(profile({"to": PORTS}), profile({"to": now})), "to") == (
        "*to* has new values in 1.5 % of rows (60 of 4 000): XX."
    )


def test_values_outside_the_range_are_told_with_the_range() -> None:
    now = np.concatenate((TEMPS[:3900], np.full(100, 200.0)))
    found = judge(profile({"x": TEMPS}), profile({"x": now}))
    assert "lies outside the reference's range" in told(found, "x")
    assert "in 2.5 % of rows (100 of 4 000)." in told(found, "x")


def test_values_where_the_reference_had_none_are_novel() -> None:
    now = [None] * 2000 + TEMPS[:2000].tolist()
    found = judge(profile({"x": [None] * 4000}), profile({"x": now}))
    assert found.status == "violation"
    assert column_of(found, "x").kind == "number"


def test_infinities_are_novel_unless_the_reference_has_them() -> None:
    infinite = TEMPS.copy()
    infinite[:100] = np.inf
    assert column_of(judge(profile({"x": TEMPS}), profile({"x": infinite})), "x").status == "violation"
    assert column_of(judge(profile({"x": infinite}), profile({"x": infinite})), "x").status == "ok"
    many = TEMPS.copy()
    many[:2000] = np.inf
    assert column_of(judge(profile({"x": infinite}), profile({"x": many})), "x").status == "violation"
