"""From what was decided of columns and numbers to the verdict of one monitor, as alerts read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gnomon.alerts.verdict import Detail, Figures, Part, Verdict, of_details
from gnomon.checks import whole
from gnomon.checks.family import ColumnVerdict
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.verdict import Finding, Status
from gnomon.jobs.monitors import Plan
from gnomon.profiles.schema import Role


def of_columns(plan: Plan, columns: Sequence[ColumnVerdict], roles: Mapping[str, Role]) -> Verdict:
    """The verdict of a monitor of columns.

    Args:
        plan: The monitor.
        columns: Everything that was decided in the window; empty when it has no rows.
        roles: What each column is to the model.
    """
    mine = [one for one in columns if plan.takes(one.column, one.what, roles.get(one.column, "feature"))]
    if not mine:
        return Verdict("no_data", "There are no rows.")
    status = whole.status([one.status for one in mine])
    loud = tuple(_detail(plan, one) for one in mine if one.status != "ok" or not one.is_calm)
    details = Verdict(status, details=loud).details  # worst first
    if status == "violation":
        return Verdict(status, of_details(details), details[0].figures, details)
    calm = next(one for one in mine if one.status == status)
    return Verdict(status, calm.reason, details[0].figures if details else Figures(), details)


def of_scalar(one: ScalarVerdict) -> Verdict:
    """The verdict of a monitor with one figure."""
    status: Status = "violation" if one.fires else one.status
    figures = Figures(one.value, one.limit, one.material, one.effect, one.low, one.high, one.p, float(one.rows))
    return Verdict(status, one.reason, figures, is_calm=one.is_calm and not one.fires)


def of_findings(findings: Sequence[Finding], calm: str, critical: Sequence[str] = ()) -> Verdict:
    """The verdict of the monitor `schema`: one part for each difference.

    Args:
        findings: What differs, with the column that it is about in `column`.
        calm: The sentence when nothing does.
        critical: Columns that are worth a message of their own.
    """
    wrong = [finding for finding in findings if finding.fires]
    if not wrong:
        return Verdict("ok", calm)
    details = tuple(
        Detail(
            Part(finding.column),
            "violation",
            is_calm=False,
            is_critical=finding.column in critical,
            reason=finding.reason,
        )
        for finding in wrong
    )
    return Verdict("violation", " ".join(finding.reason for finding in wrong), details=details)


def _detail(plan: Plan, one: ColumnVerdict) -> Detail:
    figures = Figures(limit=one.limit, material=one.material, effect=one.effect, p=one.p, n=float(one.rows))
    return Detail(
        Part(one.column, one.what),
        one.status,
        figures,
        is_calm=one.is_calm,
        is_critical=one.column in plan.monitor.critical,
        reason=one.reason,
    )
