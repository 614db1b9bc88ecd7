"""The report of an entity as Markdown: for a chat, a ticket or a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gnomon.charts.micro.icon import CHARACTERS, WORDS
from gnomon.charts.over_time import OverTime
from gnomon.checks import numbers
from gnomon.checks.verdict import SEVERITY
from gnomon.reports import names
from gnomon.reports.entity import AlertShown, EntityReport
from gnomon.reports.markdown import plain


def text(report: EntityReport) -> str:
    """The report as Markdown.

    Args:
        report: What it shows.
    """
    measured = [one for one in (report.performance, report.volume) if one is not None]
    return "\n".join(
        [
            f"## {CHARACTERS[report.status]} {plain(report.answer)}",
            "",
            f"{numbers.count(report.windows)} windows, {plain(report.stretch.full_name)}, "
            f"{numbers.count(report.rows)} rows; reference: {plain(report.reference) or 'none yet'}."
            + (f" {report.maintained}." if report.aside else ""),
            "",
            *_alerts("Open alerts", report, report.open),
            *_alerts("Alerts that ended", report, report.ended),
            *(line for one in measured for line in (f"- {plain(one.sentence)}", "")),
            "| Monitor | Windows | Newest |",
            "|---|---|---|",
            *(_monitor(over, report) for over in report.monitors),
            "",
            *_columns(report),
        ]
    )


def _alerts(title: str, report: EntityReport, alerts: Sequence[AlertShown]) -> list[str]:
    if not alerts:
        return []
    said = []
    for one in alerts:
        reason = plain(names.unstarred(one.reason, report.known))
        impact = f" {plain(one.impact)}." if one.impact else ""
        said.append(f"- **{plain(one.monitor)}** ({one.severity}), {plain(report.lasted(one))}: {reason}{impact}")
    return [f"### {title}", "", *said, ""]


def _monitor(over: OverTime, report: EntityReport) -> str:
    counts = Counter(status for status in over.statuses if status is not None)
    said = ", ".join(f"{numbers.count(counts[status])} {WORDS[status]}" for status in SEVERITY if counts[status])
    newest = over.newest
    reason = "" if newest is None else plain(names.unstarred(newest.reason, report.known))
    return f"| {plain(over.column)} | {said} | {reason} |"


def _columns(report: EntityReport) -> list[str]:
    if not report.columns:
        return ["No column changed by anything near its limit.", ""]
    lines = ["| Column | In violation | What changed |", "|---|---:|---|"]
    for one in report.columns:
        reason = plain(names.unstarred(one.reason, report.known))
        lines.append(f"| **{plain(names.said(one.over.column))}** | {len(one.over.violations)} | {reason} |")
    return [*lines, "", *([f"And {numbers.count(report.more)} more in violation.", ""] if report.more else [])]
