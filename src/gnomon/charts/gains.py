"""Category gains and losses: which values came and went?"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import altair as alt
from markupsafe import escape

from gnomon.charts import chart, shares
from gnomon.charts.chart import Spec, Table
from gnomon.checks import numbers
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.summary import Summary

MOST = 10
ARROW = "→"


@dataclass(frozen=True, slots=True)
class Gain:
    """One value's shares on both sides.

    Attributes:
        name: The value.
        reference: Its share of the reference, in [0, 1].
        current: Its share now.
    """

    name: str
    reference: float
    current: float

    @property
    def change(self) -> float:
        """Gain of share; below 0 a loss."""
        return self.current - self.reference

    @property
    def tag(self) -> str:
        """`new`, `gone`, or nothing."""
        if not self.reference:
            return "new"
        return "gone" if not self.current else ""


@dataclass(frozen=True, slots=True)
class Gains:
    """Values by how much their share changed, largest first.

    Attributes:
        column: Whose.
        rows: The ten that changed most.
        others: How many more there are.
        rest: What these gained together.
    """

    column: str
    rows: tuple[Gain, ...]
    others: int
    rest: float
    title: str = "Gains and losses"

    @property
    def caption(self) -> str:
        """Unit, and what is left out."""
        more = f"; {self.others} others, together {points(self.rest)}" if self.others else ""
        return f"change of share in points, largest first{more}"

    @property
    def sentence(self) -> str:
        """The largest gain and loss."""
        if not self.rows:
            return f"{self.column}: no values."
        said = [f"{r.name} {numbers.share(r.reference)} {ARROW} {numbers.share(r.current)}" for r in self.rows[:2]]
        new = sum(r.tag == "new" for r in self.rows)
        return f"{self.column}: largest changes {', '.join(said)}" + (f"; {new} of the ten are new." if new else ".")

    def table(self) -> Table:
        """A row a value."""
        rows = tuple((r.name, r.reference, r.current, r.change, r.tag) for r in self.rows)
        return Table(("value", "reference", "current", "change", "tag"), rows)

    def bars(self) -> list[str]:
        """Each value's bar as SVG: losses to the left in the reference's grey, gains to the right in blue."""
        top = max((abs(r.change) for r in self.rows), default=0.0) or 1.0
        return [
            f'<svg class="gain" width="100%" height="12" viewBox="0 0 200 12" preserveAspectRatio="none"'
            f' aria-hidden="true">{_bar(row.change / top)}<path class="g0" d="M100 -4v20"/></svg>'
            for row in self.rows
        ]

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """All bars as one drawing, a row of 20 units each; names and numbers stand beside it."""
        bars = "".join(f'<svg y="{20 * i + 4}">{bar}</svg>' for i, bar in enumerate(self.bars()))
        return (
            f'<svg class="chart" width="100%" height="{20 * len(self.rows)}" role="img"'
            f' aria-label="{escape(self.sentence)}">{bars}</svg>'
        )

    def spec(self, width: int = 240, height: int | None = None) -> Spec:
        """The chart for Vega-Lite."""
        rows = [
            {
                **record,
                "points": 100 * record["change"],
                "label": points(record["change"]),
                "shares": f"{numbers.share(record['reference'])} {ARROW} {numbers.share(record['current'])}",
            }
            for record in self.table().records()
        ]
        bound = max((abs(row["points"]) for row in rows), default=1.0) * 1.5 or 1.0
        x = alt.X("points:Q", title=None, axis=None, scale=alt.Scale(domain=[-bound, bound], nice=False))
        y = alt.Y(
            "value:N", sort=None, title=None, axis=alt.Axis(domain=False, ticks=False, grid=False, labelLimit=120)
        )
        base = alt.Chart(chart.values(rows)).encode(y=y, tooltip=["value:N", "shares:N", "label:N", "tag:N"])
        up, down = "datum.change >= 0", "datum.change < 0"
        layers = [
            base.transform_filter(down).mark_bar(style="reference", cornerRadius=2, height=10).encode(x=x),
            base.transform_filter(up).mark_bar(style="current", cornerRadius=2, height=10).encode(x=x),
            base.transform_filter(down).mark_text(style="label", align="right", dx=-5).encode(x=x, text="label:N"),
            base.transform_filter(up).mark_text(style="label", align="left", dx=5).encode(x=x, text="label:N"),
            alt.Chart(chart.values([{"x": 0}])).mark_rule(style="zero").encode(x="x:Q"),
        ]
        return chart.layered(layers, width, height or 22 * max(1, len(rows)), self.sentence)


def gains(column: str, reference: Summary | None, current: Summary | None) -> Gains | None:
    """The chart of a column of categories or flags; None for other kinds, or when a side has no values.

    Args:
        column: Its name.
        reference: Its summary on the reference side.
        current: Its summary now.
    """
    pair = (reference, current)
    if not all(isinstance(s, CategorySummary | FlagSummary) and s.count for s in pair):
        return None
    both = shares.of_names(shares.categories_of(reference), shares.categories_of(current), most=sys.maxsize)
    rows = [Gain(*row) for row in zip(both.names, both.reference.tolist(), both.current.tolist(), strict=True)]
    rows.sort(key=lambda gain: (-abs(gain.change), gain.name))
    rest = rows[MOST:]
    return Gains(column, tuple(rows[:MOST]), len(rest), sum(gain.change for gain in rest))


def _bar(part: float) -> str:
    """A bar from the middle, for a part in [-1, 1] of the largest change."""
    width = round(96 * abs(part))
    on, back, style = ("-", "", "r") if part < 0 else ("", "-", "f")
    return f'<path class="{style}" d="M100 1h{on}{width}v10h{back}{width}z"/>' if width else ""


def points(change: float) -> str:
    """A change of a share in points, with its sign.

    Example:
        >>> points(0.0092), points(-0.121)
        ('+0.9', '−12')
    """
    ten = 9.95
    digits = 1 if abs(100 * change) < ten else 0
    return f"{100 * change:+.{digits}f}".replace("-", "−")
