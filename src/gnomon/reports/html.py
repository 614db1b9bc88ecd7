"""The report as one file of HTML: no network, no script needed.

Charts in the details are our own light SVG, not Vega's. Vega-Lite draws the
same charts for notebooks and pictures, but one of its SVGs is 10-25 kB, which
is 1-2.5 MB for 100 columns; ours are 0.3-1 kB, since a column's large chart
draws its pair histogram again (`use`) and adds the axes. Both come from the
same value of `charts`, so they show the same numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gnomon.charts import theme
from gnomon.charts.gains import points
from gnomon.charts.micro import icon
from gnomon.charts.stretches import stretches
from gnomon.charts.verdicts import verdicts_over_time
from gnomon.checks import numbers
from gnomon.checks.verdict import SEVERITY, Judgement, Status
from gnomon.reports import names, record, words
from gnomon.reports.detail import detail
from gnomon.reports.rows import rows
from gnomon.reports.side import Side

FULL_DETAILS = 40
"""Columns, worst first, whose details have charts; those after them keep their tables. It bounds the file."""

FEW_COLUMNS = 30
MOST_WINDOWS = {True: 400, False: 73}
"""Windows that a lane draws, by whether there are few columns."""


def page(judgement: Judgement, reference: Side, current: Side) -> str:
    """The whole file.

    Args:
        judgement: The verdicts.
        reference: One side.
        current: The other.
    """
    known = words.columns(judgement, reference, current)
    whole = verdicts_over_time(judgement.windows)
    most = MOST_WINDOWS[len(judgement.columns) <= FEW_COLUMNS]
    table = rows(judgement, reference, current)
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            css=_css(":root", "parts.css", "page.css"),
            title=names.unstarred(judgement.reason, known).removesuffix("."),
        answer=names.emphasised(judgement.reason.removesuffix("."), known),
        notes=[(f.fires, names.emphasised(f.reason, known)) for f in judgement.schema + judgement.rows],
        symbols=Markup(icon.symbols()),  # noqa: S704 - our own SVG
            judgement=judgement,
            reference=reference,
            current=current,
            rows=table,
            details=[
                detail(i, row.result, reference, current, most, full=i < FULL_DETAILS) for i, row in enumerate(table)
            ],
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
        _environment()
        .get_template("notebook.html.jinja")
        .render(
            css=_css(".gnomon", "parts.css", "notebook.css"),
            judgement=judgement,
            reference=reference,
            current=current,
            rows=rows(judgement, reference, current, inline=True)[:FULL_DETAILS],
            answer=names.emphasised(judgement.reason, words.columns(judgement, reference, current)),
        more=max(0, len(judgement.columns) - FULL_DETAILS),
            mark=Markup(icon.icon(judgement.status)),  # noqa: S704 - our own SVG
            unit=words.unit(judgement),
        )
    )


def counts(judgement: Judgement) -> list[tuple[Status, str, int]]:
    """How many columns have each status that occurs: status, word, number; worst first."""
    found = Counter(result.status for result in judgement.columns)
    return [(status, icon.WORDS[status], found[status]) for status in sorted(found, key=SEVERITY.__getitem__)]


def data(judgement: Judgement, reference: Side, current: Side) -> Markup:
    """The numbers as JSON that cannot end its script element; floats at six significant digits."""
    made = record.rounded(record.record(judgement, reference, current))
    text = json.dumps(made, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - what could be markup is escaped above


def _css(root: str, *files: str) -> Markup:
    """Tokens of both schemes on a root, then the style sheets, without their line breaks."""
    folder = resources.files("gnomon.reports")
    tokens = f"{root}{{{theme.css('light')}}}@media (prefers-color-scheme:dark){{{root}{{{theme.css('dark')}}}}}"
    text = "\n".join(folder.joinpath(name).read_text("utf-8") for name in files)
    return Markup(tokens + "".join(line.strip() for line in text.splitlines()))  # noqa: S704 - our own style sheets


@cache
def _environment() -> Environment:
    environment: Any = Environment(
        loader=PackageLoader("gnomon.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": numbers.count, "shown": names.shown, "use": _use}
    environment.globals |= {"share": numbers.share, "points": points}
    return environment


def _use(status: Status, label: str | None = None) -> Markup:
    return Markup(icon.use(status, label))  # noqa: S704 - our own SVG
