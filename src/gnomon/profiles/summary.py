"""The summary kinds together: which there are, and how two of them add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from gnomon.errors import SchemaError, SubtractionError
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.schema import Kind
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary

Summary = NumberSummary | FlagSummary | CategorySummary | TimeSummary | VectorSummary | NullSummary

BY_KIND: Mapping[Kind, type[Summary]] = {
    "number": NumberSummary,
    "flag": FlagSummary,
    "category": CategorySummary,
    "time": TimeSummary,
    "vector": VectorSummary,
    "null": NullSummary,
}
TAGS: tuple[Kind, ...] = ("null", "number", "flag", "category", "time", "vector")
"""A kind's place is its tag in stored bytes: append, never reorder."""


def of_nulls(kind: Kind, nulls: int) -> Summary:
    """A summary of a kind that has seen nulls only.

    Example:
        >>> of_nulls("flag", 3)
        FlagSummary(nulls=3, falses=0, trues=0)
    """
    if kind == "time":
        return TimeSummary(NumberSummary(nulls=nulls))
    return BY_KIND[kind](nulls=nulls)  # type: ignore[call-arg]  # all but times count their nulls themselves


def together(name: str, a: Summary, b: Summary) -> Summary:
    """The summary of both sets of rows; a column of nulls adds to any kind.

    Raises:
        SchemaError: The kinds differ; the message names the column.

    Example:
        >>> together("x", NullSummary(2), FlagSummary(trues=1))
        FlagSummary(nulls=2, falses=0, trues=1)
    """
    x, y = _same_kind(name, a, b, "added to")
    return cast(Summary, x + y)


def apart(name: str, a: Summary, b: Summary) -> Summary:
    """The first set of rows without the second.

    Raises:
        SchemaError: The kinds differ; the message names the column.
        SubtractionError: The second set was never in the first; the message names the column.
    """
    x, y = _same_kind(name, a, b, "taken from")
    try:
        return cast(Summary, x - y)
    except SubtractionError as error:
        raise SubtractionError(f"column {name!r}: {error}") from None


def _same_kind(name: str, a: Summary, b: Summary, verb: str) -> tuple[Any, Any]:
    """Both summaries as one kind, whichever it is."""
    if isinstance(a, NullSummary) and not isinstance(b, NullSummary):
        return of_nulls(b.kind, a.nulls), b
    if isinstance(b, NullSummary) and not isinstance(a, NullSummary):
        return a, of_nulls(a.kind, b.nulls)
    if a.kind != b.kind:
        raise SchemaError(
            f"column {name!r}: a {b.kind} cannot be {verb} a {a.kind}. "
            f"Read both sides with the same kind: gn.Schema(kinds={{{name!r}: {a.kind!r}}})."
        )
    return a, b
