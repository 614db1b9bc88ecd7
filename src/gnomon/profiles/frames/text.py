"""Columns of text: what type all their values have.

The type is decided over *all* values, by counts that add: a column is a
number only if every value is one. Nothing is nulled because it does not
parse; a column of which a part does not parse stays text, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any  # counts by the name of a finding

import polars as pl

from gnomon.profiles.frames import parse
from gnomon.profiles.frames.guard import column, quoted

WORTH_A_NOTE = 0.1  # of the values: below, a few digits among words are words
HOPELESS = 1000  # values after which a column without a single number is not tried as one again

_COMMA = r"^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$"
_COMMA_CERTAIN = r"\.\d{3},|,(?:\d{1,2}|\d{4,})$"  # `1,234` alone may be a thousand and more
_THOUSANDS = r"^[+-]?\d{1,3}(?:\.\d{3})+$"


@dataclass(frozen=True, slots=True)
class Findings:
    """How many values of a column of text could be read as what. Adds.

    Args:
        values: Values that are not blank.
        missing: Of these, words for a missing value (`parse.MISSING`).
        numbers: Numbers, also `NaN` and `inf`. `integers`: within 64 bits.
        commas: Numbers with a decimal comma; `commas_certain`: that cannot
            be anything else.
        dotted: With a point; `thousands`: points that may part thousands.
        flags: `true` and `false` in any case.
        iso: Dates as 2013-05-31; `german`: 31.05.2013; `slashed`: 2013/05/31.
        naive: Times without an offset; `zoned`: with one.
        infinite: Numbers with digits that no float can hold: 1e400.
        padded: Values that begin with a zero, as long as all are bare digits
            of one length; `length`: that length, -1 if they are not.
        odd_number: The first value that is no number; `odd_time`: no time.
    """

    values: int = 0
    missing: int = 0
    numbers: int = 0
    integers: int = 0
    commas: int = 0
    commas_certain: int = 0
    dotted: int = 0
    thousands: int = 0
    flags: int = 0
    iso: int = 0
    german: int = 0
    slashed: int = 0
    naive: int = 0
    zoned: int = 0
    infinite: int = 0
    padded: int = 0
    length: int = 0
    odd_number: str = ""
    odd_time: str = ""

    @property
    def known(self) -> int:
        """Values that do not say that they are missing."""
        return self.values - self.missing

    @property
    def times(self) -> int:
        """Values that are a date or a time of any kind."""
        return self.iso + self.german + self.slashed + self.naive + self.zoned

    @property
    def is_decimal_comma(self) -> bool:
        """Whether the column certainly has decimal commas."""
        return 0 < self.commas == self.known and self.commas_certain > 0 and self.numbers < self.known

    def __add__(self, other: Findings, /) -> Findings:
        """The findings over both sets of values."""
        mine = ((getattr(self, each.name), getattr(other, each.name)) for each in fields(self))
        length = self.length or other.length if 0 in (self.length, other.length, self.length - other.length) else -1
        return replace(Findings(*(a + b if isinstance(a, int) else a or b for a, b in mine)), length=length)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column of text is read as.

    Args:
        dtype: The type.
        read: Makes that type of text; raises Polars' error where it cannot.
        notes: What must be said about it.
    """

    dtype: pl.DataType
    read: Callable[[pl.Series], pl.Series]
    notes: tuple[str, ...] = ()


