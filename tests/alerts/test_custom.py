"""A function of a series becomes a monitor of one's own."""

from __future__ import annotations

import pytest
from tests.jobs.worlds import day

import gnomon as gn
from gnomon.alerts.custom import monitors_of
from gnomon.errors import UsageError

SERIES = gn.Series(tuple(gn.Window(day(n), day(n + 1), "UTC") for n in range(2)), (1.0, 2.0))


@gn.monitor(series="rows", metric="count")
def growing(series: gn.Series) -> gn.Verdict:
    grows = len(series) > 1 and series.value > series.values[-2]
    return gn.Verdict("violation" if grows else "ok", f"{series.value:g} from {series.times[0]:%d %b}.")


def test_its_verdict_has_the_value_and_the_reason_that_it_gave() -> None:
    (one,) = monitors_of([growing])
    assert (one.name, one.series, one.metric) == ("growing", "rows", "count")
    found = one.of(SERIES)
    assert (found.status, found.figures.value, found.is_calm) == ("violation", 2.0, False)
    assert found.reason == f"2 from {day(0):%d %b}."
    assert one.of(gn.Series(SERIES.windows[:1], (1.0,))).is_calm
    assert SERIES.window == SERIES.windows[1]


def test_one_that_fails_is_an_error_with_its_line() -> None:
    (one,) = monitors_of([gn.monitor("odd", series="rows", metric="count")(lambda series: None)])
    found = one.of(SERIES)
    assert (found.status, found.is_calm) == ("error", False)
    assert "odd failed: TypeError: it gave NoneType 'None', not a gn.Verdict (test_custom.py, line " in found.reason


def test_names_twice_and_what_is_no_monitor_are_refused() -> None:
    with pytest.raises(UsageError, match="two monitors in code: are named 'growing'"):
        monitors_of([growing, growing])
    with pytest.raises(UsageError, match="'len' is no monitor"):
        monitors_of([len])
