"""The pair histogram: how is it distributed now, over how it was?"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

BAR = 10
"""Width of a bar in the drawing's units, of which one is the gap; its height is 100.

A micro chart and the large chart of the same column share one drawing, so the units are finer than a micro chart needs.
"""


def bars(shares: Sequence[float], top: float) -> str:
    """The path of filled bars.

    Args:
        shares: Height of each bar, in [0, 1].
        top: The share that is 100 units high; above 0.

    Example:
        >>> bars([0.5, 0.0, 0.25], top=0.5)
        'M0 100v-100h9v100h11v-50h9v50h1'
    """
    drawn, blank = "M0 100", 0
    for height in _heights(shares, top):
        if not height:
            blank += BAR
            continue
        drawn += f"h{blank}" if blank else ""
        drawn += f"v-{height}h{BAR - 1}v{height}"
        blank = 1
    return drawn + (f"h{blank}" if blank else "")


def steps(shares: Sequence[float], top: float) -> str:
    """The path of a step line over the same bars, from the base to the base.

    Example:
        >>> steps([0.5, 0.25, 0.25], top=0.5)
        'M0 100v-100h10v50h20v50'
    """
    drawn, last, run = "M0 100", 0, 0
    for height in _heights(shares, top):
        if height != last:
            drawn += (f"h{run}" if run else "") + f"v{last - height}"
            run = 0
        run, last = run + BAR, height
    return drawn + (f"h{run}" if run else "") + (f"v{last}" if last else "")


def top_of(*sides: Sequence[float]) -> float:
    """The share that fills the height: the greatest of all sides; 1 when there is none.

    Example:
        >>> top_of([0.1, 0.4], [0.2]), top_of([])
        (0.4, 1.0)
    """
    return max((share for side in sides for share in side), default=0.0) or 1.0


def pair(
    reference: Sequence[float],
    current: Sequence[float],
    label: str | None = None,
    name: str | None = None,
) -> str:
    """Grey bars of the reference, and the current side as a blue step line over them.

    Args:
        reference: Share of each bar on the reference side.
        current: Share of each bar on the current side, as many.
        label: What a screen reader says; hidden when None.
        name: An id, so that `use` can draw it again.

    Example:
        >>> pair([1.0], [1.0]).count("<path")
        2
    """
    told = 'aria-hidden="true"' if label is None else f'role="img" aria-label="{escape(label)}"'
    group = f'<g id="{name}">' if name else "<g>"
    return (
        f'<svg class="pair" viewBox="0 0 {max(1, len(reference)) * BAR} 100"'
        f' preserveAspectRatio="none" {told}>{group}{paths(reference, current)}</g></svg>'
    )


def paths(reference: Sequence[float], current: Sequence[float]) -> str:
    """Both sides' paths alone, in units of 10 a bar and 100 high."""
    top = top_of(reference, current)
    return f'<path class="r" d="{bars(reference, top)}"/><path class="c" d="{steps(current, top)}"/>'


def _heights(shares: Sequence[float], top: float) -> list[int]:
    """Integer heights; what is there at all is at least one unit high."""
    return [max(1, round(100 * share / top)) if share > 0 else 0 for share in shares]
