"""Tabulation: rows of both sides in the cells that the reference is cut into."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
from tests.checks.tables import TEMPS, column_of, profile, series

from gnomon.checks import column, tabulate
from gnomon.checks.judge import judge
from gnomon.checks.side import Side
from gnomon.checks.tabulate import Table
from gnomon.profiles.series import ProfileSeries


def table(before: list[Any], now: list[Any]) -> Table:
    sides, current = ([profile({"x": one}) for one in some] for some in (before, now))
    total = sum(sides[1:], sides[0])
    found = column.of("x", Side(total, tuple(sides), ()), current)
    return tabulate.tabulate(found, tabulate.shifts(found)[0])


def names(**counts: int) -> list[str]:
    return [name for name, count in counts.items() for _ in range(count)]


def test_every_row_is_in_a_cell_missing_or_novel() -> None:
    infinite = [float("inf"), None, float("nan"), 999.0, *TEMPS[:100].tolist()]
    found = table([TEMPS], [TEMPS[:500], infinite])
    assert found.before[0, :-4].sum() == 4000
    assert found.now[:, -4:].tolist() == [[0, 0, 0, 500], [2, 2, 2, 104]]
    assert found.now[1, :-4].sum() == 101


def test_values_past_the_range_are_new_and_past_its_width_far() -> None:
    found = table([np.linspace(0, 10, 1000)], [[-1.0, 11.0, 19.0, 21.0, 5.0]])
    assert found.now[0, -3:-1].tolist() == [4, 1]


def test_each_window_of_a_reference_is_held_against_the_others() -> None:
    found = table([[0.0, 5.0], [1.0, 9.0], [2.0, 3.0]], [[1.0]])
    assert found.before[:, -3].tolist() == [1, 1, 0]


def test_a_reference_is_cut_finer_when_its_windows_have_many_rows() -> None:
    assert table([TEMPS[:399]], [TEMPS]).before.shape == (1, 10 + 4)
    assert table([TEMPS[:400]], [TEMPS]).before.shape == (1, 20 + 4)


def test_rare_names_share_a_cell_and_new_ones_are_counted_there_too() -> None:
    found = table([names(a=50, b=40, c=2, d=1), names(a=50, b=40, c=2)], [names(a=10, c=1, new=3, newer=1)])
    assert found.before.tolist() == [[50, 40, 3, 0, 1, 0, 93], [50, 40, 2, 0, 0, 0, 92]]
    assert found.now.tolist() == [[10, 0, 5, 0, 4, 0, 15]]
    assert (found.singles, found.doubles) == (1, 0)


def test_a_lone_reference_knows_its_single_and_double_names_and_the_commonest_new_one() -> None:
    found = table([names(a=50, b=40, c=2, d=2, e=1)], [names(a=10, new=3, newer=1)])
    assert (found.singles, found.doubles) == (1, 2)
    assert found.now[0, -3:].tolist() == [4, 3, 14]


def test_names_are_given_cells_by_both_of_two_lone_sides() -> None:
    # By the reference alone, b has a cell and c has none: each looks as if it had moved towards the middle.
    reference, current = names(a=90, b=6, c=2, d=2), names(a=90, b=2, c=10, d=2)
    assert table([reference], [current]).before[0, :-4].tolist() == [90, 2, 8]
    assert table([reference], [current, current]).before[0, :-4].tolist() == [90, 6, 4]


def test_infinities_are_nothing_new_where_the_reference_has_them() -> None:
    infinite = [1.0, float("inf")]
    assert table([infinite], [[1.0]]).has_infinities
    assert not table([infinite, [1.0]], [[1.0]]).has_infinities
    assert table([infinite, infinite], [[1.0]]).has_infinities


def test_values_of_an_untested_column_are_not_counted() -> None:
    ids = [f"id{i}" for i in range(1000)]
    found = table([ids], [[*ids[:10], None]])
    assert not found.is_valued
    assert found.now.tolist() == [[0, 1, 0, 0, 11]]


def test_columns_of_fewer_cells_are_filled_up() -> None:
    tables = [table([names(a=50, b=50)], [names(a=1)]), table([TEMPS], [TEMPS])]
    counts, known = tabulate.stack(tables, now=True), tabulate.describe(tables)
    assert counts.values.shape == (2, 1, 20)
    assert counts.values[0, 0].tolist() == [1, *[0] * 19]
    assert (known.cells.tolist(), known.is_ordered.tolist()) == ([2, 20], [False, True])


def test_a_coarser_current_side_is_judged_at_its_own_resolution(rng: np.random.Generator) -> None:
    fine, coarse = rng.normal(0, 1, 1500), rng.normal(0, 1, 60_000)
    assert judge(profile({"x": fine}), profile({"x": coarse})).status == "ok"
    many = [f"k{i}" for i in rng.integers(0, 1500, 20_000)]
    more = [f"k{i}" for i in rng.integers(0, 6000, 20_000)]
    assert judge(profile({"k": many}), profile({"k": more})).status == "violation"


def test_weeks_have_no_season_and_categories_may_grow_coarser() -> None:
    def named(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"k": [f"k{v}" for v in rng.integers(0, 9000 if i == 22 else 30, 20_000 if i == 22 else 3000)]}

    kind = {"every": "1w", "length": timedelta(days=7)}
    whole = series(24, named, **kind)
    reference, current = (
        ProfileSeries("1w", "UTC", whole.windows[part], whole.profiles[part]) for part in (slice(20), slice(20, 24))
    )
    column = column_of(judge(reference, current), "k")
    assert [one.status for one in column.windows[:3]] == ["ok", "ok", "violation"]


def test_a_current_side_of_a_greater_shift_counts_as_empty() -> None:
    found = table([names(a=50, b=50)], [[f"k{i % 3000}" for i in range(9000)]])
    assert found.now[0].tolist() == [0, 0, 0, 0, 0, 9000]
