"""Round places on an axis, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from gnomon.checks import numbers
from gnomon.profiles.time import to_time

Floats = npt.NDArray[np.float64]

_SECOND = 1e6
_TIME_STEPS = tuple(
    _SECOND * seconds
    for seconds in (
        *(1, 5, 15, 30, 60, 300, 900, 1800),
        *(3600 * hours for hours in (1, 3, 6, 12)),
        *(86400 * days for days in (1, 2, 7, 14, 30, 91, 182, 365)),
    )
)
"""Steps of time that read as round, in microseconds."""


LABELS = (1, 2, 5, 10)
CELLS = (1, 2, 3, 4, 5, 6, 8, 10)
"""Multiples of a power of ten: for labels those that people count in; for cells all that keep whole numbers whole."""


LARGEST = 4e307
"""What is larger is drawn here: so the distance of two places, and some room around them, is a finite number."""


def drawable(value: float) -> float:
    """The place at which a value is drawn.

    Example:
        >>> drawable(-1.7e308), drawable(3.5)
        (-4e+307, 3.5)
    """
    return max(-LARGEST, min(LARGEST, value))


def step(at_least: float, *, is_time: bool = False, multiples: tuple[int, ...] = LABELS) -> float:
    """The least round step that is not below a width.

    Args:
        at_least: The width.
        is_time: Whether it is in microseconds: then round means seconds, minutes, hours, days.
        multiples: Of a power of ten.

    Example:
        >>> step(0.13), step(21.0), step(5.0)
        (0.2, 50.0, 5.0)
    """
    if is_time:
        return next((s for s in _TIME_STEPS if s >= at_least), 365 * 86400 * _SECOND * step(at_least / _TIME_STEPS[-1]))
    if not at_least > 0 or not math.isfinite(at_least):
        return 1.0
    power = 10.0 ** math.floor(math.log10(at_least))
    if not power:
        return at_least
    return next(m * power for m in multiples if m * power >= at_least * (1 - 1e-9))


def between(low: float, high: float, most: int = 5, *, is_time: bool = False) -> Floats:
    """At most `most` round places within `[low, high]`.

    Example:
        >>> between(8.0, 101.0).tolist()
        [20.0, 40.0, 60.0, 80.0, 100.0]
    """
    if not high > low or not math.isfinite(high - low):
        return np.array([low]) if math.isfinite(low) else np.empty(0)
    width = step((high - low) / most, is_time=is_time)
    first, last = math.ceil(low / width - 1e-9), math.floor(high / width + 1e-9)
    return np.arange(first, min(last, first + most) + 1, dtype=np.float64) * width


def labels(places: Iterable[float], *, is_time: bool = False) -> tuple[str, ...]:
    """Places as text, all with as many digits as the finest needs.

    Example:
        >>> labels([-0.5, 0.0, 10.0]), labels([20.0, 40.0])
        (('−0.5', '0.0', '10.0'), ('20', '40'))
    """
    values = [float(v) for v in places]
    if is_time:
        return _time_labels([to_time(v) for v in values])
    finite = [v for v in values if math.isfinite(v)]
    largest = max((abs(v) for v in finite), default=0.0)
    if largest >= 1e7 or 0 < largest < 1e-4:  # noqa: PLR2004 - longer than an axis has room for
        return tuple(f"{v:.3g}".replace("-", numbers.MINUS) for v in values)
    digits = next((d for d in range(7) if all(abs(v - round(v, d)) <= 1e-9 * max(1.0, largest) for v in finite)), 6)
    return tuple(f"{v:,.{digits}f}".replace(",", numbers.THIN).replace("-", numbers.MINUS) for v in values)


def exact(values: Iterable[float], *, is_time: bool = False) -> tuple[str, ...]:
    """Data values as text: numbers as everywhere, times as their day.

    Example:
        >>> exact([36.517, -2.0, math.nan])
        ('36.5', '−2', '—')
    """
    known = [float(v) for v in values]
    return _time_labels([to_time(v) for v in known]) if is_time else tuple(numbers.figure(v) for v in known)


def shares(places: Iterable[float]) -> tuple[str, ...]:
    """Shares at round places, in per cent.

    Example:
        >>> [text.replace(numbers.NO_BREAK, " ") for text in shares([0.0, 0.05, 0.1])]
        ['0 %', '5 %', '10 %']
    """
    return tuple(f"{text}{numbers.NO_BREAK}%" for text in labels([100 * place for place in places]))


def _time_labels(times: list[datetime | None]) -> tuple[str, ...]:
    known = [t for t in times if t is not None]
    midnight = all(t == t.replace(hour=0, minute=0, second=0, microsecond=0) for t in known)
    same_year = len({t.year for t in known}) == 1
    form = ("%b" if same_year else "%b %Y") if midnight else ("%b %H:%M" if same_year else "%b %Y %H:%M")
    return tuple("" if t is None else f"{t.day} {t.astimezone(UTC):{form}}" for t in times)
