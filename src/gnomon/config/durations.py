"""Lengths of time as people write them: `2h`, or `2 windows`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from gnomon.alerts import policy
from gnomon.config.plain import said
from gnomon.config.values import reading
from gnomon.errors import UsageError
from gnomon.profiles.windows import Every

UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
NONE = timedelta(0)
LONGEST = timedelta(days=36_600)

DURATION = r"(\d{1,6})\s*([smhdw])"
WINDOWS = r"(\d{1,4})\s+windows?"


@dataclass(frozen=True, slots=True)
class Windows:
    """A length of time counted in windows.

    Example:
        >>> str(Windows(2)), str(Windows(1))
        ('2 windows', '1 window')
    """

    n: int

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.n} window{'' if self.n == 1 else 's'}"


def duration(value: object) -> timedelta:
    """Read `2h`; a `timedelta` stays as it is.

    Raises:
        UsageError: It is no duration, or one of more than a hundred years.

    Example:
        >>> str(duration("90m")), str(duration("2d"))
        ('1:30:00', '2 days, 0:00:00')
    """
    match = re.fullmatch(DURATION, value.strip()) if isinstance(value, str) else None
    if isinstance(value, timedelta) and value >= NONE:
        length = value
    elif match is not None:
        length = int(match[1]) * UNITS[match[2]]
    elif value in (0, "0") and not isinstance(value, bool):
        length = NONE
    else:
        raise UsageError(f"{said(value)} is not a duration. Write 15m, 2h, 1d or 1w.")
    if length > LONGEST:
        raise UsageError(f"{said(value)} is longer than a hundred years. Write a shorter one, such as 28d.")
    return length


def elapsed(value: object) -> timedelta:
    """Read `8m30s`: a time since a beginning, in one unit or several.

    Raises:
        UsageError: It is none.

    Example:
        >>> str(elapsed("8m30s")), str(elapsed("2d")), str(elapsed(0))
        ('0:08:30', '2 days, 0:00:00', '0:00:00')
    """
    parts = re.findall(DURATION, value) if isinstance(value, str) and re.fullmatch(rf"({DURATION}\s*)+", value) else []
    if len(parts) < 2:  # noqa: PLR2004 - one unit is a duration
        return duration(value)
    return sum((duration(f"{n}{unit}") for n, unit in parts), NONE)


def span(value: object) -> timedelta | Windows:
    """Read `2h` or `2 windows`.

    Raises:
        UsageError: It is neither.

    Example:
        >>> span("2 windows"), str(span("1h"))
        (Windows(n=2), '1:00:00')
    """
    match = re.fullmatch(WINDOWS, value.strip()) if isinstance(value, str) else None
    if isinstance(value, Windows):
        return value
    if match is not None and int(match[1]):
        return Windows(int(match[1]))
    try:
        return duration(value)
    except UsageError:
        raise UsageError(f"{said(value)} is neither a duration nor windows. Write 2h or 2 windows.") from None


def every(value: object) -> str:
    """Read the length of a window.

    Raises:
        UsageError: It is none.

    Example:
        >>> every("1d")
        '1d'
    """
    if not isinstance(value, str | Every):
        raise UsageError(f"{said(value)} is not a duration. Write 15m, 1h, 1d, 1w or 1mo.")
    try:
        return str(Every.parse(str(value)))
    except UsageError as error:
        raise UsageError(str(error).removeprefix("every: ").replace(repr(str(value)), said(value))) from None


def written(length: timedelta | Windows) -> str:
    """A length of time as it is read, in the largest unit that fits.

    Example:
        >>> written(timedelta(hours=36)), written(timedelta(days=28)), written(Windows(2)), written(timedelta(0))
        ('36h', '28d', '2 windows', '0')
    """
    if isinstance(length, Windows):
        return str(length)
    for unit in ("d", "h", "m", "s"):
        if length and not length % UNITS[unit]:
            return f"{length // UNITS[unit]}{unit}"
    return f"{math.ceil(length.total_seconds())}s" if length else "0"


def pending(of: timedelta | Windows, cut: Every) -> timedelta:
    """A `for`, as the fold of alerts takes it."""
    return of if isinstance(of, timedelta) else policy.lasting(of.n, cut.length)


def holding(of: timedelta | Windows, cut: Every) -> timedelta:
    """A `keep_firing_for`, as the fold of alerts takes it."""
    return of if isinstance(of, timedelta) else policy.holding(of.n, cut.length)


_TEXT = {"type": ["string", "integer"]}

_AS_WRITTEN = PlainSerializer(written, return_type=str)

Duration = Annotated[
    timedelta,
    PlainValidator(reading(duration)),
    _AS_WRITTEN,
    WithJsonSchema({**_TEXT, "pattern": rf"^\s*({DURATION}|0)\s*$"}),
]
Elapsed = Annotated[
    timedelta,
    PlainValidator(reading(elapsed)),
    _AS_WRITTEN,
    WithJsonSchema({**_TEXT, "pattern": rf"^\s*(({DURATION}\s*)+|0)\s*$"}),
]
Span = Annotated[
    timedelta | Windows,
    PlainValidator(reading(span)),
    _AS_WRITTEN,
    WithJsonSchema({**_TEXT, "pattern": rf"^\s*({DURATION}|{WINDOWS}|0)\s*$"}),
]
Cut = Annotated[
    str,
    PlainValidator(reading(every)),
    WithJsonSchema({"type": "string", "pattern": r"^\s*[1-9]\d{0,4}(mo|[mhdw])\s*$"}),
]
