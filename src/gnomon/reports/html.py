"""The report as one file of HTML: no network, no script needed.

Charts in the details are our own light SVG, not Vega's. Vega-Lite draws the
same charts for notebooks and pictures, but one of its SVGs is 5-74 kB (columns
of the flights; most of numbers are above 50), which is megabytes for 100
columns; ours are 0.6-1.1 kB, since a column's large chart draws its pair
histogram again (`use`) and adds the axes. Both come from the
same value of `charts`, so they show the same numbers.
"""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from gnomon.charts.micro import effect, icon
from gnomon.charts.stretches import stretches
from gnomon.charts.timeline import MOST_WINDOWS
from gnomon.charts.verdicts import verdicts_over_time
from gnomon.checks.verdict import SEVERITY, Judgement, Status
from gnomon.reports import names, page_parts, record, words
from gnomon.reports.detail import detail
from gnomon.reports.rows import ratio, rows
from gnomon.reports.side import Side

FEW_COLUMNS = 48
"""Up to so many, every column's details have charts and tables, and the JSON has the counts of the reference cells."""

FULL_DETAILS = 16
"""With more columns only the worst have: the others say the same numbers in lines of text, so that 100 columns stay
below 300 kB."""

SHOWN_IN_NOTEBOOK = 40

LANE_POINTS = 6000
"""Windows that the lanes of all columns draw together, at most 400 and at least 53 each: some 200 kB."""

FEWEST_WINDOWS = 53


def page(judgement: Judgement, reference: Side, current: Side) -> str:
    """The whole file.

    Args:
        judgement: The verdicts.
        reference: One side.
        current: The other.
    """
    known = words.columns(judgement, reference, current)
    whole = verdicts_over_time(judgement.windows)
    columns = len(judgement.columns)
    drawn = columns if columns <= FEW_COLUMNS else FULL_DETAILS
    most = max(FEWEST_WINDOWS, min(MOST_WINDOWS, LANE_POINTS // max(1, drawn)))
    table = rows(judgement, reference, current)
    return (
        page_parts.environment()
        .get_template("report.html.jinja")
        .render(
            css=page_parts.css(":root", "parts.css", "page.css"),
            title=names.unstarred(judgement.reason, known).removesuffix("."),
            answer=names.emphasised(judgement.reason.removesuffix("."), known),
            zone=Markup(effect.zone(effect.scale([ratio(result) for result in judgement.columns]))),  # noqa: S704 - digits
            notes=[(f.fires, names.emphasised(f.reason, known)) for f in judgement.schema + judgement.rows],
            symbols=Markup(icon.symbols()),  # noqa: S704 - our own SVG
            judgement=judgement,
            reference=reference,
            current=current,
            rows=table,
            details=[detail(i, row.result, reference, current, most, full=i < drawn) for i, row in enumerate(table)],
            counts=counts(judgement),
            basis=words.basis(judgement, reference),
            unit=words.unit(judgement),
            whole=whole,
            whole_svg=Markup(whole.svg() if whole else ""),  # noqa: S704 - digits and dates
            wrong=words.when(stretches(judgement.windows), len(judgement.windows)),
            data=data(judgement, reference, current),
        )
    )


def fragment(judgement: Judgement, reference: Side, current: Side) -> str:
    """The table alone for a notebook: self-contained, its style held inside one class."""
    return (
        page_parts.environment()
        .get_template("notebook.html.jinja")
        .render(
            css=page_parts.css(".gnomon", "parts.css", "notebook.css"),
            judgement=judgement,
            reference=reference,
            current=current,
            rows=rows(judgement, reference, current, inline=True)[:SHOWN_IN_NOTEBOOK],
            answer=names.emphasised(judgement.reason, words.columns(judgement, reference, current)),
            more=max(0, len(judgement.columns) - SHOWN_IN_NOTEBOOK),
            mark=Markup(icon.icon(judgement.status)),  # noqa: S704 - our own SVG
            unit=words.unit(judgement),
        )
    )


def counts(judgement: Judgement) -> list[tuple[Status, str, int]]:
    """How many columns have each status that occurs: status, word, number; worst first."""
    found: Counter[Status] = Counter(result.status for result in judgement.columns)
    return [(status, icon.WORDS[status], found[status]) for status in SEVERITY if found[status]]


def data(judgement: Judgement, reference: Side, current: Side) -> Markup:
    """The numbers as JSON that cannot end its script element; floats at five significant digits."""
    few = len(judgement.columns) <= FEW_COLUMNS
    made = record.lean(record.record(judgement, reference, current), with_cells=few)
    return page_parts.data(made)
