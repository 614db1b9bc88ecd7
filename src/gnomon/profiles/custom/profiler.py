"""The decorator that makes a function of rows a series of one's own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar, overload

import polars as pl

from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.scalar import Scalar

Made = Scalar
Function = Callable[[pl.DataFrame], Made]
F = TypeVar("F", bound=Callable[[pl.DataFrame], object])

RESERVED = ("rows", "outcome")
"""Series of every entity."""


@dataclass(frozen=True, slots=True)
class Profiler:
    """A function from rows to a summary that adds.

    Attributes:
        name: Of its series.
        function: It may be called in several threads, on any part of a window's rows, never on none.
        version: What its author calls this definition.
    """

    name: str
    function: Callable[[pl.DataFrame], object]
    version: str = ""

    def of(self, rows: pl.DataFrame, columns: Collection[str]) -> Made:
        """What it says of rows; why it says nothing, where it fails.

        Args:
            rows: Some rows, with all their columns.
            columns: Names that are taken.
        """
        try:
            if self.name in columns:
                raise SchemaError(f"the rows have a column {self.name!r} too. Give the profiler another name.")
            return self._checked(self.function(rows))
        except (Exception, pl.exceptions.PanicException) as error:  # whatever a user's function does
            return Failed.of(error, self.function)

    def _checked(self, made: object) -> Made:
        if isinstance(made, Made) and not isinstance(made, Failed):
            return made
        raise TypeError(f"it gave {type(made).__name__} {str(made)[:40]!r}, not one of {', '.join(GIVEN)}")


GIVEN = ("gn.Count", "gn.Ratio", "gn.Mean")


@overload
def profiler(name: F, /) -> F: ...
@overload
def profiler(name: str | None = None, /, *, version: str = "") -> Callable[[F], F]: ...
def profiler(name: F | str | None = None, /, *, version: str = "") -> F | Callable[[F], F]:
    """Make a function of rows a series.

    The function is called on parts of a window's rows, whose results are added: it must give the same for all
    rows at once as for two halves together. It may be called in several threads.

    Args:
        name: Of the series; the function's when not given.
        version: Another one says that what it computes has changed though its code has not.

    Raises:
        UsageError: The name is that of a series that every entity has.

    Example:
        >>> from gnomon.profiles.custom.ratio import Ratio
        >>> @profiler("share_late")
        ... def share_late(rows: pl.DataFrame) -> Ratio:
        ...     return Ratio(int((rows["delay"] > 15).sum()), rows.height)
        >>> import gnomon as gn
        >>> gn.profile(pl.DataFrame({"delay": [3, 40]}), profilers=[share_late]).scalars["share_late"].share
        0.5
    """

    def register(function: F) -> F:
        called = name if isinstance(name, str) else function.__name__
        if called in RESERVED or not called:
            raise UsageError(f"a profiler cannot be named {called!r}: that is a series of every entity.")
        vars(function)["profiler"] = Profiler(called, function, version)
        return function

    return register(name) if callable(name) else register


def profiler_of(function: object) -> Profiler:
    """What the decorator recorded of a function.

    Raises:
        UsageError: It is no profiler.
    """
    record = getattr(function, "profiler", None)
    if not isinstance(record, Profiler):
        raise UsageError(f"{getattr(function, '__name__', function)!r} is no profiler. Put @gn.profiler on it.")
    return record


def profilers_of(functions: Iterable[object]) -> tuple[Profiler, ...]:
    """The profilers that functions are, each name once.

    Raises:
        UsageError: One is no profiler, or two have the same name.
    """
    found = [profiler_of(function) for function in functions]
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"two profilers are named {name!r}. Rename one of them.")
    return tuple(found)
