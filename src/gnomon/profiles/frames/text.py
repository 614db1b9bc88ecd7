"""Columns of text: what type all their values have, and reading them as that.

The type is decided over *all* values, by counts that add: a column is a
number only if every value is one. Nothing is nulled because it does not
parse; a column of which a part does not parse stays text, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import polars as pl

from gnomon.profiles.frames.guard import column, quoted

MISSING = ("NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "None", "NaT", "\\N")
"""How R, SQL, Python and spreadsheets write a missing value. Only where all other values of a column have one type
are they read as missing, and then it is said; in a column of text they stay text."""
DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d")  # d/m/Y and m/d/Y cannot be told apart: text
WORTH_A_NOTE = 0.1  # of the values: below, a few digits among words are words
HOPELESS = 1000  # values after which a column without a single number is not tried as one again

_COMMA = r"^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$"
_COMMA_CERTAIN = r"\.\d{3},|,(?:\d{1,2}|\d{4,})$"  # `1,234` alone may be a thousand and more
_THOUSANDS = r"^[+-]?\d{1,3}(?:\.\d{3})+$"
_LOOKS_LIKE_TIME = r"^\d{4}[-/]\d\d[-/]\d\d|^\d\d\.\d\d\.\d{4}$"


@dataclass(frozen=True, slots=True)
class Findings:
    """How many values of a column of text could be read as what. Adds.

    Args:
        values: Values that are not blank.
        missing: Of these, words for a missing value (`MISSING`).
        numbers: Numbers, also `NaN` and `inf`. `integers`: within 64 bits.
        commas: Numbers with a decimal comma; `commas_certain`: that cannot
            be anything else.
        dotted: With a point; `thousands`: points that may part thousands.
        flags: `true` and `false` in any case.
        dates: Dates, and by format `iso`, `german`, `slashed`.
        naive: Times without an offset; `zoned`: with one.
        example: The first value that is no number, and `odd_time` the first
            that is no time.
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
    odd_number: str = ""
    odd_time: str = ""

    @property
    def times(self) -> int:
        """Values that are a date or a time of any kind."""
        return self.iso + self.german + self.slashed + self.naive + self.zoned

    def __add__(self, other: Findings, /) -> Findings:
        """The findings over both sets of values."""
        mine = ((getattr(self, each.name), getattr(other, each.name)) for each in fields(self))
        return Findings(*(a + b if isinstance(a, int) else a or b for a, b in mine))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column of text is read as.

    Args:
        dtype: The type.
        read: Makes that type of the text.
        notes: What must be said about it.
    """

    dtype: pl.DataType
    read: Callable[[pl.Expr], pl.Expr]
    notes: tuple[str, ...] = ()


def look(series: pl.Series, so_far: Findings, *, times_only: bool = False) -> Findings:
    """Count what the values of some rows could be read as.

    Args:
        series: Text, null where blank.
        so_far: The findings of earlier rows; what they rule out is not tried.
        times_only: The text was typed as text by its format: only times hide in it.

    Returns:
        The findings of all rows so far.

    Example:
        >>> look(pl.Series(["1", "2.5", None, "x"]), Findings()).numbers
        2
    """
    value = series.str.strip_chars().replace("", None).drop_nulls()
    missing = int(value.is_in(MISSING).sum())
    present = value.filter(~value.is_in(MISSING)) if missing else value
    counts = {"values": value.len(), "missing": missing}
    if present.is_empty():
        return so_far + Findings(**counts)
    known = so_far.values - so_far.missing
    odd_number = odd_time = ""
    if not times_only and (so_far.numbers or so_far.commas or known < HOPELESS):
        counts |= _numbers(present, so_far)
        if counts["numbers"] < present.len() and not so_far.odd_number:
            odd_number = _first(present, present.cast(pl.Float64, strict=False).is_null())
    if not times_only and so_far.flags == known:
        counts["flags"] = int(present.str.to_lowercase().is_in(["true", "false"]).sum())
    if counts.get("numbers") != present.len() and (so_far.times or known < HOPELESS):
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
    known = found.values - found.missing
    if not found.values:
        return Reading(pl.Null(), lambda text: pl.repeat(None, pl.len(), dtype=pl.Null))
    if not known:
        return _text()
    notes = _missing_note(name, found)
    if found.flags == known:
        return Reading(pl.Boolean(), lambda text: _blank(text).str.to_lowercase() == "true", notes)
    if found.numbers == known and decimal_comma and 0 < found.dotted == found.thousands:
        note = f"{column(name)}: points may part thousands or decimals here, read as text"
        return Reading(pl.String(), lambda text: text, (note,))
    if found.numbers == known:
        number = pl.Int64() if found.integers == known else pl.Float64()
        return Reading(number, lambda text: _blank(text).cast(number), notes)
    if found.commas == known and found.commas_certain:
        notes = (f"{column(name)}: the comma is read as the decimal sign", *notes)
        return Reading(pl.Float64(), lambda text: _point(_blank(text)).cast(pl.Float64), notes)
    return _decide_time(found, known, notes) or _text(_mixed_note(name, found, known))


def is_decimal_comma(found: Findings) -> bool:
    """Whether a column certainly has decimal commas."""
    return 0 < found.commas == found.values - found.missing and bool(found.commas_certain)


def _decide_time(found: Findings, known: int, notes: tuple[str, ...]) -> Reading | None:
    for count, how in zip((found.iso, found.german, found.slashed), DATE_FORMATS, strict=True):
        if count == known:
            return Reading(pl.Date(), lambda text, how=how: _blank(text).str.to_date(how), notes)  # type: ignore[misc]
    if found.zoned == known:
        return Reading(pl.Datetime("us", "UTC"), lambda text: _zoned(_blank(text), strict=True), notes)
    if found.naive + found.iso == known and found.naive:
        return Reading(pl.Datetime("us"), lambda text: _naive(_blank(text), strict=True), notes)
    return None


def _numbers(value: pl.Series, so_far: Findings) -> dict[str, int]:
    found = {
        "numbers": int(value.cast(pl.Float64, strict=False).is_not_null().sum()),
        "integers": int(value.cast(pl.Int64, strict=False).is_not_null().sum()),
    }
    if found["integers"] == value.len():
        return found | {"commas": value.len()}
    if so_far.commas == so_far.values - so_far.missing:
        comma = value.str.contains(_COMMA)
        found["commas"] = int(comma.sum())
        found["commas_certain"] = int((comma & value.str.contains(_COMMA_CERTAIN)).sum())
    if so_far.dotted == so_far.thousands:
        found["dotted"] = int(value.str.contains(".", literal=True).sum())
        found["thousands"] = int(value.str.contains(_THOUSANDS).sum())
    return found


def _times(value: pl.Series) -> tuple[dict[str, int], str]:
    likely = value.str.contains(_LOOKS_LIKE_TIME)
    if not likely.any():
        return {}, _first(value, ~likely)
    some = value.filter(likely)
    table = pl.select(
        **{
            name: some.str.to_date(how, strict=False).is_not_null()
            for name, how in zip(("iso", "german", "slashed"), DATE_FORMATS, strict=True)
        },
        zoned=_zoned(pl.lit(some), strict=False).is_not_null(),
    ).with_columns(naive=_naive(pl.lit(some), strict=False).is_not_null() & ~pl.col("iso"))
    any_of = table.select(pl.any_horizontal(pl.all())).to_series()
    odd = _first(value, ~likely) or _first(some, ~any_of)
    return {name: int(table[name].sum()) for name in table.columns}, odd


def _zoned(text: pl.Expr, *, strict: bool) -> pl.Expr:
    offset = (
        _with_t(text)
        .str.replace(r" ?(?:Z|UTC)$", "+00:00")
        .str.replace(r"(:[\d.]+) ?([+-]\d\d)$", "${1}${2}:00")
        .str.replace(r" ([+-]\d\d:?\d\d)$", "$1")
    )
    return offset.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", time_zone="UTC", strict=strict)


def _naive(text: pl.Expr, *, strict: bool) -> pl.Expr:
    full = _with_t(text).str.replace(r"^(\d{4}-\d\d-\d\d)$", "${1}T00:00:00").str.replace(r"(T\d\d:\d\d)$", "${1}:00")
    return full.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=strict)


def _with_t(text: pl.Expr) -> pl.Expr:
    return text.str.replace(r"^(\d{4}-\d\d-\d\d) +", "${1}T")


def _blank(text: pl.Expr) -> pl.Expr:
    """The text without spaces around it; null where blank or a word for a missing value."""
    return text.str.strip_chars().replace(dict.fromkeys(("", *MISSING)))


def _point(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)


def _first(value: pl.Series, odd: pl.Series) -> str:
    found = value.filter(odd & ~value.is_in(MISSING)).head(1)
    return "" if found.is_empty() else str(found.item())


def _text(notes: tuple[str, ...] = ()) -> Reading:
    return Reading(pl.String(), lambda text: text, notes)


def _missing_note(name: str, found: Findings) -> tuple[str, ...]:
    if not found.missing:
        return ()
    values = "1 value that says" if found.missing == 1 else f"{found.missing:,} values that say"
    verb = "is" if found.missing == 1 else "are"
    return (f"{column(name)}: {values} NA, NULL or the like {verb} read as missing",)


def _mixed_note(name: str, found: Findings, known: int) -> tuple[str, ...]:
    numbers = max(found.numbers, found.commas if found.commas_certain else 0)
    times = found.times
    if max(numbers, times) < WORTH_A_NOTE * found.values:
        return ()
    if times > numbers:
        if times == known:
            return (f"{column(name)}: times are written in several ways, read as text",)
        what, count, odd = "times", found.values - times, found.odd_time
    else:
        what, count, odd = "numbers", found.values - numbers, found.odd_number
    such = f" (such as {quoted(odd)})" if odd else ""
    return (f"{column(name)}: {count:,} of {found.values:,} values are not {what}{such}, read as text",)
