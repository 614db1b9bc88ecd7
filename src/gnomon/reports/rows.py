"""The rows of a report: what each column says in the table, as drawings and texts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from gnomon.charts import shares
from gnomon.charts.micro import effect, icon, pair, strip
from gnomon.checks import numbers
from gnomon.checks.verdict import ColumnResult, Judgement, Test
from gnomon.reports import names, words
from gnomon.reports.side import Side

STRIP_CELLS = 73
STRIP_WIDTH = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One column in the table.

    Attributes:
        result: What is shown.
        name: The column's name.
        icon: Its status.
        pair: Both distributions; empty when there is nothing to draw.
        sentence: What changed, without the name.
        bar: The effect against what matters.
        effect: The effect in figures, with its unit.
        psi: PSI in figures.
        missing: Share of current rows without a value.
        strip: The verdicts of a series' windows; empty otherwise.
    """

    result: ColumnResult
    name: Markup
    icon: Markup
    pair: Markup
    sentence: Markup
    bar: Markup
    effect: str
    psi: str
    missing: str
    strip: Markup


def rows(judgement: Judgement, reference: Side, current: Side, *, inline: bool = False) -> list[Row]:
    """The rows of all columns, in the judgement's order.

    Args:
        judgement: The verdicts.
        reference: One side.
        current: The other.
        inline: Whether each icon is drawn in full, for a page without `icon.symbols`.
    """
    most = effect.scale([ratio(result) for result in judgement.columns])
    known = words.columns(judgement, reference, current)
    return [
        _row(i, result, (reference, current), known, most, inline=inline) for i, result in enumerate(judgement.columns)
    ]


def _row(i: int, result: ColumnResult, sides: tuple[Side, Side], known: set[str], most: float, *, inline: bool) -> Row:
    reference, current = sides
    both = shares.of(reference.summary(result.column), current.summary(result.column))
    now = current.summary(result.column)
    drawn = (
        ""
        if both is None
        else pair.pair(both.reference.tolist(), both.current.tolist(), name=None if inline else f"p{i}")
    )
    psi = result.metrics.get("psi")
    return Row(
        result=result,
        name=names.shown(result.column),
        icon=Markup(icon.icon(result.status) if inline else icon.use(result.status)),  # noqa: S704 - our own SVG
        pair=Markup(drawn),  # noqa: S704 - digits alone
        sentence=names.emphasised(names.brief(result.reason, result.column), known),
        bar=Markup(effect.effect_bar(ratio(result), result.status, most, "" if inline else "z")),  # noqa: S704 - digits alone
        effect=effect_words(result),
        psi="—" if psi is None else numbers.figure(psi),
        missing=numbers.share(now.missing / now.rows) if now is not None and now.rows else "—",
        strip=_strip(result),
    )


def ratio(result: ColumnResult) -> float:
    """Effect ÷ material, signed; NaN where there is no effect."""
    return result.effect / result.material if result.material and math.isfinite(result.effect) else math.nan


def deciding(result: ColumnResult) -> Test | None:
    """The test whose effect the column shows."""
    return next((t for t in result.tests if t.effect == result.effect and t.material == result.material), None)


def effect_words(result: ColumnResult) -> str:
    """The effect with its sign and unit.

    Example:
        >>> print(effect_words(ColumnResult("x", "number", "ok", "", {}, effect=0.412)))
        +0.41 sd
    """
    if not math.isfinite(result.effect) or not (result.effect or result.tests):  # nothing was tested: no effect of 0
        return "—"
    test = deciding(result)
    if test is None:
        return numbers.signed(result.effect) + (" sd" if result.kind in {"number", "time", "vector"} else " w")
    return test_words(test, test.effect, signed=True, names_only=result.kind in {"category", "flag"})


def test_words(test: Test, value: float, *, signed: bool = False, names_only: bool = False) -> str:
    """A value of a test with the test's unit: points of a share, sd of ranks, or Cohen's w.

    Args:
        test: Whose.
        value: An effect or a limit of it.
        signed: Whether it has a direction worth its sign.
        names_only: Whether the column holds names, whose shape is Cohen's w.
    """
    if not math.isfinite(value):
        return "—"
    if test.name == "novelty":
        return numbers.share(value)
    if test.name == "missing":
        return numbers.points(value) if signed else numbers.points(abs(value)).removeprefix("+")
    size = numbers.signed(value) if signed else numbers.figure(abs(value))
    return f"{size} w" if names_only or test.name == "shape" else f"{size} sd"


def _strip(result: ColumnResult) -> Markup:
    if not result.windows:
        return Markup("")
    cells = strip.rolled_up([verdict.status for verdict in result.windows], STRIP_CELLS)
    label = strip.sentence([verdict.status for verdict in result.windows])
    return Markup(strip.strip(cells, STRIP_WIDTH, label))  # noqa: S704 - our own SVG
