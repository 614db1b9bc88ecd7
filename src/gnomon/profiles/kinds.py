"""The kind of a column, and columns read as another kind than their own."""

from __future__ import annotations

import polars as pl

from gnomon.profiles.schema import Kind

ISO = r"^\s*(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?\s?(?:[Zz]|([+-]\d{2}):?(\d{2})?)?)?\s*$"
"""A time in ISO 8601: day, hours and minutes, seconds, hours and minutes of the zone. Spelled out, since what Polars
infers follows the first value: the same text would be a time in one batch and none in another."""

UNIX = (100_000_000, 4_102_444_800)
"""Seconds since 1970 that are read as times: from March 1973 to the end of 2099. Ten digits of seconds, thirteen of
milliseconds and more of finer units never meet, so that a number's size says its unit, whatever stands beside it."""

PER_SECOND = (1, 10**3, 10**6, 10**9)

TRUE, FALSE = ("true", "1", "1.0", "yes"), ("false", "0", "0.0", "no")


def kind_of(dtype: pl.DataType) -> Kind:
    """The kind that follows from a column's type, and from nothing else.

    Example:
        >>> kind_of(pl.Int64()), kind_of(pl.String()), kind_of(pl.Date())
        ('number', 'category', 'time')
    """
    if isinstance(dtype, pl.Boolean):
        return "flag"
    if dtype.is_numeric() or isinstance(dtype, pl.Time | pl.Duration):
        return "number"
    if isinstance(dtype, pl.Datetime | pl.Date):
        return "time"
    if is_lists(dtype):
        return "vector"
    return "null" if isinstance(dtype, pl.Null) else "category"


def is_lists(dtype: pl.DataType) -> bool:
    """Whether each value holds several: lists, arrays, and the maps of newer Polars."""
    return dtype.is_nested() and not isinstance(dtype, pl.Struct)


def as_kind(series: pl.Series, kind: Kind) -> pl.Series:
    """The column read as another kind; a value that cannot be read so becomes null.

    A time read as a number is its seconds since 1970. A number read as a time counts seconds, milliseconds,
    microseconds or nanoseconds since then, whichever makes it one of `UNIX`.

    Example:
        >>> as_kind(pl.Series(["2", "x"]), "number").to_list()
        [2.0, None]
        >>> as_kind(pl.Series(["2013-03-10T02:30-05:00"]), "time")[0].isoformat()
        '2013-03-10T07:30:00+00:00'
        >>> [time.isoformat() for time in as_kind(pl.Series([1362900600, 1362900600000]), "time")]
        ['2013-03-10T07:30:00+00:00', '2013-03-10T07:30:00+00:00']
    """
    if kind == kind_of(series.dtype):
        return series
    match kind:
        case "category":
            return as_text(series)
        case "number":
            return _numbers(series)
        case "flag":
            return _flags(as_text(series))
        case "time":
            return _unix(series) if series.dtype.is_numeric() else _times(as_text(series))
        case _:
            nothing = pl.List(pl.Float64) if kind == "vector" else pl.Null
            return pl.Series(series.name, [None] * len(series), dtype=nothing)


def as_text(series: pl.Series) -> pl.Series:
    """Each value as text: `(n,)` String; null where there is no text for it (lists, bytes that are not UTF-8)."""
    dtype = series.dtype
    if isinstance(dtype, pl.Duration):
        return series.dt.to_string("iso")
    if isinstance(dtype, pl.Binary):
        return pl.Series(series.name, [_utf8(value) for value in series.to_list()], dtype=pl.String)
    if is_lists(dtype):
        return pl.Series(series.name, [None] * len(series), dtype=pl.String)
    return series.cast(pl.String, strict=False)


def _utf8(value: bytes | None) -> str | None:
    try:
        return None if value is None else value.decode()
    except UnicodeDecodeError:
        return None


def _numbers(series: pl.Series) -> pl.Series:
    if isinstance(series.dtype, pl.Date | pl.Datetime):
        return series.dt.epoch("us").cast(pl.Float64) / 1e6
    read = series if isinstance(series.dtype, pl.Boolean) else as_text(series)
    return read.cast(pl.Float64, strict=False)


def _flags(text: pl.Series) -> pl.Series:
    low = text.str.to_lowercase()
    read = pl.when(low.is_in(TRUE)).then(True).when(low.is_in(FALSE)).then(False)
    return pl.select(read.alias(text.name)).to_series()


def _times(text: pl.Series) -> pl.Series:
    day, clock, seconds, hours, minutes = text.str.extract_groups(ISO).struct.unnest().get_columns()
    zone = hours.fill_null("+00") + minutes.fill_null("00")
    full = day + "T" + clock.fill_null("00:00") + seconds.fill_null(":00") + zone
    return full.alias(text.name).str.to_datetime(
        "%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", time_zone="UTC", strict=False
    )


def _unix(series: pl.Series) -> pl.Series:
    is_whole = series.dtype.is_integer()
    counted = series.cast(pl.Int64 if is_whole else pl.Float64, strict=False)
    micros: pl.Expr = pl.lit(None, pl.Int64)
    for scale in PER_SECOND:
        first, end = (edge * scale for edge in UNIX)
        read = counted // (scale // 10**6) if scale > 10**6 else counted * (10**6 // scale)
        read = read if is_whole else read.round().cast(pl.Int64, strict=False)
        micros = pl.when(counted.is_between(first, end, closed="left")).then(read).otherwise(micros)
    return pl.select(micros.alias(series.name)).to_series().cast(pl.Datetime("us", "UTC"))
