"""Text parsed as numbers, flags, dates and times.

Each has two forms: one that gives null where a value does not parse, to
count with, and a strict one, to read a column that is known to parse.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

MISSING = ("NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "None", "NaT", "\\N")
"""How R, SQL, Python and spreadsheets write a missing value. Only where all other values of a column have one type
are they read as missing, and then it is said; in a column of text they stay text."""
DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d")  # d/m/Y and m/d/Y cannot be told apart: text
LOOKS_LIKE_TIME = r"^\d{4}[-/]\d\d[-/]\d\d|^\d\d\.\d\d\.\d{4}(?:$|[ T])"

_SECONDS = "%Y-%m-%dT%H:%M:%S%.f"


def same(text: pl.Series) -> pl.Series:
    """The text itself."""
    return text


def nothing(text: pl.Series) -> pl.Series:
    """As many nulls of no type."""
    return pl.Series(text.name, [None] * text.len(), dtype=pl.Null)


def number(text: pl.Series) -> pl.Series:
    """Numbers, `nan` and `inf` in any case among them; 1e400 is infinite."""
    return text.cast(pl.Float64, strict=False)


def plain_number(text: pl.Series) -> pl.Series:
    """Numbers without spaces around them."""
    return number(text)


def plain_integer(text: pl.Series) -> pl.Series:
    """Whole numbers of 64 bits without spaces around them."""
    return text.cast(pl.Int64, strict=False)


def date(text: pl.Series, how: str) -> pl.Series:
    """Dates of one format."""
    return text.str.to_date(how, strict=False)


def zoned(text: pl.Series) -> pl.Series:
    """Times with an offset, `Z` or `UTC`, as UTC; finer than a microsecond is cut."""
    return _direct_then(text, _parse_zoned, lambda odd: _parse_zoned(_with_offset(odd)))


def naive(text: pl.Series) -> pl.Series:
    """Times without an offset, ISO or as 31.05.2013 23:59, and ISO dates as their midnight."""
    return _direct_then(text, _parse_naive, lambda odd: _parse_naive(_with_seconds(odd)))


def strict_integer(text: pl.Series) -> pl.Series:
    """Whole numbers, spaces around them and words for missing values aside.

    >>> strict_integer(pl.Series(["1", " 2 ", "NA", ""])).to_list()
    [1, 2, None, None]
    """
    return _strictly(text, plain_integer)


def strict_number(text: pl.Series) -> pl.Series:
    """Numbers, spaces around them and words for missing values aside."""
    return _strictly(text, number)


def comma_number(text: pl.Series) -> pl.Series:
    """Numbers with a decimal comma, and points between thousands.

    >>> comma_number(pl.Series(["1.000,50", "2"])).to_list()
    [1000.5, 2.0]
    """
    points = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    return strict_number(points)


def flag(text: pl.Series) -> pl.Series:
    """`true` and `false` in any case.

    >>> flag(pl.Series(["true", "FALSE", "NA"])).to_list()
    [True, False, None]
    """
    return _strictly(text, _flag)


def strict_date(text: pl.Series, how: str) -> pl.Series:
    """Dates of one format, words for missing values aside."""
    return _strictly(text, lambda each: date(each, how))


def strict_zoned(text: pl.Series) -> pl.Series:
    """Times with an offset, as UTC, words for missing values aside."""
    return _strictly(text, zoned)


def strict_naive(text: pl.Series) -> pl.Series:
    """Times without an offset, words for missing values aside."""
    return _strictly(text, naive)


def _strictly(text: pl.Series, how: Callable[[pl.Series], pl.Series]) -> pl.Series:
    direct = how(text)
    if direct.null_count() == text.null_count():
        return direct
    bare = text.str.strip_chars().replace(dict.fromkeys(("", *MISSING)))
    made = how(bare)
    if made.null_count() > bare.null_count():
        odd = bare.filter(made.is_null() & bare.is_not_null()).first()
        raise pl.exceptions.ComputeError(f"{odd!r} is not what the rest of column {text.name!r} is")
    return made


def _flag(text: pl.Series) -> pl.Series:
    lower = text.str.to_lowercase()
    return pl.select(pl.when(lower.is_in(["true", "false"])).then(lower == "true")).to_series().alias(text.name)


def _direct_then(
    text: pl.Series, direct: Callable[[pl.Series], pl.Series], mended: Callable[[pl.Series], pl.Series]
) -> pl.Series:
    """Parse as it stands, and only what fails (and looks like a time) again after mending its writing."""
    made = direct(text)
    if made.null_count() == text.null_count():
        return made
    odd = made.is_null() & text.str.contains(LOOKS_LIKE_TIME).fill_null(value=False)
    return made.scatter(odd.arg_true(), mended(text.filter(odd))) if odd.any() else made


def _parse_zoned(text: pl.Series) -> pl.Series:
    return text.str.to_datetime(_SECONDS + "%z", time_unit="us", time_zone="UTC", strict=False)


def _parse_naive(text: pl.Series) -> pl.Series:
    return text.str.to_datetime(_SECONDS, time_unit="us", strict=False)


def _with_offset(text: pl.Series) -> pl.Series:
    return (
        _with_t(text)
        .str.replace(r" ?(?:Z|UTC)$", "+00:00")
        .str.replace(r"(:[\d.]+) ?([+-]\d\d)$", "${1}${2}:00")
        .str.replace(r" ([+-]\d\d:?\d\d)$", "$1")
    )


def _with_seconds(text: pl.Series) -> pl.Series:
    full = _with_t(text)
    return full.str.replace(r"^(\d{4}-\d\d-\d\d)$", "${1}T00:00:00").str.replace(r"(T\d\d:\d\d)$", "${1}:00")


def _with_t(text: pl.Series) -> pl.Series:
    iso = text.str.replace(r"^(\d\d)\.(\d\d)\.(\d{4})([ T]+\d)", "${3}-${2}-${1}${4}")
    return iso.str.replace(r"^(\d{4}-\d\d-\d\d) +", "${1}T")
