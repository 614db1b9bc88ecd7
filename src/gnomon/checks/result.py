"""The result of one column: its case put into the form that others show."""

from __future__ import annotations

import numpy as np

from gnomon.checks import phrases, reason, states, words
from gnomon.checks.case import Case
from gnomon.checks.column import Column
from gnomon.checks.verdict import ColumnResult, Finding, Status, WindowVerdict
from gnomon.metrics import registry
from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.unit_change import find_unit_change
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.summary import Summary

ANOTHER_FORMAT = 0.05


def of(case: Case, total: Summary) -> ColumnResult:
    """Everything about one column.

    Args:
        case: The column and what was decided of it.
        total: All current windows of it together.
    """
    t, status = case.worst, case.overall
    pair = Pair(case.column.reference, total)
    metrics = registry.measure(pair)
    found = _findings(case, t, metrics) if status == "violation" else ()
    name = case.shown(t)
    return ColumnResult(
        column=case.column.name,
        kind=case.column.kind,
        status=status,
        reason=_reason(case, t, found),
        metrics=metrics,
        cells=pair.cells if pair.has_values else (),
        role=case.column.role,
        effect=case.effect(name, t),
        material=case.settings.material_of(name),
        tests=case.tests(t),
        findings=found,
        windows=_windows(case),
    )


def broken(column: Column, what: str) -> ColumnResult:
    """A column that could not be judged.

    Args:
        column: The column.
        what: What went wrong.
    """
    return ColumnResult(column.name, column.kind, "error", states.error(column.name, what), {}, role=column.role)


def of_schema(name: str, profile: Profile, finding: Finding) -> ColumnResult:
    """A column that cannot be compared, since one side lacks it or has another kind of it.

    Args:
        name: The column.
        profile: The side that has it (the current one, where both have).
        finding: What is wrong.
    """
    status: Status = "violation" if finding.fires else "no_data"
    return ColumnResult(name, profile[name].kind, status, finding.reason, {}, role=profile.schema.role(name))


def _reason(case: Case, t: int, found: tuple[Finding, ...]) -> str:
    text = reason.of(case, t)
    for finding in found:
        if finding.name == "stuck":
            text = words.stuck_first(case.column.name, finding.reason, text)
            continue
        text = words.also(text, finding.reason)
    times = [i for i in range(len(case.windows)) if case.verdicts.fires[case.j, i]]
    if len(times) > 1:
        first = phrases.when(case.windows[times[0]], with_year=case.spans_years)
        return words.also(text, words.in_windows(len(times), len(case.windows), first).strip())
    return text


def _findings(case: Case, t: int, metrics: dict[str, float | None]) -> tuple[Finding, ...]:
    """What explains a violation."""
    found = []
    significant = case.significant(t)
    if "location" in significant and case.column.kind == "number":
        side, _ = case.merged("location", t)
        change = find_unit_change(Pair(case.column.reference, side))
        if change is not None:
            found.append(Finding("unit_change", words.unit(change.name, change.share), fires=True))
    if metrics.get("stuck"):
        side = case.column.now[t]
        value, count = (side.top(1) or [("", 0)])[0]
        (said,) = reason.value_words("number", np.array([value])) if case.column.kind == "number" else (str(value),)
        found.append(Finding("stuck", words.stuck(said, count / side.rows)))
    if (metrics.get("format_change") or 0) >= ANOTHER_FORMAT:
        found += _format(case.column.reference, case.column.now[t])
    return tuple(found)


def _format(before: Summary, now: Summary) -> list[Finding]:
    old, new = (side.shapes.top(1) if isinstance(side, CategorySummary) else [] for side in (before, now))
    if not (old and new) or old[0][0] == new[0][0]:
        return []
    return [Finding("format_change", words.written(old[0][0], new[0][0]))]


def _windows(case: Case) -> tuple[WindowVerdict, ...]:
    found = []
    for t, window in enumerate(case.windows):
        name, side = case.shown(t), case.column.now[t]
        found.append(
            WindowVerdict(
                window=window,
                status=case.statuses[t],
                reason=reason.brief(case, t),
                effect=case.effect(name, t),
                limit=case.limit(name, t),
                rows=side.rows,
                missing=side.missing / side.rows if side.rows else 0.0,
            )
        )
    return tuple(found)
