"""What differs between two schemas, and in whole rows, in sentences."""

from __future__ import annotations

from gnomon.checks import numbers
from gnomon.checks.phrases import named
from gnomon.checks.verdict import Finding
from gnomon.metrics.quality import duplicates
from gnomon.metrics.quality.schema_change import SchemaChange
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Kind

KINDS: dict[Kind, str] = {
    "number": "number",
    "flag": "true or false",
    "category": "text",
    "time": "time",
    "vector": "list",
    "null": "nothing",
}
"""What people call a kind."""

STANDARD_ERRORS = 3


def retyped(column: str, now: Kind, before: Kind) -> str:
    """A column of another kind.

    Example:
        >>> print(numbers.plain(retyped("year", "category", "number")))
        Column *year* came as text, not number.
    """
    return f"Column {named(column)} came as {KINDS[now]}, not {KINDS[before]}."


def gone(column: str) -> str:
    """A column that is no longer there."""
    return f"Column {named(column)} is gone."


def added(column: str) -> str:
    """A column that was not there before."""
    return f"Column {named(column)} is new."


def renamed(old: str, new: str) -> str:
    """A column that seems to have only another name."""
    return f"Column {named(old)} seems to be called {named(new)} now: it has the same values."


def repeated(what: str, share: float, usual: float) -> str:
    """Rows or ids that are there more than once.

    Example:
        >>> print(numbers.plain(repeated("rows", 0.12, 0.001)))
        12 % of the rows repeat another; usually 0.1 %.
    """
    return f"{numbers.share(share)} of the {what} repeat another; usually {numbers.share(usual)}."


def findings(change: SchemaChange, current: Profile, reference: Profile) -> tuple[Finding, ...]:
    """What differs between two schemas; every difference is a violation, but for targets, which may come late.

    Args:
        change: The difference.
        current: The current side.
        reference: The other one.
    """
    late = {name for name in change.missing if reference.schema.role(name) == "target"}
    return (
        *(Finding("renamed", renamed(pair.old, pair.new), fires=True, column=pair.old) for pair in change.renamed),
        *(Finding("missing", gone(name), fires=name not in late, column=name) for name in change.missing),
        *(Finding("retyped", retyped(r.column, r.new, r.old), fires=True, column=r.column) for r in change.retyped),
        *(Finding("added", added(name), fires=True, column=name) for name in change.added),
    )


def repeats(reference: Profile, current: Profile, least: float) -> tuple[Finding, ...]:
    """More rows, or ids, that are there more than once; they explain, and make no violation.

    Args:
        reference: What is usual.
        current: What is in question.
        least: The least difference of shares that is worth a sentence.
    """
    found = []
    for what, measure in (("rows", duplicates.repeated_rows), ("ids", duplicates.repeated_ids)):
        before, now = measure(reference.volume), measure(current.volume)
        if now is None:
            continue
        usual = before.share if before is not None else 0.0
        error = STANDARD_ERRORS * (now.standard_error + (before.standard_error if before is not None else 0.0))
        if now.share - usual > max(least, error):
            found.append(Finding(f"repeated_{what}", repeated(what, now.share, usual)))
    return tuple(found)
