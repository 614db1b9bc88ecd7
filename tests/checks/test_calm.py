"""Calm: samples of one and the same real column hardly ever differ, and real changes are found all the same.

A verdict on a column by itself fires when its chance is at most `alpha`, so one run over all columns of a
file tells what as many comparisons of each single column would.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy import stats
from tests.checks.populations import Population, populations
from tests.checks.tables import profile

from gnomon.checks import engine
from gnomon.checks.column import Column
from gnomon.checks.judge import judge
from gnomon.checks.season import Calendar
from gnomon.checks.settings import Settings
from gnomon.profiles.profile import Profile
from gnomon.profiles.summary import Summary
from gnomon.profiles.volume import RowsSummary

FILES = ("flights", "adult", "bikes")
SIZES = (100, 1_000, 100_000)
PLACES = np.zeros(1, np.int64)
ALPHA = 0.005
RATE, POWER, DOUBT = 0.01, 0.9, 0.01

Sides = list[tuple[Population, Summary, Summary]]


def most(runs: int) -> int:
    """More false alarms than this in so many runs refute a rate of 1 in 100, 99 % surely."""
    return int(stats.binom.isf(DOUBT, runs, RATE))


def least(runs: int) -> int:
    """So many finds in so many runs prove that 9 in 10 are found, 99 % surely."""
    return int(stats.binom.isf(DOUBT, runs, POWER)) + 1


def drawn(columns: list[Population], n: int, rng: np.random.Generator) -> Sides:
    return [(column, column.sample(n, rng), column.sample(n, rng)) for column in columns]


def told_apart(sides: Sides, alpha: float = ALPHA) -> list[str]:
    """The columns whose two samples are in violation when each is compared by itself."""
    judged = [Column(p.name, p.kind, "feature", before, (before,), (now,)) for p, before, now in sides]
    verdicts = engine.run(judged, Calendar.without(1, 1), (PLACES, PLACES), Settings(alpha=alpha))
    chance = np.min([test.chance[:, 0] for test in verdicts.tests.values()], axis=0)
    return [column.name for column, c in zip(judged, chance, strict=True) if c <= alpha]


def violations(columns: list[Population], n: int, pairs: int, seed: int) -> Counter[str]:
    """How many of so many pairs of samples are told apart, by column."""
    rng = np.random.default_rng(seed)
    found = Counter(dict.fromkeys((column.name for column in columns), 0))
    for _ in range(pairs):
        found.update(told_apart(drawn(columns, n, rng)))
    return found


def test_18_of_1000_are_the_most_that_a_rate_of_1_in_100_explains() -> None:
    assert most(1_000) == 18
    assert least(200) == 190


def test_columns_in_one_run_are_judged_as_each_by_itself() -> None:
    rng, columns = np.random.default_rng(4), [*populations("adult"), *populations("bikes")]
    seen = 0
    for _ in range(8):
        sides = drawn(columns, 1_000, rng)
        together = told_apart(sides, alpha=0.05)
        alone = [
            column.name
            for column, *both in sides
            if judge(*(Profile(RowsSummary(1_000), {"x": one}) for one in both), alpha=0.05).status == "violation"
        ]
        assert together == alone
        seen += len(together)
    assert seen > 0


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("n", "pairs"), [(100, 400), (1_000, 200), (100_000, 10)])
def test_samples_of_one_column_are_alike(file: str, n: int, pairs: int) -> None:
    found = violations(list(populations(file)), n, pairs, seed=5)
    assert max(found.values()) <= most(pairs), found
    assert found.total() <= most(pairs * len(found)), found


@pytest.mark.deep
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("n", SIZES)
def test_of_1000_pairs_at_most_18_differ_in_any_column_and_1_in_100_over_all(
    file: str, n: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = violations(list(populations(file)), n, 1_000, seed=11)
    worst, count = found.most_common(1)[0]
    over_all = found.total() / len(found) / 1_000
    with capsys.disabled():
        named = f"`{worst}` {count}" if count else "none"
        print(f"\n| {file} | {n:,} | {len(found)} | {named} | {100 * over_all:.2f} % |", dict(found.most_common(5)))
    assert count <= 18, found
    assert over_all <= 0.01, found


def test_a_fifth_of_a_standard_deviation_is_found_in_1000_rows() -> None:
    rng = np.random.default_rng(8)
    names = [f"c{i}" for i in range(20)]
    before = profile({name: rng.normal(0, 1, 28_000) for name in names})
    found, false = 0, 0
    for _ in range(20):
        shift = {name: rng.normal(0.2 * (i < 10), 1, 1000) for i, name in enumerate(names)}
        wrong = {one.column for one in judge(before, profile(shift)).columns if one.status == "violation"}
        found, false = found + len(wrong & set(names[:10])), false + len(wrong & set(names[10:]))
    assert found >= least(200)
    assert false <= most(200)


@pytest.fixture(scope="module")
def flights() -> dict[str, Population]:
    return {column.name: column for column in populations("flights")}


@pytest.mark.parametrize("factor", [1000, 0.001, 60, 2.54])
@pytest.mark.parametrize("rows", [100, 1_000])
@pytest.mark.parametrize("name", ["temp", "distance", "pressure", "score"])
def test_a_change_of_unit_is_always_found(flights: dict[str, Population], name: str, rows: int, factor: float) -> None:
    column, rng = flights[name], np.random.default_rng(rows)
    x = np.repeat(column.values, 1 + (column.shares[:-1] * 2000).astype(int))
    before, now = (profile({"x": rng.choice(x, rows)}) for _ in range(2))
    changed = profile({"x": rng.choice(x, rows) * factor})
    assert judge(before, now).status != "violation"
    assert judge(before, changed).status == "violation"
