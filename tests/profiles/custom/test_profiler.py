"""A function of rows becomes a series."""

from __future__ import annotations

import polars as pl
import pytest

import gnomon as gn
from gnomon.errors import DataWarning, UsageError
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.profiler import profiler_of, profilers_of

ROWS = pl.DataFrame({"ts": ["2013-01-01", "2013-01-01", "2013-01-02"], "delay": [3, 40, 50]})


@gn.profiler
def late(rows: pl.DataFrame) -> gn.Ratio:
    return gn.Ratio(int((rows["delay"] > 15).sum()), rows.height)


@gn.profiler("mean_delay", version="2")
def delay(rows: pl.DataFrame) -> gn.Mean:
    return gn.Mean.of(rows["delay"])


def test_a_profiler_is_named_by_its_function_or_as_it_was_said() -> None:
    assert [profiler_of(one).name for one in (late, delay)] == ["late", "mean_delay"]
    assert profiler_of(delay).version == "2"
    assert late(ROWS) == gn.Ratio(2, 3)


def test_its_series_stands_in_the_profile_and_in_each_window() -> None:
    whole = gn.profile(ROWS, profilers=[late, delay])
    assert whole.scalars == {"late": gn.Ratio(2, 3), "mean_delay": gn.Mean.of([3, 40, 50])}
    days = gn.profile_series(ROWS, every="1d", timestamp="ts", profilers=[late])
    assert [profile.scalars["late"] for profile in days.profiles] == [gn.Ratio(1, 2), gn.Ratio(1, 1)]
    assert days.total.scalars["late"] == whole.scalars["late"]


def test_it_is_not_asked_of_no_rows() -> None:
    assert not gn.profile(ROWS.head(0), profilers=[late]).scalars


def test_a_function_that_fails_is_told_and_the_rest_goes_on() -> None:
    @gn.profiler
    def broken(rows: pl.DataFrame) -> gn.Count:
        return gn.Count(rows["nothing"].sum())

    @gn.profiler
    def wrong(rows: pl.DataFrame) -> float:
        return 0.5

    @gn.profiler("delay")
    def taken(rows: pl.DataFrame) -> gn.Count:
        return gn.Count(rows.height)

    with pytest.warns(DataWarning) as told:
        made = gn.profile(ROWS, profilers=[broken, wrong, taken, late])
    found = {name: one.reason for name, one in made.scalars.items() if isinstance(one, Failed)}
    assert found["broken"].startswith('ColumnNotFoundError: "nothing" not found (test_profiler.py, line ')
    assert found["wrong"].startswith("TypeError: it gave float '0.5', not one of gn.Count, gn.Ratio")
    assert found["delay"].startswith("SchemaError: the rows have a column 'delay' too. Give the profiler another name")
    assert made.scalars["late"] == gn.Ratio(2, 3)
    assert made["delay"].mean == 31
    assert len(told) == 3


def test_names_of_every_entity_and_names_twice_are_refused() -> None:
    with pytest.raises(UsageError, match="cannot be named 'rows'"):
        gn.profiler("rows")(lambda rows: gn.Count(1))
    with pytest.raises(UsageError, match="two profilers are named 'late'"):
        profilers_of([late, late])
    with pytest.raises(UsageError, match=r"'len' is no profiler\. Put @gn\.profiler on it"):
        gn.profile(ROWS, profilers=[len])
