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


def effect_bar(ratio: float, status: Status, most: float, shared_zone: str = "") -> str:
    """A bar from the middle over the zone of changes that do not matter.

    Hidden from screen readers: the row prints the effect.

    Args:
        ratio: Effect ÷ material, signed; NaN draws the zone alone.
        status: Of the column: gives the bar its class.
        most: What fills half a bar, from `scale`.
        shared_zone: The id of `zone(most)` in the page, where many bars share it.

    Example:
        >>> effect_bar(2.0, "violation", 4.0, "z")[-69:]
        '<use href="#z"/><path class="e-violation" d="M50 4h25v8h-25z"/></svg>'
    """
    drawn = f'<use href="#{shared_zone}"/>' if shared_zone else zone(most)
    if math.isfinite(ratio) and ratio:
        drawn += f'<path class="e-{status}" d="{_bar(ratio, most)}"/>'
    return f'<svg class="effect" aria-hidden="true">{drawn}</svg>'


def zone(most: float) -> str:
    """The zone of changes that do not matter, and its middle.

    Example:
        >>> zone(4.0)
        '<path class="zone" d="M37 0h26v16h-26z"/><path class="mid" d="M50 0v16"/>'
    """
    half = max(1, math.ceil(HALF / most))
    return f'<path class="zone" d="M{HALF - half} 0h{2 * half}v16h-{2 * half}z"/><path class="mid" d="M{HALF} 0v16"/>'


def _bar(ratio: float, most: float) -> str:
    on, back = ("", "-") if ratio > 0 else ("-", "")
    if abs(ratio) > most:
        return f"M{HALF} 4h{on}{HALF - 5}l{on}5 4 {back}5 4h{back}{HALF - 5}z"
    width = max(1, round(abs(ratio) / most * HALF))
    return f"M{HALF} 4h{on}{width}v8h{back}{width}z"
