"""A row as JSON, made in the caller's thread.

It takes about a microsecond, so that what the caller changes afterwards is not
logged, the memory that waits is known to the byte, and the threads behind need not
hold the interpreter for long: they only join and compress.

NaN and the infinities are null, as JSON has none of them.
"""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

import msgspec

LONGEST_TEXT = 1000
"""Characters of what an unknown object says of itself."""

MISSING = ("NAType", "NaTType")
"""What pandas has where there is nothing."""


def encoded(row: dict[str, Any]) -> bytes:
    """A row as JSON.

    Args:
        row: Its fields; values may be those of numpy or pandas.

    Example:
        >>> encoded({"event_id": "7", "features": {"x": 1.5, "y": float("nan")}})
        b'{"event_id":"7","features":{"x":1.5,"y":null}}'
    """
    try:
        return _encoder.encode(row)
    except (OverflowError, UnicodeError, TypeError):
        return json.dumps(_spelt_out(row), separators=(",", ":")).encode()


def plain(value: Any) -> Any:  # noqa: ANN401 - anything that a caller has
    """What JSON can say of a value that it does not know.

    Args:
        value: An element or an array of numpy, a `NA` of pandas, or any object.

    Example:
        >>> plain({1, 2}), plain(1j)
        ([1, 2], '1j')
    """
    for name in ("tolist", "item"):  # numpy's arrays and elements, torch's tensors
        turned = getattr(value, name, None)
        if callable(turned):
            return turned()
    match value:
        case set() | frozenset():
            return list(value)
        case _ if type(value).__name__ in MISSING:
            return None
        case date():  # a time of pandas
            return value.isoformat()
        case _:
            return str(value)[:LONGEST_TEXT]


_encoder = msgspec.json.Encoder(enc_hook=plain, decimal_format="number")


def _spelt_out(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    """The same for the few rows that the quick way cannot say: whole numbers past 64 bits, broken text, odd keys."""
    match value:
        case dict():
            return {str(key): _spelt_out(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_spelt_out(inner) for inner in value]
        case float():
            return value if math.isfinite(value) else None
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case bool() | int() | None:
            return value
        case _:
            return msgspec.json.decode(_encoder.encode(value))
