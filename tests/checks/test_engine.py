"""The engine: all columns at once, in every window, each at the level that decides."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.checks.tables import column_of, normal, series

from gnomon.checks import column, engine
from gnomon.checks.engine import Verdicts
from gnomon.checks.judge import judge
from gnomon.checks.season import Calendar
from gnomon.checks.settings import NAMES, Settings
from gnomon.checks.side import Side
from gnomon.profiles.series import ProfileSeries


def run(
    reference: ProfileSeries, current: ProfileSeries, names: list[str], calendar: Calendar | None = None
) -> Verdicts:
    columns = [column.of(name, Side.of(reference), current.profiles) for name in names]
    sizes = len(reference), len(current)
    places = np.arange(sizes[0]), np.arange(sizes[1])
    return engine.run(columns, calendar or Calendar.without(*sizes), places, Settings())


def two(_: int, rng: np.random.Generator) -> dict[str, Any]:
    return {"x": rng.normal(0, 1, 400), "n": rng.choice(["a", "b", "c"], 400).tolist()}


def test_every_test_answers_for_every_column_and_window() -> None:
    found = run(series(20, two), series(5, two, seed=1), ["x", "n"])
    assert tuple(found.tests) == NAMES
    for test in found.tests.values():
        for part in (test.effect, test.limit, test.p, test.level, test.fires, test.chance, test.rows, test.present):
            assert part.shape == (2, 5)
    assert found.tests["location"].present[:, 0].tolist() == [True, False]
    assert not found.fires.any()
    assert found.rows.tolist() == [[400] * 5] * 2
    assert found.unusual.rows.shape == (2, 20)


def test_columns_are_the_same_beside_each_other_and_in_any_order() -> None:
    reference, current = series(20, two), series(5, two, seed=1)
    one, other = run(reference, current, ["x", "n"]), run(reference, current, ["n", "x"])
    for name in NAMES:
        np.testing.assert_allclose(one.tests[name].effect, other.tests[name].effect[::-1])
        np.testing.assert_allclose(one.tests[name].p, other.tests[name].p[::-1])


def test_the_level_with_the_least_chance_decides() -> None:
    def slightly(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": rng.normal(0.15 if i > 3 else 0, 1, 400)}

    found = run(series(30, normal(400)), series(14, slightly, seed=1), ["x"])
    location = found.tests["location"]
    assert location.level[0, -1] > 1
    assert location.rows[0, -1] == 400 * location.level[0, -1]
    assert (location.chance <= 1).all()


def test_a_window_of_an_unknown_season_counts_as_empty() -> None:
    reference, current = series(20, two), series(3, two, seed=1)
    none = np.array([0, -1, 0])
    found = run(reference, current, ["x"], Calendar({"none": np.zeros(20, np.int64)}, {"none": none}))
    assert found.rows.tolist() == [[400, 0, 400]]
    assert found.valued.tolist() == [[400, 0, 400]]


def test_windows_before_a_coarser_one_are_judged_as_if_it_had_not_come() -> None:
    def growing(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(0, 1, 30_000 if i == 3 else 500)}

    def steady(_: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": np.round(rng.normal(0, 1, 500), 2)}

    reference, current = series(20, steady), series(5, growing, seed=1)
    whole, start = (
        column_of(judge(reference, side), "x")
        for side in (current, ProfileSeries("1d", "UTC", current.windows[:3], current.profiles[:3]))
    )
    assert [one.effect for one in whole.windows[:3]] == [one.effect for one in start.windows]
