"""The sparkline: level and trend at a glance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from markupsafe import escape

from gnomon.charts.micro import path

WIDTH, HEIGHT, PAD = 92, 28, 2


def sparkline(
    values: Sequence[float],
    label: str,
    low: Sequence[float] = (),
    high: Sequence[float] = (),
    limit: float | None = None,
) -> str:
    """A line of at most 60 values with its band and limit; the last value is a dot.

    A value that is not finite is a gap: no line crosses it. Print the last value beside it.

    Args:
        values: Oldest first.
        label: What a screen reader says.
        low: Lower ends of the band, as many as values, or none.
        high: Upper ends of the band.
        limit: Drawn dashed when given.

    Example:
        >>> sparkline([0.0, 1.0], "rising")[-69:]
        '<path class="l" d="M2 26l88-24"/><circle cx="90" cy="2" r="2"/></svg>'
    """
    y = _scale([v for v in (*values, *low, *high, limit) if v is not None and math.isfinite(v)])
    xs = [round(PAD + (WIDTH - 2 * PAD) * (i / max(1, len(values) - 1))) for i in range(len(values))]

    def points(of: Sequence[float]) -> list[path.Point | None]:
        return [(x, y(v)) if math.isfinite(v) else None for x, v in zip(xs, of, strict=True)]

    line = points(values)
    drawn = f'<path class="band" d="{path.area(points(low), points(high))}"/>' if low and high else ""
    if limit is not None and math.isfinite(limit):
        drawn += f'<path class="limit" d="M0 {y(limit)}h{WIDTH}"/>'
    drawn += f'<path class="l" d="{path.line(line)}"/>'
    if line and line[-1] is not None:
        drawn += f'<circle cx="{line[-1][0]}" cy="{line[-1][1]}" r="2"/>'
    return (
        f'<svg class="spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' role="img" aria-label="{escape(label)}">{drawn}</svg>'
    )


def _scale(values: list[float]) -> Callable[[float], int]:
    least, most = (min(values), max(values)) if values else (0.0, 1.0)
    half = (most / 2 - least / 2) or 0.5  # halves, since the whole of the largest floats would be infinite
    return lambda v: round(HEIGHT - PAD - (HEIGHT - 2 * PAD) * ((v / 2 - least / 2) / half))
