"""The verdict strip on a time axis: when was it wrong, beneath the lanes of the same windows?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from gnomon.charts import chart, frame, lane, timeline
from gnomon.charts.chart import Spec, Table
from gnomon.charts.micro.icon import WORDS
from gnomon.charts.micro.strip import Cell, sentence, worst
from gnomon.charts.over_time import OverTime
from gnomon.charts.timeline import MOST_WINDOWS, Timeline
from gnomon.checks.verdict import WindowVerdict
from gnomon.profiles.windows import Window

HEIGHT = 20
HIGH: dict[Cell, int] = {"ok": 8, "violation": 20, "insufficient_data": 13, "no_data": 20, "error": 20}
"""Height of a status' cell, of 20: `ok` low, `violation` full, so that it reads without colour."""

FINE = 200
"""With more cells than that no gaps are left between them."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A status for each window of an axis.

    Attributes:
        line: The windows.
        cells: Their statuses; None where there is none.
        all_cells: The statuses of the windows before any were drawn as one.
    """

    line: Timeline
    cells: tuple[Cell, ...]
    all_cells: tuple[Cell, ...]
    title: str = "Verdicts"

    @property
    def caption(self) -> str:
        """What a cell is."""
        return f"a cell a window{'; ' + self.line.note + ', each its worst' if self.line.note else ''}"

    @property
    def sentence(self) -> str:
        """How many windows have which status."""
        if not self.line.aside:
            return sentence(self.all_cells)
        pairs = zip(self.line.windows, self.all_cells, strict=True)
        judged: list[Cell] = [cell for window, cell in pairs if window.start not in self.line.aside]
        return f"{sentence(judged)}; {len(self.line.aside)} more in maintenance"

    def table(self) -> Table:
        """A row a window."""
        aside = self.line.aside
        rows = tuple(
            (w.full_name, "maintenance" if w.start in aside else WORDS[c] if c else None)
            for w, c in zip(self.line.windows, self.cells, strict=True)
        )
        return Table(("window", "status"), rows)

    def svg(self, *, pair_id: str = "", dated: bool = True) -> str:
        """The strip as SVG, with its dates."""
        drawn = lane.shades(self.line, HEIGHT)
        drawn += "".join(
            f'<path class="w-{status}" d="{self._cells(status)}"/>' for status in HIGH if status in self.cells
        )
        if "error" in self.cells:
            drawn += f'<path class="s-cross" d="{self._crosses()}"/>'
        return frame.frame(
            drawn, (lane.WIDTH, HEIGHT), self.sentence, x=self.line.ticks() if dated else (), height=HEIGHT
        )

    def spec(self, width: int = 620, height: int = HEIGHT) -> Spec:
        """The strip for Vega-Lite."""
        rows = [
            {
                "start": w.start.isoformat(), "end": w.end.isoformat(), "window": w.full_name, "status": c,
                "foot": 0, "head": HIGH[c],
            }
            for w, c in zip(self.line.windows, self.cells, strict=True)
            if c is not None
        ]  # fmt: skip
        layers = [
            alt.Chart(chart.values([row for row in rows if row["status"] == status]))
            .mark_rect(style=f"strip-{status}")
            .encode(
                x=alt.X("start:T", title=None, scale=alt.Scale(type="utc")),
                x2="end:T",
                y=alt.Y("foot:Q", axis=None, scale=alt.Scale(domain=[0, HEIGHT])),
                y2="head",
                tooltip=["window:N", "status:N"],
            )
            for status in HIGH
            if status in self.cells
        ]
        return chart.layered(layers, width, height, self.sentence)

    def _ends(self, i: int) -> tuple[int, int]:
        window = self.line.windows[i]
        return round(lane.WIDTH * self.line.at(window.start)), round(lane.WIDTH * self.line.at(window.end))

    def _cells(self, status: Cell) -> str:
        """Rectangles of one status; without gaps between cells, neighbours are one rectangle."""
        fine = len(self.cells) > FINE
        text, high = "", HIGH[status]
        for run in self._runs(status) if fine else [[i] for i, cell in enumerate(self.cells) if cell == status]:
            left, right = self._ends(run[0])[0], self._ends(run[-1])[1]
            width = max(1, right - left - (0 if fine else 1))
            text += f"M{left} {HEIGHT}v-{high}h{width}v{high}z"
        return text

    def _runs(self, status: Cell) -> list[list[int]]:
        """Places of cells of a status that touch each other."""
        runs: list[list[int]] = []
        for i, cell in enumerate(self.cells):
            if cell != status:
                continue
            if runs and runs[-1][-1] == i - 1 and not self.line.gap_after(i - 1):
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs

    def _crosses(self) -> str:
        places = [self._ends(i) for i, cell in enumerate(self.cells) if cell == "error"]
        return "".join(f"M{a} 7l{b - a} 6m0-6l-{b - a} 6" for a, b in places)


def strip_of(over: OverTime) -> Verdicts:
    """The strip of what is drawn over time already, on the same axis."""
    return Verdicts(over.line, over.statuses, over.statuses)


def verdicts_over_time(verdicts: Sequence[WindowVerdict], most: int = MOST_WINDOWS) -> Verdicts | None:
    """The strip of a series; None when it has no windows.

    Args:
        verdicts: One a window, oldest first.
        most: Cells to draw at most; with more windows a cell is the worst of several.
    """
    if not verdicts:
        return None
    groups, note = timeline.rolled([verdict.window for verdict in verdicts], most)
    windows = [
        Window(verdicts[g[0]].window.start, verdicts[g[-1]].window.end, verdicts[g[0]].window.zone) for g in groups
    ]
    cells: tuple[Cell, ...] = tuple(worst([verdicts[i].status for i in group]) for group in groups)
    every: tuple[Cell, ...] = tuple(verdict.status for verdict in verdicts)
    return Verdicts(Timeline(tuple(windows), note), cells, every)
