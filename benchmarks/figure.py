"""One measured figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, its value, the bound it is held to (empty: none), and how it was got."""

    what: str
    value: str
    bound: str
    how: str
