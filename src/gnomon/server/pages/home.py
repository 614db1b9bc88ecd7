"""`GET /`: is anything on fire, and who has it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from gnomon.charts.micro.sparkline import sparkline
from gnomon.charts.micro.strip import strip
from gnomon.checks import numbers
from gnomon.checks.verdict import SEVERITY, Status
from gnomon.jobs.reporting import overview
from gnomon.jobs.reporting.overview import DUTIES, Drawn, Line
from gnomon.reports import names
from gnomon.server.pages.shell import page
from gnomon.server.state import state_of

router = APIRouter(include_in_schema=False)

MOST = 40
"""Entities on a page."""

LONGEST = 90
"""Characters of what is wrong."""

NOTES = {
    "needs someone": "nobody has it yet",
    "in hand": "somebody has it, or nobody is to be called",
    "cannot judge": "not enough rows, or none",
    "all right": "",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its drawings.

    Attributes:
        line: How the entity is.
        drawn: What is drawn of it.
    """

    line: Line
    drawn: Drawn

    @property
    def reason(self) -> Markup:
        """What is wrong, in the words of its alert."""
        line = self.line
        return names.emphasised(headline(line.reason), line.alert.series if line.alert else ())

    @property
    def strip(self) -> Markup:
        """Its verdicts."""
        return Markup(strip(self.drawn.cells))  # noqa: S704 - digits

    @property
    def performance(self) -> Markup:
        """How its model performed."""
        points = self.drawn.performance
        label = f"{self.drawn.metric} over the last {len(points)} windows"
        values, low, high = ([getattr(point, name) for point in points] for name in ("value", "low", "high"))
        return Markup(sparkline(values, label, low, high))  # noqa: S704 - digits, and a metric's name

    @property
    def volume(self) -> Markup:
        """How many rows it had."""
        return Markup(sparkline(self.drawn.rows, f"rows of the last {len(self.drawn.rows)} windows"))  # noqa: S704


def headline(sentence: str) -> str:
    """The part of a sentence that says what is wrong.

    Example:
        >>> ranks = "a typical value now ranks above 76 % of reference values instead of 50 %"
        >>> headline(f"*temp* moved up by 0.89 sd (material: 0.10) in 9 Jan (n = 800): {ranks}.")
        '*temp* moved up by 0.89 sd in 9 Jan'
    """
    short = names.brief(sentence, "")
    for end in (": ", "; "):
        first, found, _ = short.partition(end)
        if found and len(short) > LONGEST:
            short = first
    return short


@router.get("/")
def home(
    request: Request,
    status: Status | Literal[""] = "",
    owner: str = "",
    kind: str = "",
    q: str = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """Every entity, what needs someone first."""
    state = state_of(request)
    everything = overview.lines(state.settings, state.store)
    found = [
        line
        for line in everything
        if (not owner or line.entity.owner == owner)
        and (not kind or line.entity.kind == kind)
        and q.casefold() in line.entity.name.casefold()
    ]
    counts = Counter(line.status for line in found)
    chosen = [line for line in found if not status or line.status == status]
    part = chosen[(number - 1) * MOST : number * MOST]
    rows = [Row(line, overview.drawn(state.store, line.entity)) for line in part]
    return page(
        request,
        "home.html.jinja",
        "entities",
        lead=lead(everything),
        worst=next((line for line in everything if line.duty == "needs someone"), None),
        groups=[(duty, _count(chosen, duty), list(of)) for duty, of in groupby(rows, lambda row: row.line.duty)],
        notes=NOTES,
        counts={one: counts[one] for one in SEVERITY if counts[one]},
        total=len(found),
        asked={"status": status, "owner": owner, "kind": kind, "q": q},
        owners=sorted({line.entity.owner for line in everything if line.entity.owner}),
        kinds=sorted({line.entity.kind for line in everything}),
        number=number,
        pages=-(-len(chosen) // MOST),
    )


def _count(lines: Sequence[Line], duty: str) -> int:
    return sum(line.duty == duty for line in lines)


def lead(lines: Sequence[Line]) -> str:
    """The answer: how many entities need someone."""
    if not lines:
        return "Nothing is watched yet"
    needy = _count(lines, DUTIES[0])
    is_well = all(line.duty == "all right" for line in lines)
    if len(lines) == 1:
        return f"The one entity {'needs someone' if needy else 'is all right' if is_well else 'needs nobody'}"
    of = f"{numbers.count(len(lines))} entities"
    if needy:
        return f"{numbers.count(needy)} of {of} need{'s' if needy == 1 else ''} someone"
    return f"All {of} are all right" if is_well else f"None of {of} needs someone"
