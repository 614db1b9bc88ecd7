"""Whole numbers as users have them: of Python, numpy or Polars, or a float that is one."""

from __future__ import annotations

import operator
from typing import Any

from gnomon.errors import UsageError

MOST = 2**64 - 1
"""The greatest number that is stored."""


def whole_number(name: str, value: Any) -> int:  # noqa: ANN401 - whatever a user's function computed
    """A number of things.

    Args:
        name: What it is called in the message.
        value: Any integer, or a float without a fraction.

    Raises:
        UsageError: It is none, below 0, or past 2^64 - 1.

    Example:
        >>> import numpy as np
        >>> whole_number("hits", np.int32(3)), whole_number("hits", 3.0)
        (3, 3)
    """
    try:
        found = operator.index(int(value) if value == int(value) else value)
    except (TypeError, ValueError, OverflowError):
        raise UsageError(f"{name} is {value!r}: a whole number is counted.") from None
    if not 0 <= found <= MOST:
        raise UsageError(f"{name} is {found}: a count lies between 0 and 2^64 - 1.")
    return found
