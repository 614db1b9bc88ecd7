"""Chances: those of a comparison, the same bits whatever else is judged, from tallies alone."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks.live import ALPHA, after, before, changed, judged, learned, usual
from tests.checks.tables import FIRST, series

from gnomon.checks import column, engine, season, stretches
from gnomon.checks.chances import BLOCK, PAST, Chances, chances, outcomes
from gnomon.checks.learned import learn
from gnomon.checks.measured import Deciding, Measured
from gnomon.checks.settings import NAMES, Settings
from gnomon.checks.side import Side
from gnomon.errors import GnomonError
from gnomon.profiles.series import ProfileSeries

SETTINGS = Settings(alpha=ALPHA)
KNOWN = learn(series(30, usual(300)))
LONG = series(3 * PAST, changed(x=lambda i, rng: rng.normal(0.3 * (i % 50 > 40), 1, 2000)), skip=(7, 8, 90))
TALLIES = [KNOWN.tally(profile) for profile in LONG.profiles]
WHOLE = chances(KNOWN, LONG.windows, TALLIES, settings=SETTINGS)


def same(one: Measured, t: int, other: Measured, u: int) -> bool:
    """Whether two windows have the same bits."""
    arrays = [(a.tests[name], f.name) for name in NAMES for f in fields(Deciding) for a in (one,)]
    others = [(a.tests[name], f.name) for name in NAMES for f in fields(Deciding) for a in (other,)]
    plain = [f.name for f in fields(Measured) if f.name != "tests"]
    pairs = [*zip(arrays, others, strict=True), *(((one, name), (other, name)) for name in plain)]
    return all(
        np.array_equal(getattr(a, name)[:, t], getattr(b, name)[:, u], equal_nan=name not in ("fires", "present"))
        for (a, name), (b, _) in pairs
    )


@given(st.integers(1, len(LONG) - 1), st.integers(0, 200))
@settings(max_examples=15)
def test_a_window_has_the_same_bits_alone_with_its_past_and_among_all_others(t: int, more: int) -> None:
    start = max(0, t - PAST - more)
    part = slice(start, t + 1)
    alone = chances(KNOWN, LONG.windows[part], TALLIES[part], settings=SETTINGS, first=t - start)
    assert len(alone) == 1
    assert alone.windows == LONG.windows[t : t + 1]
    assert same(alone.measured, 0, WHOLE.measured, t)


def test_they_are_those_of_a_comparison() -> None:
    reference, current = before(), after(40, changed(x=lambda i, rng: rng.normal(0.2 * (i > 20), 1, 2000)))
    one = learn(reference)
    columns = [column.of(name, Side.of(reference), current.profiles) for name in one.columns]
    calendar = season.calendar(reference.windows, current.windows)
    places = stretches.places(reference.windows), stretches.places(current.windows)
    expected = engine.run(columns, calendar, places, SETTINGS)
    found = judged(one, current).measured
    for name in NAMES:
        for field in ("effect", "p", "chance", "level", "limit"):
            pair = getattr(found.tests[name], field), getattr(expected.tests[name], field)
            np.testing.assert_allclose(*pair, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.detectable, expected.detectable)


def test_without_a_window_to_judge_there_is_nothing() -> None:
    for first in (0, 3):
        none = chances(KNOWN, LONG.windows[:first], TALLIES[:first], settings=SETTINGS, first=first)
        assert len(none) == 0
        assert none.measured.rows.shape == (3, 0)


def test_windows_and_tallies_must_fit() -> None:
    with pytest.raises(GnomonError, match="as many tallies"):
        chances(KNOWN, LONG.windows[:2], TALLIES[:1], settings=SETTINGS)
    with pytest.raises(GnomonError, match="none of this reference's 3"):
        other = learn(before(), columns=["x"]).tally(LONG.profiles[0])
        chances(KNOWN, LONG.windows[:1], [other], settings=SETTINGS)


def test_a_lone_reference_judges_each_window_by_itself() -> None:
    found = judged(learn(before().total), after(3, changed(x=lambda i, rng: rng.normal(i == 1, 1, 2000))))
    assert found.measured.tests["location"].level.tolist() == [[1] * 3] * 3
    chance = np.min([test.chance for test in found.measured.tests.values()], axis=0)
    assert (chance[found.learned.columns.index("x")] < 1e-6).tolist() == [False, True, False]


def coarse() -> tuple[ProfileSeries, ProfileSeries]:
    """A reference of rounded numbers, and days of which the fifth is not rounded."""

    def rounded(_: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": np.round(rng.normal(0, 1, 500), 2)}

    def finer(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(0, 1, 20_000) if i == 4 else np.round(rng.normal(0, 1, 500), 2)}

    return series(30, rounded), series(10, finer, seed=2, first=FIRST + timedelta(days=30))


def test_past_windows_are_counted_anew_where_a_later_one_is_coarser() -> None:
    reference, current = coarse()
    one = learn(reference)
    tallies = [one.tally(profile) for profile in current.profiles]
    asked = list[int]()

    def profile_of(i: int) -> object:
        asked.append(i)
        return current.profiles[i]

    found = chances(one, current.windows, tallies, settings=SETTINGS, profile_of=profile_of)  # type: ignore[arg-type]
    assert set(asked) == {0, 1, 2, 3, 5, 6, 7, 8, 9}
    expected = engine.run(
        [column.of("x", Side.of(reference), current.profiles)],
        season.calendar(reference.windows, current.windows),
        (stretches.places(reference.windows), stretches.places(current.windows)),
        SETTINGS,
    )
    for name in NAMES:
        np.testing.assert_allclose(found.measured.tests[name].chance, expected.tests[name].chance, rtol=1e-9)
    assert (found.shifts[0] > one.base[0]).tolist() == [False] * 4 + [True] * 6


def test_without_their_profiles_finer_windows_are_not_merged_with_a_coarser_one() -> None:
    reference, current = coarse()
    one = learn(reference)
    found = judged(one, current)
    rows = found.measured.tests["location"].rows[0]
    assert rows[4] == 20_000
    assert found.measured.valued[0].tolist() == [500] * 4 + [20_000] + [0] * 5
    assert found.measured.rows[0].tolist() == [500] * 4 + [20_000] + [500] * 5


def test_the_arithmetic_of_a_window_can_be_worked_out_anew() -> None:
    for t in (0, 5, BLOCK, len(LONG) - 1):
        taught, counts, cells, tests = outcomes(WHOLE, t)
        assert counts.rows[:, -1].tolist() == WHOLE.measured.rows[:, t].tolist()
        assert cells.shape == counts.rows.shape
        for name, levels in tests.items():
            decided = WHOLE.measured.tests[name]
            for j, level in enumerate(decided.level[:, t].tolist()):
                assert levels[int(level)].p[j, -1] == decided.p[j, t]
        assert taught is KNOWN.at(tuple(WHOLE.shifts[:, t].tolist()))


def test_places_in_the_past_are_counted_from_its_first_window() -> None:
    later = chances(KNOWN, LONG.windows[:20], TALLIES[:20], settings=SETTINGS, first=15)
    assert [later.past[later.place(t)] for t in range(5)] == list(later.windows)
    assert isinstance(replace(later), Chances)


def test_learned_days_see_nothing_in_others_like_them() -> None:
    found = judged(learned(), after(20, usual()))
    assert (np.min([test.chance for test in found.measured.tests.values()], axis=0) > ALPHA / 3).all()