def look(series: pl.Series, so_far: Findings, *, times_only: bool = False) -> Findings:
    """Count what the values of some rows could be read as.

    Args:
        series: Text, null where blank.
        so_far: The findings of earlier rows; what they rule out is not tried.
        times_only: The text was typed as text by its format: only times
            may hide in it.

    Returns:
        The findings of all rows so far.

    Example:
        >>> look(pl.Series(["1", "2.5", None, "x"]), Findings()).numbers
        2
    """
    settled = _as_before(series, so_far, times_only=times_only)
    if settled is not None:
        return so_far + settled
    value = series.str.strip_chars().replace("", None).drop_nulls()
    is_missing = value.is_in(parse.MISSING)
    present = value.filter(~is_missing)
    counts: dict[str, Any] = {"values": value.len(), "missing": value.len() - present.len()}
    if present.is_empty():
        return so_far + Findings(**counts)
    odd_number = odd_time = ""
    if not times_only and (so_far.numbers or so_far.commas or so_far.known < HOPELESS):
        numeric, odd_number = _numbers(present)
        counts |= numeric | _digits(present, so_far.length)
    if not times_only and so_far.flags == so_far.known:
        counts["flags"] = _count(present.str.to_lowercase().is_in(["true", "false"]))
    if so_far.times or so_far.known < HOPELESS:
        timely, odd_time = _times(present)
        counts |= timely
    return so_far + Findings(**counts, odd_number=odd_number, odd_time=odd_time)


def decide(name: str, found: Findings, *, decimal_comma: bool = False) -> Reading:
    """What a column is, given what all its values could be read as.

    Args:
        name: The column, for notes.
        found: The findings over all rows.
        decimal_comma: Another column of the file has decimal commas, so a
            point may part thousands here.

    Example:
        >>> decide("x", look(pl.Series(["1", "NA", "2.5"]), Findings())).notes
        ('column *x*: 1 value that says NA, NULL or the like is read as missing',)
    """
    if not found.values:
        return Reading(pl.Null(), parse.nothing)
    notes = _missing_note(name, found)
    if 0 < found.known == found.flags:
        return Reading(pl.Boolean(), parse.flag, notes)
    if 0 < found.known == found.numbers:
        return _decide_number(name, found, notes, decimal_comma=decimal_comma)
    if found.is_decimal_comma:
        return Reading(pl.Float64(), parse.comma_number, (f"{column(name)}: the comma is read as decimal sign", *notes))
    return _decide_time(found, notes) or _text(*_mixed_note(name, found))


def _decide_number(name: str, found: Findings, notes: tuple[str, ...], *, decimal_comma: bool) -> Reading:
    if found.padded and found.length > 1:
        return _text(f"{column(name)}: digits with leading zeros, all {found.length} long, read as text")
    if decimal_comma and 0 < found.dotted == found.thousands:
        return _text(f"{column(name)}: points may part thousands or decimals here, read as text")
    if found.integers == found.known:
        return Reading(pl.Int64(), parse.strict_integer, notes)
    return Reading(pl.Float64(), parse.strict_number, (*notes, *infinite_note(name, found.infinite)))


def _decide_time(found: Findings, notes: tuple[str, ...]) -> Reading | None:
    if not found.known:
        return None
    for count, how in zip((found.iso, found.german, found.slashed), parse.DATE_FORMATS, strict=True):
        if count == found.known:
            return Reading(pl.Date(), partial(parse.strict_date, how=how), notes)
    if found.zoned == found.known:
        return Reading(pl.Datetime("us", "UTC"), parse.strict_zoned, notes)
    if found.naive + found.iso == found.known:
        return Reading(pl.Datetime("us"), parse.strict_naive, notes)
    return None


def _as_before(series: pl.Series, so_far: Findings, *, times_only: bool) -> Findings | None:
    """The findings when all of the rows are what all rows were before; the quick way for most columns."""
    values = series.len() - series.null_count()
    if not values or not so_far.known:
        return None
    tried: tuple[tuple[int, Callable[[pl.Series], pl.Series], dict[str, Any]], ...] = (
        (so_far.integers, parse.plain_integer, {"numbers": values, "integers": values, "commas": values}),
        (so_far.numbers if so_far.integers < so_far.known else 0, parse.plain_number, {"numbers": values}),
        (so_far.zoned, parse.zoned, {"zoned": values}),
        (so_far.naive, parse.naive, {"naive": values}),
    )
    undecided = so_far.commas == so_far.known or 0 < so_far.dotted == so_far.thousands
    for before, how, counts in tried:
        if before == so_far.known and not (undecided and how is parse.plain_number):
            made = how(series)
            if made.null_count() > series.null_count():
                return None
            more: dict[str, Any] = _digits(series.drop_nulls(), so_far.length) if "numbers" in counts else {}
            return Findings(values=values, infinite=_infinite(series, made), **counts, **more)
    hopeless = so_far.known >= HOPELESS and not (so_far.numbers or so_far.commas or so_far.times or so_far.flags)
    if hopeless or (times_only and so_far.known >= HOPELESS and not so_far.times):
        return Findings(values=values)
    return None


