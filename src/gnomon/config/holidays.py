"""Holidays: dates, and countries whose public holidays the package `holidays` knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from gnomon.config.plain import said
from gnomon.config.values import reading
from gnomon.errors import UsageError

COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
DATE = r"\d{4}-\d{2}-\d{2}"


def holiday(value: object) -> str:
    """A date, or a country with or without one of its parts, as text.

    Raises:
        UsageError: It is neither, or nothing is known of the country's holidays.

    Example:
        >>> holiday("2013-12-24")
        '2013-12-24'
    """
    if isinstance(value, date):
        return value.isoformat()[: len("2013-12-24")]
    if isinstance(value, str) and COUNTRY.fullmatch(value):
        _of_country(value, 2000)
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "").isoformat()
    except ValueError:
        raise UsageError(f"{said(value)} is neither a date nor a country. Write 2013-12-24, GB or US-NY.") from None


def dates(holidays: Iterable[str], first: int, last: int) -> frozenset[date]:
    """The dates that are meant in some years.

    Args:
        holidays: Dates and countries, as `holiday` gives them.
        first: The first year.
        last: The last.

    Example:
        >>> sorted(day.isoformat() for day in dates(["2013-12-24", "2014-12-24"], 2013, 2013))
        ['2013-12-24']
    """
    found: set[date] = set()
    for written in holidays:
        if COUNTRY.fullmatch(written):
            found |= {day for year in range(first, last + 1) for day in _of_country(written, year)}
        else:
            found.add(date.fromisoformat(written))
    return frozenset(day for day in found if first <= day.year <= last)


@lru_cache(256)
def _of_country(code: str, year: int) -> frozenset[date]:
    country, _, part = code.partition("-")
    try:
        known = import_module("holidays").country_holidays(country, subdiv=part or None, years=[year])
    except ImportError:
        raise UsageError(
            f"{code!r} is a country, whose holidays need a package. Install it with pip install 'gnomon[holidays]', "
            "or write dates."
        ) from None
    except NotImplementedError:
        raise UsageError(f"{code!r} is no country or part of one whose holidays are known. Write dates.") from None
    return frozenset(known)


Holiday = Annotated[
    str,
    PlainValidator(reading(holiday)),
    WithJsonSchema({"type": "string", "pattern": f"^({DATE}|{COUNTRY.pattern})$"}),
]
