"""The whole of a comparison: what its columns say together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gnomon.checks import phrases, words
from gnomon.checks.verdict import SEVERITY, ColumnResult, Finding, Status, WindowVerdict
from gnomon.profiles.windows import Window


def urgency(one: ColumnResult) -> tuple[int, float, str]:
    """Sorts worst first: by status, then by effect against what matters, then by name."""
    ratio = abs(one.effect) / one.material
    return SEVERITY[one.status], -ratio if math.isfinite(ratio) else 0.0, one.column


def status(statuses: Sequence[Status], findings: Sequence[Finding] = (), untested: Sequence[Status] = ()) -> Status:
    """Of the whole: a violation when anything is one, ok when anything could be judged.

    Args:
        statuses: Of the columns whose values are tested.
        findings: What differs between the schemas.
        untested: Statuses of the other columns: that one of them is ok says nothing where tested ones see too little.

    Example:
        >>> status(["ok", "insufficient_data"]), status(["no_data", "violation"]), status([])
        ('ok', 'violation', 'no_data')
        >>> status(["insufficient_data"], untested=["ok"])
        'insufficient_data'
    """
    if any(finding.fires for finding in findings):
        return "violation"
    order: tuple[Status, ...] = ("violation", "error", "ok", "insufficient_data", "no_data")
    sees_too_little = "insufficient_data" in statuses and "ok" not in statuses
    for one in order:
        if one in (*statuses, *untested) and not (sees_too_little and one == "ok"):
            return one
    return "no_data"


def of_all(results: Sequence[ColumnResult], findings: Sequence[Finding] = ()) -> Status:
    """The status of the whole, from all its columns."""
    tested: list[Status] = [result.status for result in results if _is_tested(result)]
    untested: list[Status] = [result.status for result in results if not _is_tested(result)]
    return status(tested, findings, untested)


def _unseen(of_whole: Status, statuses: Sequence[Status]) -> int:
    """How many columns could not be judged, where that is what the whole says."""
    return statuses.count("insufficient_data") if of_whole == "insufficient_data" else 0


def windows(results: Sequence[ColumnResult], of: Sequence[Window], rows: Sequence[int]) -> tuple[WindowVerdict, ...]:
    """The verdict of all columns together in each window.

    Args:
        results: Columns that were judged.
        of: The windows; empty without any.
        rows: Rows of each.
    """
    found = []
    for t, window in enumerate(of):
        here = [(result, result.windows[t]) for result in results if result.windows]
        wrong = [(result.column, one) for result, one in here if one.status == "violation"]
        worst = max((one for _, one in wrong), key=_excess, default=None)
        together = status(
            [one.status for result, one in here if _is_tested(result)],
            untested=[one.status for result, one in here if not _is_tested(result)],
        )
        unseen = _unseen(together, [one.status for _, one in here])
        found.append(
            WindowVerdict(
                window=window,
                status=together,
                reason=words.whole([name for name, _ in wrong], len(here), [], unseen=unseen),
                effect=worst.effect if worst else 0.0,
                limit=worst.limit if worst else math.nan,
                rows=rows[t],
                missing=sum(one.missing for _, one in here) / max(len(here), 1),
            )
        )
    return tuple(found)


def reason(results: Sequence[ColumnResult], findings: Sequence[Finding], verdicts: Sequence[WindowVerdict]) -> str:
    """One sentence about the whole.

    Args:
        results: Columns that were judged.
        findings: What differs between the schemas.
        verdicts: Of each window; empty without any.
    """
    changed = [result.column for result in sorted(results, key=urgency) if result.status == "violation"]
    wrong = [one.window for one in verdicts if one.status == "violation"]
    stretch = ""
    if wrong:
        spans_years = len({one.window.start.year for one in verdicts}) > 1
        stretch = words.in_windows(len(wrong), len(verdicts), phrases.when(wrong[0], with_year=spans_years))
    unseen = _unseen(of_all(results), [result.status for result in results])
    return words.whole(changed, len(results), [finding.reason for finding in findings], stretch, unseen)


def _is_tested(result: ColumnResult) -> bool:
    """Whether a column's values are tested, not only its missing ones; one that has no value may get some."""
    return result.status == "insufficient_data" or any(test.name != "missing" for test in result.tests)


def _excess(one: WindowVerdict) -> float:
    """An effect against its limit."""
    return abs(one.effect) / one.limit
