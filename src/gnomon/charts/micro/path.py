"""Paths of SVG in integer relative coordinates: the shortest text that draws a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

Point = tuple[int, int]
T = TypeVar("T")


def line(points: Sequence[Point | None]) -> str:
    """A path through points; None is a gap that no line crosses.

    Example:
        >>> line([(0, 5), (2, 3), None, (6, 3)])
        'M0 5l2-2M6 3h0'
    """
    drawn = ""
    for run in _runs(points):
        drawn += f"M{run[0][0]} {run[0][1]}"
        drawn += "".join(_step(a, b) for a, b in pairwise(run)) or "h0"
    return drawn


def area(lows: Sequence[Point | None], highs: Sequence[Point | None]) -> str:
    """A closed path between two lines over the same places; where either is None there is a gap.

    Example:
        >>> area([(0, 9), (4, 8)], [(0, 1), (4, 2)])
        'M0 1l4 1v6l-4 1z'
    """
    pairs = [None if a is None or b is None else (a, b) for a, b in zip(lows, highs, strict=True)]
    drawn = ""
    for run in _runs(pairs):
        ring = [high for _, high in run] + [low for low, _ in reversed(run)]
        drawn += f"M{ring[0][0]} {ring[0][1]}" + "".join(_step(a, b) for a, b in pairwise(ring)) + "z"
    return drawn


def _runs(items: Sequence[T | None]) -> Iterator[list[T]]:
    run: list[T] = []
    for item in items:
        if item is not None:
            run.append(item)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _step(a: Point, b: Point) -> str:
    dx, dy = b[0] - a[0], b[1] - a[1]
    if not dy:
        return f"h{dx}"
    return f"l{dx}{'' if dy < 0 else ' '}{dy}" if dx else f"v{dy}"
