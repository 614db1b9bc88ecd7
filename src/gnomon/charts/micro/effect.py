"""The effect bar: how large is the change against what matters?"""

from __future__ import annotations

import math

from gnomon.checks.verdict import Status

HALF = 50
"""Half of the bar's width, in px."""

MOST = 12.0
"""A bar longer than this many times what matters is cut, and ends in a point: else the zone could not be seen."""


def scale(ratios: list[float]) -> float:
    """How many times what matters fill half a bar, so that the bars of a table share one scale.

    Args:
        ratios: Effect ÷ material of each row.

    Returns:
        At least 2, at most 12.

    Example:
        >>> scale([0.5, -4.1]), scale([17.3]), scale([])
        (4.1, 12.0, 2.0)
    """
    return min(MOST, max([2.0, *(abs(ratio) for ratio in ratios if math.isfinite(ratio))]))


def effect_bar(ratio: float, status: Status, most: float) -> str:
    """A bar from the middle over the zone of changes that do not matter.

    Hidden from screen readers: the row prints the effect.

    Args:
        ratio: Effect ÷ material, signed; NaN draws the zone alone.
        status: Of the column: gives the bar its class.
        most: What fills half a bar, from `scale`.

    Example:
        >>> effect_bar(2.0, "violation", 4.0)[-84:]
        '<path class="e-violation" d="M50 4h25v8h-25z"/><path class="mid" d="M50 0v16"/></svg>'
    """
    zone = max(1, round(HALF / most))
    drawn = f'<path class="zone" d="M{HALF - zone} 0h{2 * zone}v16h-{2 * zone}z"/>'
    if math.isfinite(ratio) and ratio:
        drawn += f'<path class="e-{status}" d="{_bar(ratio, most)}"/>'
    return (
        f'<svg class="effect" aria-hidden="true">'
        f'{drawn}<path class="mid" d="M{HALF} 0v16"/></svg>'
    )


def _bar(ratio: float, most: float) -> str:
    on, back = ("", "-") if ratio > 0 else ("-", "")
    if abs(ratio) > most:
        return f"M{HALF} 4h{on}{HALF - 5}l{on}5 4 {back}5 4h{back}{HALF - 5}z"
    width = max(1, round(abs(ratio) / most * HALF))
    return f"M{HALF} 4h{on}{width}v8h{back}{width}z"
