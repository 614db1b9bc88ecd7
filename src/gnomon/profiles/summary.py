"""The summary kinds together: which there are, and how two of them add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from gnomon.errors import SchemaError
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.schema import Kind
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary

Summary = NumberSummary | FlagSummary | CategorySummary | TimeSummary | VectorSummary | NullSummary
S = TypeVar("S", NumberSummary, FlagSummary, CategorySummary, TimeSummary, VectorSummary, NullSummary)

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


def with_nulls(summary: S, nulls: int) -> S:
    """The same summary with that many rows without a value more (or, below zero, less)."""
    kind = type(summary)
    if isinstance(summary, TimeSummary):
        extra: Summary = TimeSummary(NumberSummary(nulls=abs(nulls)))
    else:
        extra = kind(nulls=abs(nulls))  # type: ignore[call-arg]  # mypy does not carry the branch above over
    return cast(S, summary + extra if nulls >= 0 else summary - extra)  # type: ignore[operator]  # same kind on both sides


def together(name: str, a: Summary, b: Summary) -> Summary:
    """The summary of both sets of rows; a column of nulls adds to any kind.

    Raises:
        SchemaError: The kinds differ; the message names the column.

    Example:
        >>> together("x", NullSummary(2), FlagSummary(trues=1))
        FlagSummary(nulls=2, falses=0, trues=1)
    """
    a, b = _same_kind(name, a, b, "added to")
    return a + b  # type: ignore[operator]  # `_same_kind` has made them one kind


def apart(name: str, a: Summary, b: Summary) -> Summary:
    """The first set of rows without the second.

    Raises:
        SchemaError: The kinds differ; the message names the column.
        SubtractionError: The second set was never in the first.
    """
    a, b = _same_kind(name, a, b, "taken from")
    return a - b  # type: ignore[operator]  # `_same_kind` has made them one kind


def _same_kind(name: str, a: Summary, b: Summary, verb: str) -> tuple[Summary, Summary]:
    if isinstance(a, NullSummary) and not isinstance(b, NullSummary):
        return with_nulls(type(b)(), a.nulls), b
    if isinstance(b, NullSummary) and not isinstance(a, NullSummary):
        return a, with_nulls(type(a)(), b.nulls)
    if a.kind != b.kind:
        raise SchemaError(
            f"column {name!r}: a {b.kind} cannot be {verb} a {a.kind}. "
            f"Read both sides with the same kind: gn.Schema(kinds={{{name!r}: {a.kind!r}}})."
        )
    return a, b
