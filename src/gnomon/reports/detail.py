"""The details of one column in a report: charts, tests, distances, quantiles."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from gnomon.charts import ticks
from gnomon.charts.chart import Chart
from gnomon.charts.effect_over_time import effect_over_time
from gnomon.charts.gains import Gains, gains
from gnomon.charts.heat_map import heat_map
from gnomon.charts.missing import missing
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.charts.quantile_bands import quantile_bands
from gnomon.charts.shares import numbers_of
from gnomon.charts.stretches import stretches
from gnomon.charts.verdicts import verdicts_over_time
from gnomon.checks import numbers
from gnomon.checks.verdict import ColumnResult, Test
from gnomon.reports import names, words
from gnomon.reports.rows import test_words
from gnomon.reports.side import Side
from gnomon.reports.views import series_of

QUANTILES = ((0.05, "5 %"), (0.25, "25 %"), (0.5, "median"), (0.75, "75 %"), (0.95, "95 %"))

DISTANCES = {"psi": "PSI", "js": "Jensen–Shannon", "ks": "Kolmogorov–Smirnov", "wasserstein": "Wasserstein"}
"""Those that people know from elsewhere; every metric is in the JSON of the file."""

MOST_BANDS = 120
"""Windows of a distribution over time; effect, missing share and verdicts show up to 400, since a day can tell."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its words.

    Attributes:
        chart: Whose title and caption are printed.
        svg: The drawing.
    """

    chart: Chart
    svg: Markup


@dataclass(frozen=True, slots=True)
class TestRow:
    """One test in words.

    Attributes:
        name: `location`, `spread`, `shape` (of names `mix`), `missing`, `novelty`.
        effect: Now, with its unit.
        limit: From which it alerts.
        chance: How probable it is by chance.
        fires: Whether it is beyond its limit in a column in violation.
    """

    name: str
    effect: str
    limit: str
    chance: str
    fires: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """All that a column's details show; what is empty is left out.

    Attributes:
        sentence: The verdict's whole sentence.
        findings: Whether each makes a violation, and its sentence.
        now: Now over reference.
        gains: Gains and losses of names.
        gain_bars: Their bars.
        tests: The tests.
        distances: Name and figure.
        quantiles: Names, then figures of the reference, then of the current side.
        lanes: Charts over time.
        when: When it was wrong, in words.
        full: Whether charts and tables are drawn; else the same numbers are lines of text.
    """

    sentence: Markup
    findings: list[tuple[bool, Markup]]
    now: Drawn | None
    gains: Gains | None
    gain_bars: list[Markup]
    tests: list[TestRow]
    distances: list[tuple[str, str]]
    quantiles: list[list[str]]
    lanes: list[Drawn]
    when: str
    full: bool


def detail(i: int, result: ColumnResult, reference: Side, current: Side, most_windows: int, *, full: bool) -> Detail:
    """The details of one column.

    Args:
        i: The column's place in the report: its pair histogram has the id `p<i>`.
        result: The verdict.
        reference: One side.
        current: The other.
        most_windows: Windows that a lane draws at most.
        full: Whether to draw charts, not only to print tables.
    """
    before, now = reference.summary(result.column), current.summary(result.column)
    known = {result.column, *reference.profile, *current.profile}
    gained = gains(result.column, before, now) if full else None
    overlay = now_over_reference(result.column, before, now) if full else None
    return Detail(
        sentence=names.emphasised(result.reason, known),
        findings=[(f.fires, names.emphasised(f.reason, known)) for f in result.findings],
        now=None if overlay is None else Drawn(overlay, _safe(overlay.svg(pair_id=f"p{i}"))),
        gains=gained,
        gain_bars=[] if gained is None else [_safe(bar) for bar in gained.bars()],
        tests=[_test(test, result) for test in result.tests],
        distances=[
            (words, numbers.figure(value))
            for name, words in DISTANCES.items()
            if (value := result.metrics.get(name)) is not None
        ],
        quantiles=_quantiles(reference, current, result.column) if full else [],
        lanes=_lanes(result, reference, current, most_windows) if full else [],
        full=full,
        when=words.when(stretches(result.windows), len(result.windows)),
    )


def _safe(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - charts escape the names in their SVG


def _test(test: Test, result: ColumnResult) -> TestRow:
    names_only = result.kind in {"category", "flag"}
    name = "mix" if names_only and test.name == "shape" else test.name
    now = test_words(test, test.effect, signed=test.name not in {"shape", "novelty"}, names_only=names_only)
    fires = result.status == "violation" and test.admissible
    return TestRow(name, now, test_words(test, test.limit, names_only=names_only), chance(test.p), fires)


def chance(p: float) -> str:
    """A probability by chance in words.

    Example:
        >>> chance(0.25), chance(float("nan"))
        ('0.25', '—')
    """
    least = 1e-4
    if not math.isfinite(p):
        return "—"
    return "<\N{NO-BREAK SPACE}0.0001" if p < least else f"{p:.2g}"


def _quantiles(reference: Side, current: Side, column: str) -> list[list[str]]:
    sides = [side.summary(column) for side in (reference, current)]
    values = [numbers_of(side) for side in sides]
    if not any(side.count for side in values):
        return []
    is_time = any(side is not None and side.kind == "time" for side in sides)
    names = [*(name for _, name in QUANTILES), "mean", *([] if is_time else ["sd"])]
    figures = [
        [*(side.quantile(q) for q, _ in QUANTILES), side.mean, *([] if is_time else [side.std])] for side in values
    ]
    return [names, *(list(ticks.exact(row, is_time=is_time)) for row in figures)]


def _lanes(result: ColumnResult, reference: Side, current: Side, most_windows: int) -> list[Drawn]:
    """The distribution, the effect, what is missing where anything is, and the verdicts beneath, on one time axis."""
    over = series_of(result, reference, current, most_windows)
    bands = series_of(result, reference, current, min(MOST_BANDS, most_windows))
    if over is None or bands is None:
        return []
    before = reference.summary(result.column)
    gaps = missing(over, before)
    shown: list[Chart | None] = [
        None if result.role == "score" else quantile_bands(bands, before),
        effect_over_time(over),
        gaps if any(share > 0 for share in gaps.shares) else None,
        verdicts_over_time(result.windows, most_windows),
    ]
    charts = [chart for chart in (shown[0] or heat_map(bands, before), *shown[1:]) if chart is not None]
    return [Drawn(chart, _safe(chart.svg(dated=chart is charts[-1]))) for chart in charts]
