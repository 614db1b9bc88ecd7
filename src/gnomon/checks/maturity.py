"""Maturity: how many of a window's targets have come, told from how late targets usually come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many rows there are, and how many of their targets came at which age. Adds, subtracts, has bytes."""

    rows: int = 0
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of targets that come by an age (Kaplan-Meier)."""

    shares: tuple[float, ...]

    def maturity(self, age: timedelta) -> float:
        """Share of the targets that will ever come that have come by an age, in [0, 1]."""
        raise NotImplementedError


def curve(arrivals: Sequence[Arrivals], ages: Sequence[timedelta]) -> Curve:
    """The curve of windows, each as old as it is."""
    raise NotImplementedError
