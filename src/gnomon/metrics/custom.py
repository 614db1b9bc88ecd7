"""The decorator that makes a function of profiles a number of one's own."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Real
from typing import TypeVar, overload

from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.profile import Profile

Measured = float | Failed
F = TypeVar("F", bound=Callable[..., object])

ROWS = "rows"
"""The series of a metric that names none."""

OF_WINDOW, OF_BOTH = 1, 2
"""How many profiles a function takes: the window's, or the reference's too."""


@dataclass(frozen=True, slots=True)
class ProfileMetric:
    """A function from a window's profile, or from that and the reference's, to a number.

    Attributes:
        name: Of the metric.
        series: Which series it is a measurement of.
        function: What computes it.
        version: What its author calls this definition.
    """

    name: str
    series: str
    function: Callable[..., object]
    version: str = ""

    @property
    def takes_reference(self) -> bool:
        """Whether it compares a window with the reference."""
        return _profiles_of(self.function) == OF_BOTH

    def of(self, profile: Profile, reference: Profile | None = None) -> Measured:
        """What it says of a window; why it says nothing, where it fails.

        Args:
            profile: Of the window's rows.
            reference: Of all rows of the reference; None before there is one.

        Returns:
            The number; NaN where it has none, and where there is no reference that it could compare with.
        """
        if self.takes_reference and reference is None:
            return math.nan
        try:
            if self.name in profile.columns:
                raise SchemaError(f"the rows have a column {self.name!r} too. Give the metric another name.")
            return _checked(self.function(*(profile, reference) if self.takes_reference else (profile,)))
        except Exception as error:  # whatever a user's function does
            return Failed.of(error, self.function)


@overload
def metric(name: F, /) -> F: ...
@overload
def metric(name: str | None = None, /, *, series: str = ROWS, version: str = "") -> Callable[[F], F]: ...
def metric(name: F | str | None = None, /, *, series: str = ROWS, version: str = "") -> F | Callable[[F], F]:
    """Make a function of a window's profile a number of one's own; of two, the second is the reference's.

    It is computed of what is stored: no row is read again.

    Args:
        name: Of the metric; the function's when not given.
        series: Of which series it is a measurement: a column, or `rows`.
        version: Another one says that what it computes has changed though its code has not.

    Raises:
        UsageError: The function takes neither one profile nor two, or has no name.

    Example:
        >>> import gnomon as gn
        >>> import polars as pl
        >>> @metric(series="delay")
        ... def spread(profile: gn.Profile) -> float:
        ...     return profile["delay"].max - profile["delay"].min
        >>> spread(gn.profile(pl.DataFrame({"delay": [3, 40]})))
        37.0
    """

    def register(function: F) -> F:
        called = name if isinstance(name, str) else function.__name__
        if not called:
            raise UsageError("a metric has no name. Give it one.")
        if _profiles_of(function) not in (OF_WINDOW, OF_BOTH):
            raise UsageError(f"metric {called!r}: takes neither one profile nor two. Write def {called}(profile).")
        vars(function)["profile_metric"] = ProfileMetric(called, series, function, version)
        return function

    return register(name) if callable(name) else register


def metrics_of(functions: Iterable[object]) -> tuple[ProfileMetric, ...]:
    """The metrics that functions are, each name once.

    Raises:
        UsageError: One is no metric, or two have the same name.
    """
    found: list[ProfileMetric] = []
    for function in functions:
        record = getattr(function, "profile_metric", None)
        if not isinstance(record, ProfileMetric):
            raise UsageError(f"{getattr(function, '__name__', function)!r} is no metric. Put @gn.metric on it.")
        if record.name in [one.name for one in found]:
            raise UsageError(f"two metrics are named {record.name!r}. Rename one of them.")
        found.append(record)
    return tuple(found)


def _profiles_of(function: Callable[..., object]) -> int:
    """How many arguments a call of it must have, by their places."""
    places = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    given = inspect.signature(function).parameters.values()
    return sum(one.kind in places and one.default is inspect.Parameter.empty for one in given)


def _checked(made: object) -> float:
    """A number as a float; NaN of None, and of what is infinite."""
    if made is None:
        return math.nan
    if not isinstance(made, Real) or isinstance(made, bool):
        raise TypeError(f"it gave {type(made).__name__} {str(made)[:40]!r}, not a number")
    found = float(made)
    return found if math.isfinite(found) else math.nan