def _numbers(value: pl.Series) -> tuple[dict[str, int], str]:
    made = parse.number(value)
    number = made.is_not_null()
    integers = _count(value.cast(pl.Int64, strict=False).is_not_null())
    if integers == value.len():
        return {"numbers": integers, "integers": integers, "commas": integers}, ""
    comma = value.str.contains(_COMMA)
    certain = comma & value.str.contains(_COMMA_CERTAIN)
    odd = value.filter(~number & ~certain)
    return {
        "numbers": _count(number),
        "integers": integers,
        "commas": _count(comma),
        "commas_certain": _count(certain),
        "dotted": _count(value.str.contains(".", literal=True)),
        "thousands": _count(value.str.contains(_THOUSANDS)),
        "infinite": _infinite(value, made),
    }, "" if odd.is_empty() else str(odd.first())


def _infinite(value: pl.Series, made: pl.Series) -> int:
    if made.dtype != pl.Float64 or not made.is_infinite().any():
        return 0
    return _count(value.filter(made.is_infinite().fill_null(value=False)).str.contains(r"[0-9]"))


def _digits(value: pl.Series, before: int) -> dict[str, int]:
    """Length and leading zeros, as long as all values so far are bare digits of one length."""
    lengths = value.str.len_bytes()
    length = int(str(lengths.max()))
    if before not in (0, length) or lengths.min() != length or not value.str.contains("^[0-9]+$").all():
        return {"length": -1}
    return {"length": length, "padded": _count(value.str.starts_with("0"))}


def _times(value: pl.Series) -> tuple[dict[str, int], str]:
    likely = value.str.contains(parse.LOOKS_LIKE_TIME)
    if not likely.any():
        return {}, str(value.first())
    dates = {
        name: parse.date(value, how).is_not_null()
        for name, how in zip(("iso", "german", "slashed"), parse.DATE_FORMATS, strict=True)
    }
    found = dates | {
        "zoned": parse.zoned(value).is_not_null(),
        "naive": parse.naive(value).is_not_null() & ~dates["iso"],
    }
    odd = value.filter(~pl.DataFrame(found).select(pl.any_horizontal(pl.all())).to_series())
    return {name: _count(found[name]) for name in found}, "" if odd.is_empty() else str(odd.first())


def _count(claims: pl.Series) -> int:
    return int(claims.sum())


def _text(*notes: str) -> Reading:
    return Reading(pl.String(), parse.same, notes)


def _missing_note(name: str, found: Findings) -> tuple[str, ...]:
    if not found.missing:
        return ()
    values = "1 value that says" if found.missing == 1 else f"{found.missing:,} values that say"
    verb = "is" if found.missing == 1 else "are"
    return (f"{column(name)}: {values} NA, NULL or the like {verb} read as missing",)


def infinite_note(name: str, count: int) -> tuple[str, ...]:
    """What must be said of so many numbers that no float holds."""
    numbers = "1 number is" if count == 1 else f"{count:,} numbers are"
    return (f"{column(name)}: {numbers} beyond 1.8e308, the largest float, read as infinite",) if count else ()


def _mixed_note(name: str, found: Findings) -> tuple[str, ...]:
    numbers = found.numbers + found.commas_certain
    if max(numbers, found.times) < max(WORTH_A_NOTE * found.values, 1):
        return ()
    if found.times == found.known:
        return (f"{column(name)}: times are written in several ways, read as text",)
    if found.times > numbers:
        what, count, odd = "times", found.values - found.times, found.odd_time
    else:
        what, count, odd = "numbers", found.values - numbers, found.odd_number
    such = f" (such as {quoted(odd)})" if odd else ""
    return (f"{column(name)}: {count:,} of {found.values:,} values are not {what}{such}, read as text",)
