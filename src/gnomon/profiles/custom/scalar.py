"""The scalars together: which there are, their tags in stored bytes, and how two of them add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from gnomon.errors import FormatError, SchemaError, SubtractionError
from gnomon.profiles.custom.count import Count
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.mean import Mean
from gnomon.profiles.custom.ratio import Ratio
from gnomon.sketches.codec import Reader

Scalar = Count | Ratio | Mean | Failed
"""What is kept of a series that is one number a window."""

FIRST_TAG = 64
"""Tags of scalars begin here: those before it are the kinds of columns."""

BY_TAG: Mapping[int, type[Scalar]] = {64: Count, 65: Ratio, 66: Mean, 67: Failed}
"""Append, never change."""


def tag_of(scalar: Scalar) -> int:
    """The tag of a scalar's type in stored bytes."""
    return next(tag for tag, kind in BY_TAG.items() if isinstance(scalar, kind))


def read(name: str, tag: int, reader: Reader) -> Scalar:
    """Read a scalar.

    Args:
        name: Of the series, for the message.
        tag: Of its type.
        reader: What it is read from.

    Raises:
        FormatError: It is of a type that this gnomon does not know.
    """
    if tag not in BY_TAG:
        raise FormatError(f"series {name!r} is of a type that this gnomon does not know. Upgrade gnomon.")
    return BY_TAG[tag].read(reader)


def together(name: str, a: Scalar, b: Scalar) -> Scalar:
    """Of both sets of rows; what failed on one side is not known of both.

    Raises:
        SchemaError: They are of two types; the message names the series.

    Example:
        >>> together("late", Ratio(1, 2), Failed("KeyError: 'x' (a.py, line 3)"))
        Failed(reason="KeyError: 'x' (a.py, line 3)")
    """
    if isinstance(b, Failed):
        return b + a
    x, y = _alike(name, a, b)
    return cast(Scalar, x + y)


def apart(name: str, a: Scalar, b: Scalar) -> Scalar:
    """The first set of rows without the second.

    Raises:
        SchemaError: They are of two types; the message names the series.
        SubtractionError: The second was never in the first; the message names the series.
    """
    x, y = _alike(name, a, b)
    try:
        return cast(Scalar, x - y)
    except SubtractionError as error:
        raise SubtractionError(f"series {name!r}: {error}") from None


def _alike(name: str, a: Scalar, b: Scalar) -> tuple[Any, Any]:
    if isinstance(a, Failed) or type(a) is type(b):
        return a, b
    raise SchemaError(
        f"series {name!r}: a {type(b).__name__} does not go together with a {type(a).__name__}. "
        "Give the profiler another name when it gives something else."
    )
