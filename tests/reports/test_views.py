"""Which charts a column has."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.reports import cases

from gnomon.errors import UsageError
from gnomon.reports.comparison import Comparison
from gnomon.reports.views import View, series_of, view


def known(made: Comparison, column: str) -> list[str]:
    """The views that a column has."""
    found = []
    for name in get_args(View):
        try:
            view(made[column], made.reference, made.current, name)
        except UsageError:
            continue
        found.append(name)
    return found


def test_a_column_of_numbers_without_windows_has_its_distribution() -> None:
    assert known(cases.every_status(), "c_ok") == ["distribution"]


def test_a_column_of_names_has_gains_too_and_a_blank_one_nothing() -> None:
    assert known(cases.categories(), "dest") == ["distribution", "gains"]
    assert known(cases.categories(), "blank") == []


def test_a_series_has_all_that_goes_over_time() -> None:
    assert known(cases.series(), "x") == [name for name in get_args(View) if name != "gains"]


@pytest.mark.parametrize("n", [40, 365])
def test_a_ridge_draws_many_windows_as_few(n: int) -> None:
    made = cases.series(n)
    ridge = view(made["x"], made.reference, made.current, "ridge")
    assert 1 < len({row[0] for row in ridge.table().rows}) <= 13


def test_a_wrong_name_is_told_the_right_ones() -> None:
    made = cases.categories()
    with pytest.raises(UsageError, match=r"column 'dest' has no chart 'pie'\. It has distribution, gains\."):
        view(made["dest"], made.reference, made.current, "pie")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"It has none\."):
        view(made["blank"], made.reference, made.current, "distribution")


def test_a_column_without_windows_is_no_series() -> None:
    made = cases.every_status()
    assert series_of(made["c_ok"], made.reference, made.current) is None
    over = cases.series()
    assert series_of(cases.result("gone"), over.reference, over.current) is None
    found = series_of(over["x"], over.reference, over.current)
    assert found is not None
    assert found.reference == over.reference.window
