"""Tests of holidays: dates, and countries."""

from __future__ import annotations

import sys
from datetime import date, datetime

import pytest

from gnomon.config import holidays
from gnomon.config.entity import Entity
from gnomon.config.source import Source
from gnomon.errors import UsageError


def test_dates_are_those_that_were_written_within_the_years_that_are_asked_for() -> None:
    entity = Entity(source=Source(path="a.csv", timestamp="ts"), holidays=("2012-12-24", "2013-12-24"))
    assert holidays.dates(entity.holidays, 2013, 2014) == {date(2013, 12, 24)}


@pytest.mark.parametrize("value", [date(2013, 12, 24), datetime(2013, 12, 24, 5), "2013-12-24"])  # noqa: DTZ001 - as YAML reads it
def test_a_date_may_be_one_already(value: object) -> None:
    assert holidays.holiday(value) == "2013-12-24"


@pytest.mark.parametrize("value", ["xmas", "12-24", "gb", 2013, None, ["2013-12-24"], "2013-02-30", ""])
def test_what_is_neither_a_date_nor_a_country_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match=r"is neither a date nor a country. Write 2013-12-24, GB or US-NY\."):
        holidays.holiday(value)


def test_countries_need_a_package_and_it_is_said_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(UsageError, match=r"pip install 'gnomon\[holidays\]', or write dates\."):
        holidays.holiday("IS")


def test_a_country_has_its_public_holidays_and_a_part_of_it_its_own() -> None:
    pytest.importorskip("holidays")
    country, part = (holidays.dates([holidays.holiday(code)], 2013, 2014) for code in ("US", "US-TX"))
    assert {date(2013, 7, 4), date(2014, 7, 4)} <= country
    assert date(2013, 3, 2) in part - country  # Texas is independent
    for code in ("XX", "US-XXX"):
        with pytest.raises(UsageError, match="is no country or part of one"):
            holidays.holiday(code)
