"""The decorator that makes a function of a series a monitor of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from gnomon.alerts.verdict import Figures, Verdict
from gnomon.errors import UsageError
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.windows import Window

GIVEN = ("ok", "violation")
"""The statuses that a function may give."""


@dataclass(frozen=True, slots=True)
class Series:
    """A series as a monitor of one's own sees it: the windows that have a value, up to the one that is judged.

    Attributes:
        windows: In order of time, at least one; the last is judged.
        values: Of each.

    Example:
        >>> from datetime import UTC
        >>> day = Window(datetime(2013, 1, 1, tzinfo=UTC), datetime(2013, 1, 2, tzinfo=UTC))
        >>> Series((day,), (0.25,)).value
        0.25
    """

    windows: tuple[Window, ...]
    values: tuple[float, ...]

    @property
    def window(self) -> Window:
        """The window that is judged."""
        return self.windows[-1]

    @property
    def value(self) -> float:
        """Its value."""
        return self.values[-1]

    @property
    def times(self) -> tuple[datetime, ...]:
        """When each window begins, in UTC."""
        return tuple(window.start for window in self.windows)

    def __len__(self) -> int:
        """Number of windows."""
        return len(self.windows)


F = TypeVar("F", bound=Callable[[Series], object])


@dataclass(frozen=True, slots=True)
class SeriesMonitor:
    """A function from a series to a verdict on its last window.

    Attributes:
        name: By which `gnomon.yaml` names it.
        series: The series that it looks at.
        metric: Which measurement of it.
        function: What judges.
        version: What its author calls this definition.
    """

    name: str
    series: str
    metric: str
    function: Callable[[Series], object]
    version: str = ""

    def of(self, series: Series) -> Verdict:
        """Its verdict; why there is none, where it fails.

        Args:
            series: Up to the window that is judged.
        """
        try:
            found = _checked(self.function(series))
        except Exception as error:  # whatever a user's function does
            reason = f"The monitor {self.name} failed: {Failed.of(error, self.function).reason}."
            return Verdict("error", reason, Figures(value=series.value), is_calm=False)
        return Verdict(found.status, found.reason, Figures(value=series.value), is_calm=found.status == "ok")


def monitor(name: str | None = None, /, *, series: str, metric: str, version: str = "") -> Callable[[F], F]:
    """Make a function of a series a monitor of one's own.

    It is given the values of all windows up to the one that is judged, and says `ok` or `violation`, and why.

    Args:
        name: By which `gnomon.yaml` names it; the function's when not given.
        series: The series that it looks at, as `gnomon series` shows it.
        metric: Which measurement of it.
        version: Another one says that what it decides has changed though its code has not.

    Example:
        >>> @monitor(series="rows", metric="count")
        ... def halved(series: Series) -> Verdict:
        ...     if len(series) > 1 and series.value < series.values[-2] / 2:
        ...         return Verdict("violation", "Less than half of the rows of the window before.")
        ...     return Verdict("ok", "As many rows as before.")
    """

    def register(function: F) -> F:
        called = function.__name__ if name is None else name
        vars(function)["series_monitor"] = SeriesMonitor(called, series, metric, function, version)
        return function

    return register


def monitors_of(functions: Iterable[object]) -> tuple[SeriesMonitor, ...]:
    """The monitors that functions are, each name once.

    Raises:
        UsageError: One is no monitor, or two have the same name.
    """
    found: list[SeriesMonitor] = []
    for function in functions:
        record = getattr(function, "series_monitor", None)
        if not isinstance(record, SeriesMonitor):
            raise UsageError(f"{getattr(function, '__name__', function)!r} is no monitor. Put @gn.monitor(…) on it.")
        if record.name in [one.name for one in found]:
            raise UsageError(f"two monitors in code: are named {record.name!r}. Rename one of them.")
        found.append(record)
    return tuple(found)


def _checked(given: object) -> Verdict:
    if not isinstance(given, Verdict):
        raise TypeError(f"it gave {type(given).__name__} {str(given)[:40]!r}, not a gn.Verdict")
    if given.status not in GIVEN:
        raise ValueError(f"it gave the status {given.status!r}, not one of {', '.join(GIVEN)}")
    if not isinstance(given.reason, str) or not given.reason:
        raise ValueError(f"it gave {given.status!r} without a reason")
    return given
