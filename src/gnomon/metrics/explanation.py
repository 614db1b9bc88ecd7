"""What a metric says of itself, in lines that its docstring, the docs and tooltips share."""

from __future__ import annotations

import math
from typing import Protocol


class Explained(Protocol):
    """What every sort of metric records."""

    @property
    def formula(self) -> str:
        """How it is computed."""
        ...

    @property
    def low(self) -> float:
        """Least value that it can take."""
        ...

    @property
    def high(self) -> float:
        """Greatest value that it can take."""
        ...

    @property
    def bad(self) -> str:
        """Which way is bad: `up`, `down`, `away` from its value at rest, or `neither`."""
        ...

    @property
    def read(self) -> str:
        """One sentence on how to read it."""
        ...

    @property
    def source(self) -> str:
        """Paper or standard; empty when there is none."""
        ...


def explanation(record: Explained, rest: float | None) -> str:
    """Formula, range, bad direction and reading, a line each.

    Args:
        record: The metric.
        rest: Its value at rest, for one that is bad away from it.

    Example:
        >>> from gnomon.metrics.registry import find
        >>> print(explanation(find("ks"), 0.0).splitlines()[1])
        Range: [0, 1]
    """
    end = ")" if math.isinf(record.high) else "]"
    begin = "(" if math.isinf(record.low) else "["
    away = "" if rest is None else f"away from {rest:g}"
    bad = {"up": "more", "down": "less", "away": away}.get(record.bad) or "neither direction by itself"
    lines = [
        f"Formula: {record.formula}",
        f"Range: {begin}{record.low:g}, {record.high:g}{end}",
        f"Bad: {bad}.",
        f"How to read it: {record.read}",
    ]
    return "\n".join(lines + ([f"Source: {record.source}"] if record.source else []))
