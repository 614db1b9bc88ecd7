"""The report of an entity as one file of HTML: no network, no script.

The picture of an alert is the chart that its messages carry, as light SVG: a
PNG of it is a process and half a megabyte in memory for each alert, and does
not follow the reader's colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gnomon.charts.chart import Chart
from gnomon.charts.micro import icon
from gnomon.charts.micro.strip import strip
from gnomon.charts.verdicts import strip_of
from gnomon.checks import numbers
from gnomon.checks.verdict import SEVERITY, Status
from gnomon.reports import entity_record, names, page_parts
from gnomon.reports.detail import Drawn
from gnomon.reports.entity import AlertShown, ColumnShown, EntityReport, Picture


@dataclass(frozen=True, slots=True)
class PictureDrawn:
    """A picture with its words.

    Attributes:
        drawn: The chart.
        rows: Which rows are `now`.
    """

    drawn: Drawn
    rows: str


@dataclass(frozen=True, slots=True)
class AlertDrawn:
    """An alert as the page shows it.

    Attributes:
        alert: The alert.
        when: Since when, or from when to when.
        reason: Its sentence.
        picture: Its worst column.
    """

    alert: AlertShown
    when: str
    reason: Markup
    picture: PictureDrawn | None


@dataclass(frozen=True, slots=True)
class MonitorDrawn:
    """A monitor as the page shows it.

    Attributes:
        name: The monitor.
        status: Of the newest window; None where it said nothing of it.
        reason: Its sentence there.
        svg: Its verdicts.
    """

    name: str
    status: Status | None
    reason: Markup
    svg: Markup


@dataclass(frozen=True, slots=True)
class ColumnDrawn:
    """A column as the page shows it.

    Attributes:
        name: The column.
        status: The worst of the windows.
        reason: The sentence of that window.
        strip: Its verdicts.
        wrong: In how many windows it was in violation.
        now: Now over reference.
        gaps: What is missing over time.
    """

    name: str
    status: Status
    reason: Markup
    strip: Markup
    wrong: int
    now: PictureDrawn | None
    gaps: Drawn | None


def page(report: EntityReport) -> str:
    """The whole file.

    Args:
        report: What it shows.
    """
    return (
        page_parts.environment()
        .get_template("entity.html.jinja")
        .render(
            css=page_parts.css(":root", "parts.css", "page.css", "entity.css"),
            symbols=Markup(icon.symbols()),  # noqa: S704 - our own SVG
            data=page_parts.data(entity_record.record(report)),
            **shown(report),
        )
    )


def shown(report: EntityReport) -> dict[str, Any]:
    """What the template of an entity's state shows.

    Args:
        report: Its state.
    """
    measured = [one for one in (report.performance, report.volume) if one is not None]
    return {
        "report": report,
        "open": [_alert(report, one) for one in report.open],
        "ended": [_alert(report, one) for one in report.ended],
        "monitors": [_monitor(report, i) for i in range(len(report.monitors))],
        "newest": _newest(report),
        "measured": [_drawn(one) for one in measured],
        "columns": [_column(report, one) for one in report.columns],
    }


def _alert(report: EntityReport, one: AlertShown) -> AlertDrawn:
    return AlertDrawn(one, report.lasted(one), names.emphasised(one.reason, report.known), _picture(one.picture))


def _monitor(report: EntityReport, place: int) -> MonitorDrawn:
    """A monitor with its lane; the last lane writes the dates of all."""
    over = report.monitors[place]
    newest = over.newest
    svg = strip_of(over).svg(dated=place == len(report.monitors) - 1)
    return MonitorDrawn(
        over.column,
        None if newest is None else newest.status,
        names.emphasised("" if newest is None else newest.reason, report.known),
        Markup(svg),  # noqa: S704 - digits and dates
    )


def _newest(report: EntityReport) -> tuple[str, str, str] | None:
    """Performance as a fact: the metric, its newest value, and how it is known."""
    found = None if report.performance is None else report.performance.newest
    if report.performance is None or found is None:
        return None
    how, point = found
    return report.performance.title, point.words, how


def _column(report: EntityReport, one: ColumnShown) -> ColumnDrawn:
    statuses: list[Status] = [status for status in one.over.statuses if status is not None]
    return ColumnDrawn(
        one.over.column,
        min(statuses, key=SEVERITY.__getitem__),
        names.emphasised(names.brief(one.reason, one.over.column), report.known),
        Markup(strip(one.over.statuses, label=strip_of(one.over).sentence)),  # noqa: S704 - digits
        len(one.over.violations),
        _picture(one.now),
        None if one.gaps is None else _drawn(one.gaps),
    )


def _picture(one: Picture | None) -> PictureDrawn | None:
    if one is None:
        return None
    return PictureDrawn(_drawn(one.chart), f"{one.when}, {numbers.short(one.segment)}" if one.segment else one.when)


def _drawn(chart: Chart) -> Drawn:
    return Drawn(chart, Markup(chart.svg()))  # noqa: S704 - charts escape the names in their SVG
