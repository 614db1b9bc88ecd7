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


def status(statuses: Sequence[Status], findings: Sequence[Finding] = ()) -> Status:
    """Of the whole: a violation when anything is one, ok when anything could be judged.

    Example:
        >>> status(["ok", "insufficient_data"]), status(["no_data", "violation"]), status([])
        ('ok', 'violation', 'no_data')
    """
    if any(finding.fires for finding in findings):
        return "violation"
    order: tuple[Status, ...] = ("violation", "error", "ok", "insufficient_data", "no_data")
    found: list[Status] = [one for one in order if one in statuses]
    return found[0] if found else "no_data"


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
        found.append(
            WindowVerdict(
                window=window,
                status=status([one.status for _, one in here]),
                reason=words.whole([name for name, _ in wrong], len(here), []),
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
    return words.whole(changed, len(results), [finding.reason for finding in findings], stretch)


def _excess(one: WindowVerdict) -> float:
    """An effect against its limit."""
    return abs(one.effect) / one.limit
