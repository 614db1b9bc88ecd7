"""The frame of a chart drawn as plain SVG: plot, grid, and labels that keep their size at any width.

The plot is stretched to the width of its place, lines keep their thickness
(`vector-effect` in the style sheet), and labels stand at percentages outside
of the stretched part, so that a phone shows the same 12 px text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

BELOW = 20
"""Room for the labels of the x axis, in px."""

NEAR_EDGE = 0.22
"""A label this close to an end of the plot lies on its inner side."""

ROW = 16
"""Height of a row of labels above the plot, in px."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis.

    Attributes:
        at: Where, in [0, 1]: from the left, or from the bottom.
        text: Its label.
    """

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A labelled upright rule, such as a median.

    Attributes:
        at: Where, in [0, 1] from the left.
        text: Its label, above the plot.
        style: Class of the rule and its label: `r`eference or `c`urrent.
        anchor: Where the label lies: in the `middle` over the rule, from it on (`start`), or up to it (`end`).
    """

    at: float
    text: str
    style: str
    anchor: str = "middle"


def frame(
    plot: str,
    units: tuple[int, int],
    label: str,
    x: Sequence[Tick] = (),
    y: Sequence[Tick] = (),
    flags: Sequence[Flag] = (),
    marks: Sequence[tuple[float, float]] = (),
    height: int = 180,
) -> str:
    """A plot with its axes, as wide as its place.

    Args:
        plot: SVG text in plot units.
        units: Width and height of the plot in its units.
        label: The text alternative.
        x: Labels below.
        y: Grid lines with their labels at the left.
        flags: Upright rules, one row of labels each.
        marks: Places of violations, in [0, 1] from the left and from the top: triangles.
        height: Of the plot in px, without labels.

    Example:
        >>> frame("", (10, 10), "empty", y=[Tick(0.5, "20 %")]).count("<text")
        1
    """
    top = ROW * len(flags) + 6
    foot = top + height
    grid = "".join(f"M0 {round(units[1] * (1 - tick.at))}h{units[0]}" for tick in y)
    drawn = f'<path class="g" d="{grid}"/>' if grid else ""
    inner = (
        f'<svg y="{top}" width="100%" height="{height}" viewBox="0 0 {units[0]} {units[1]}"'
        f' preserveAspectRatio="none">{drawn}{plot}</svg>'
    )
    labels = "".join(f'<use href="#v" x="{_percent(a)}" y="{top + round(height * b)}"/>' for a, b in marks)
    labels += "".join(
        f'<text class="y" x="-6" y="{foot - round(height * t.at) + 4}">{escape(t.text)}</text>' for t in y
    )
    labels += "".join(f'<text{_inwards(t)} x="{_percent(t.at)}" y="{foot + 16}">{escape(t.text)}</text>' for t in x)
    labels += "".join(_flag(flag, row, foot) for row, flag in enumerate(flags))
    return (
        f'<svg class="chart" width="100%" height="{foot + (BELOW if x else 2)}" role="img"'
        f' aria-label="{escape(label)}">{inner}{labels}</svg>'
    )


def _flag(flag: Flag, row: int, foot: int) -> str:
    x = _percent(flag.at)
    anchor = "start" if flag.at < NEAR_EDGE else "end" if flag.at > 1 - NEAR_EDGE else flag.anchor
    side = "" if anchor == "middle" else f" {anchor}"
    y = ROW * row + 12
    return (
        f'<line class="{flag.style}" x1="{x}" x2="{x}" y1="{y + 4}" y2="{foot}"/>'
        f'<text class="{flag.style}{side}" x="{x}" y="{y}">{escape(flag.text)}</text>'
    )


def _inwards(tick: Tick) -> str:
    """A long label at an end of the axis stays within the plot."""
    long, near = 4, 0.04
    if len(tick.text) <= long or near < tick.at < 1 - near:
        return ""
    return ' class="start"' if tick.at <= near else ' class="end"'


def _percent(at: float) -> str:
    return f"{100 * at:.1f}".rstrip("0").rstrip(".") + "%"
