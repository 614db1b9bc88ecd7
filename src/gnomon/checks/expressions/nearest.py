"""The nearest right name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def near(name: str, names: Sequence[str]) -> str:
    """What somebody may have meant.

    Example:
        >>> near("vale", ["value", "limit"]), near("x", ["value", "limit"])
        ("Did you mean 'value'?", 'Write one of value, limit.')
    """
    close = difflib.get_close_matches(name, names, 1)
    return f"Did you mean {close[0]!r}?" if close else f"Write one of {', '.join(names)}."
