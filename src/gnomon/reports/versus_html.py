"""Two backtests of one entity as one file of HTML: what each would have told, and what became of which alert."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from gnomon.charts.alert_bars import AlertBars
from gnomon.reports import page_parts


@dataclass(frozen=True, slots=True)
class SideShown:
    """What one configuration comes to.

    Attributes:
        name: What it is called.
        alerts: How many alerts, in words.
        rate: How many a month, with its limits.
    """

    name: str
    alerts: str
    rate: str


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What became of one alert.

    Attributes:
        kind: `gained`, `lost` or `moved`.
        since: When it began.
        monitor: Whose.
        lasted: How long it was open.
        said: What changed; of one that moved where it was before.
    """

    kind: str
    since: str
    monitor: str
    lasted: str
    said: str


@dataclass(frozen=True, slots=True)
class VersusReport:
    """Two backtests of one entity.

    Attributes:
        entity: Whose.
        sentence: How many alerts are kept, moved, lost and gained.
        sides: Both configurations, the one before first.
        chart: Their alerts over time.
        changes: What became of which alert; those that are kept are left out.
        incidents: What became of incidents that are known, in a sentence; empty where none are given.
    """

    entity: str
    sentence: str
    sides: tuple[SideShown, SideShown]
    chart: AlertBars
    changes: Sequence[ChangeShown]
    incidents: str = ""


def page(report: VersusReport, data: dict[str, object]) -> str:
    """The whole file.

    Args:
        report: What it shows.
        data: The same as JSON.
    """
    return (
        page_parts.environment()
        .get_template("versus.html.jinja")
        .render(
            css=page_parts.css(":root", "parts.css", "page.css", "versus.css"),
            report=report,
            svg=Markup(report.chart.svg()),  # noqa: S704 - charts escape the names in their SVG
            data=page_parts.data(data),
        )
    )
