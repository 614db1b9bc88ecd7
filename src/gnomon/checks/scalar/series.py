"""The one way in: judge a series of numbers against those of the reference."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.verdict import ScalarVerdict

Kind = Literal["share", "volume", "positive", "mean", "freshness"]
Direction = Literal["up", "down", "both"]


def judge_scalar(  # noqa: PLR0913 - what a person may set of a series
    kind: Kind,
    reference: Points,
    current: Points,
    *,
    material: float | None = None,
    direction: Direction | None = None,
    calendar: Collection[date] = (),
    alpha: float = 0.005,
    name: str = "",
    first: int = 0,
) -> tuple[ScalarVerdict, ...]:
    """Judge each current window from the `first` on; those before it are merged with."""
    raise NotImplementedError
