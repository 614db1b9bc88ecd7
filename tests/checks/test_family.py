"""The family: what fires together, what has left it, and when that is calm."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.live import ALPHA, after, changed, judged, learned, usual
from tests.checks.tables import profile, series

from gnomon.checks import family, laws
from gnomon.checks.family import ColumnVerdict, Seen, decide, together
from gnomon.checks.learned import learn

LEARNED = learned()


def gap(share: float) -> Any:
    return lambda _, rng: np.where(rng.random(2000) < share, None, 1.5).tolist()


def shift(by: float) -> Any:
    return lambda _, rng: rng.normal(by, 1, 2000)


def of(verdicts: tuple[ColumnVerdict, ...], column: str, what: str = "values") -> ColumnVerdict:
    return next(one for one in verdicts if (one.column, one.what) == (column, what))


def firing(verdicts: tuple[ColumnVerdict, ...]) -> set[tuple[str, str]]:
    return {(one.column, one.what) for one in verdicts if one.fires}


def test_every_part_of_every_column_has_a_verdict() -> None:
    found = decide(judged(LEARNED, after(1, usual())), 0, alpha=ALPHA)
    assert sorted((one.column, one.what) for one in found) == sorted(
        (column, what) for column in LEARNED.columns for what in ("values", "missing")
    )
    assert {one.status for one in found} == {"ok"}
    assert all(one.is_calm and not one.fires for one in found)


def test_values_and_missing_rows_fire_apart() -> None:
    moved = judged(LEARNED, after(1, changed(x=shift(1), gap=gap(0.3))))
    found = decide(moved, 0, alpha=ALPHA)
    assert firing(found) == {("x", "values"), ("gap", "missing")}
    x = of(found, "x")
    assert (x.test, x.level, x.rows, x.status, x.is_calm) == ("location", 1, 2000, "violation", False)
    assert x.effect == pytest.approx(1, abs=0.15)
    assert x.material == 0.1
    assert x.limit >= 0.075
    assert x.p < ALPHA
    assert 0 < x.detectable < 0.2
    assert np.isnan(of(found, "gap", "missing").detectable)


def test_what_is_reported_leaves_the_family_and_stays_in_violation_until_it_is_calm() -> None:
    moved = judged(LEARNED, after(1, changed(x=shift(1), gap=gap(0.3))))
    found = decide(moved, 0, alpha=ALPHA, reported={("x", "values")})
    assert firing(found) == {("x", "values"), ("gap", "missing")}
    usually = decide(judged(LEARNED, after(1, usual())), 0, alpha=ALPHA, reported={("x", "values")})
    assert firing(usually) == set()
    assert of(usually, "x").is_calm


def test_a_standing_change_neither_hides_nor_helps_another() -> None:
    """With x wholly open, the family is one column smaller and its chance no longer counts among the rejected."""
    weak = judged(LEARNED, after(1, changed(x=shift(1), gap=gap(0.032)), seed=3))
    j = LEARNED.columns.index("gap")
    p = weak.measured.tests["missing"].chance[j, 0]
    assert 0 < p < 1
    beside, alone = 2 * p / 3, p / 2
    both = [decide(weak, 0, alpha=alpha) for alpha in (1.5 * p * 1.01, 1.5 * p * 0.99)]
    assert [("gap", "missing") in firing(some) for some in both] == [True, False]
    x_open = {("x", "values"), ("x", "missing")}
    apart = [decide(weak, 0, alpha=alpha, reported=x_open) for alpha in (2 * p * 1.01, 2 * p * 0.99)]
    assert [("gap", "missing") in firing(some) for some in apart] == [True, False]
    assert beside > alone


def test_one_open_part_of_a_column_leaves_the_other_in_the_family() -> None:
    both = judged(LEARNED, after(1, changed(gap=lambda _, rng: np.where(rng.random(2000) < 0.3, None, 9.5).tolist())))
    found = decide(both, 0, alpha=ALPHA, reported={("gap", "missing")})
    assert firing(found) == {("gap", "values"), ("gap", "missing")}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.001, 0.2))
def test_an_adjusted_chance_is_the_least_alpha_at_which_it_fires(p: list[float], alpha: float) -> None:
    free = np.sort(np.array(p))
    adjusted = np.array([family.adjusted(x, free) for x in free.tolist()])
    rejected = laws.reject(free[:, None], alpha)[:, 0]
    close = np.isclose(adjusted, alpha, rtol=1e-9)
    assert ((adjusted <= alpha) == rejected)[~close].all()


def test_windows_without_rows_or_with_few_have_their_statuses() -> None:
    few = series(3, lambda i, rng: {"x": rng.normal(0, 1, (0, 5, 150)[i])} if i else {"x": [None] * 9})
    one = learn(series(20, lambda _, rng: {"x": rng.normal(0, 1, 2000)}))
    chances = judged(one, few)
    assert [of(decide(chances, t, alpha=ALPHA), "x").status for t in range(3)] == [
        "no_data" if not of(decide(chances, 0, alpha=ALPHA), "x").fires else "violation",
        "insufficient_data",
        "insufficient_data",
    ]
    lacking = judged(one, series(1, lambda _, rng: {"y": [1.0]}))
    assert {verdict.status for verdict in decide(lacking, 0, alpha=ALPHA)} == {"no_data"}


def test_what_is_open_is_calm_also_where_a_small_change_would_not_be_seen() -> None:
    one = learn(series(20, lambda _, rng: {"x": rng.normal(0, 1, 150)}))
    blind = judged(one, series(1, lambda _, rng: {"x": rng.normal(0, 1, 150)}, seed=5))
    assert of(decide(blind, 0, alpha=ALPHA), "x").status == "insufficient_data"
    assert of(decide(blind, 0, alpha=ALPHA, reported=[("x", "values")]), "x").status == "ok"


def test_ids_have_no_verdict_on_values_and_constants_one_on_new_ones() -> None:
    one = learn(series(20, lambda _, rng: {"id": [f"i{i}" for i in range(50)], "c": [7.0] * 50}), roles={"id": "id"})
    found = decide(judged(one, series(1, lambda _, rng: {"id": ["a"] * 50, "c": [7.0] * 50})), 0, alpha=ALPHA)
    assert [(v.column, v.what, v.status) for v in found] == [
        ("c", "values", "ok"), ("c", "missing", "ok"), ("id", "missing", "ok")
    ]  # fmt: skip
    assert of(found, "c").test == "novelty"
    other = decide(judged(one, series(1, lambda _, rng: {"id": ["a"] * 50, "c": [9.0] * 50})), 0, alpha=ALPHA)
    assert firing(other) == {("c", "values")}


def test_segments_are_one_family() -> None:
    chances = judged(LEARNED, after(1, changed(gap=gap(0.04)), seed=3))
    p = family.adjusted(*one_and_free(chances))
    alone = firing(decide(chances, 0, alpha=p * 1.5))
    others = {f"s{i}": Seen(judged(LEARNED, after(1, usual(), seed=i)), 0) for i in range(10, 14)}
    found = together({"": Seen(chances, 0), **others}, alpha=p * 1.5)
    assert alone == {("gap", "missing")}
    assert not any(firing(verdicts) for verdicts in found.values())
    assert firing(together({"": Seen(chances, 0), **others}, alpha=p * 5.1)[""]) == alone
    assert together({}, alpha=ALPHA) == {}


def one_and_free(chances: Any) -> tuple[float, np.ndarray]:
    parts = family.chance_of_parts(Seen(chances, 0))
    free = family.free_of([parts])
    return float(free[0]), free


def test_a_segment_is_large_when_twice_what_matters_is_seen() -> None:
    def rows(n: int) -> Any:
        return lambda _, rng: {"x": rng.normal(0, 1, n)}

    assert family.is_large(learn(series(28, rows(32))))  # 32 x 16 rows
    assert not family.is_large(learn(series(28, rows(31))))
    assert family.is_large(learn(profile({"x": np.arange(507.0)})))
    assert not family.is_large(learn(profile({"x": np.arange(506.0)})))
    assert not family.is_large(learn(profile({})))
