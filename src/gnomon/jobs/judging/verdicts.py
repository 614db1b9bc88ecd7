"""From what was decided of columns and numbers to the verdict of one monitor, as alerts read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from gnomon.alerts.verdict import Detail, Figures, Part, Verdict, of_details
from gnomon.checks import contract_words, whole
from gnomon.checks.family import ColumnVerdict
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.verdict import Finding, Status
from gnomon.jobs.monitors import Plan
from gnomon.profiles.schema import Role


def of_columns(
    plan: Plan,
    columns: Sequence[ColumnVerdict],
    roles: Mapping[str, Role],
    segments: Mapping[str, Sequence[ColumnVerdict]] = MappingProxyType({}),
) -> Verdict:
    """The verdict of a monitor of columns.

    Args:
        plan: The monitor.
        columns: Everything that was decided in the window; empty when it has no rows.
        roles: What each column is to the model.
        segments: By segment, what was decided of its columns that is to be told beside.
    """

    def is_mine(one: ColumnVerdict) -> bool:
        return plan.takes(one.column, one.what, roles.get(one.column, "feature"))

    mine = [one for one in columns if is_mine(one)]
    if not mine:
        return Verdict("no_data", "There are no rows.")
    parts = [("", one) for one in mine]
    parts += [(name, one) for name, some in segments.items() for one in some if is_mine(one)]
    loud = [_detail(plan, one, name) for name, one in parts if one.status != "ok" or not one.is_calm]
    is_wrong = any(detail.status == "violation" for detail in loud)
    status: Status = "violation" if is_wrong else whole.status([one.status for one in mine])
    details = Verdict(status, details=tuple(loud)).details  # worst first
    if status == "violation":
        return Verdict(status, of_details(details), details[0].figures, details)
    calm = next(one for one in mine if one.status == status)
    return Verdict(status, calm.reason, details[0].figures if details else Figures(), details)


def of_scalar(one: ScalarVerdict) -> Verdict:
    """The verdict of a monitor with one figure."""
    status: Status = "violation" if one.fires else one.status
    figures = Figures(one.value, one.limit, one.material, one.effect, one.low, one.high, one.p, float(one.rows))
    return Verdict(status, one.reason, figures, is_calm=one.is_calm and not one.fires)


def of_parts(details: Sequence[Detail]) -> Verdict:
    """The verdict of a monitor of several numbers, each of them a part.

    Args:
        details: Of each, at least one.
    """
    status = whole.status([one.status for one in details])
    listed = Verdict(status, details=tuple(details)).details  # worst first
    leading = next(one for one in listed if one.status == status)
    reason = of_details(listed) if status == "violation" else leading.reason
    return Verdict(status, reason, leading.figures, listed, is_calm=all(one.is_calm for one in details))


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


def of_promises(columns: Mapping[str, Mapping[str, ScalarVerdict]]) -> Verdict:
    """The verdict on a contract: one part for each column that does not keep all of its promises.

    Args:
        columns: The verdict on each promise, by column and by the promise's name.
    """
    found = tuple(_of_column(column, list(promises.values())) for column, promises in columns.items())
    loud = tuple(detail for detail in found if detail.status != "ok")
    status = whole.status([detail.status for detail in found])
    details = Verdict(status, details=loud).details  # worst first
    if status == "violation":
        return Verdict(status, of_details(details), details[0].figures, details)
    said = next((detail.reason for detail in found if detail.status == status != "ok"), "")
    return Verdict(status, said or contract_words.all_kept(len(found)), details=details)


def _of_column(column: str, promises: Sequence[ScalarVerdict]) -> Detail:
    """What became of the promises of one column: the sentence of each that is broken, and the figures of the worst."""
    status = whole.status([one.status for one in promises])
    mine = [one for one in promises if one.status == status]
    worst = min(mine, key=lambda one: 1.0 if one.value is None else one.value - (one.limit or 0.0))
    figures = Figures(worst.value, worst.limit, n=float(worst.rows))
    reason = " ".join(dict.fromkeys(one.reason for one in mine))
    return Detail(Part(column), status, figures, is_calm=status == "ok", reason=reason)


def _detail(plan: Plan, one: ColumnVerdict, segment: str) -> Detail:
    figures = Figures(limit=one.limit, material=one.material, effect=one.effect, p=one.p, n=float(one.rows))
    return Detail(
        Part(one.column, one.what, segment),
        one.status,
        figures,
        is_calm=one.is_calm,
        is_critical=one.column in plan.monitor.critical,
        reason=f"{segment}: {one.reason}" if segment else one.reason,
    )
