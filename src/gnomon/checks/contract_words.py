"""The sentences of data contracts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gnomon.checks import numbers, phrases

MEND: Mapping[str, str] = {
    "type": "Write one of number, flag, category, time, vector.",
    "min": "Write the least number that is allowed.",
    "max": "Write the largest number that is allowed.",
    "range": "Write min: and max:, or one of them.",
    "set": "Write the allowed values, as [JFK, LGA]; of a number, numbers.",
    "pattern": (
        "Write a shape as 'A9' or 'a@a.a': A and a stand for runs of letters, 9 for a run of digits; a regular "
        "expression has to be checked where the rows are."
    ),
    "unique": "Write true.",
    "monotone": "Order is not kept in a profile: check it where the rows are, or set a limit on repeated_rows.",
    "present": "Write the least share of rows with a value, from 0 to 1, or true for all.",
}
"""What to write instead, by promise; of words that others use as well."""


def all_kept(columns: int) -> str:
    """A contract that holds."""
    return "Its column is as promised." if columns == 1 else f"All {numbers.count(columns)} columns are as promised."


def gone(column: str) -> str:
    """A column that is not there."""
    return f"Column {phrases.named(column)} is not among the columns."


def of_id(column: str) -> str:
    """A promise about the values of an id."""
    return f"{phrases.named(column)} is the id, of which no value is kept: nothing to check."


def no_values(column: str, rows: int) -> str:
    """Nothing to check."""
    return f"{phrases.named(column)} has no value in {phrases.in_rows(rows)}: nothing to check."


def kept(column: str, what: str, certain: str = "") -> str:
    """A promise that holds.

    Args:
        column: Its name.
        what: What holds of it.
        certain: What limits that.
    """
    return f"{phrases.named(column)} {what}{f', {certain}' if certain else ''}."


def kind(column: str, is_now: str, promised: str) -> str:
    """A column of another kind."""
    return f"{phrases.named(column)} came as {is_now}; promised: {promised}."


def inside(low: float, high: float) -> str:
    """What holds of numbers in a range, an end of which may be open.

    Example:
        >>> inside(0, 1), inside(0, math.inf), inside(-math.inf, 1)
        ('lies in 0 to 1', 'is at least 0', 'is at most 1')
    """
    if math.isinf(high):
        return f"is at least {numbers.figure(low)}"
    return f"is at most {numbers.figure(high)}" if math.isinf(low) else f"lies in {_ends(low, high)}"


def outside(
    column: str, hits: float, values: float, ends: tuple[float, float], farthest: float, *, at_least: bool
) -> str:
    """Values out of their range."""
    low, high = ends
    count = f"{'at least ' if at_least else ''}{numbers.count(hits)} of {numbers.count(values)}"
    where = f"outside {_ends(low, high)}"
    if math.isinf(high):
        where = f"below {numbers.figure(low)}"
    elif math.isinf(low):
        where = f"above {numbers.figure(high)}"
    return (
        f"{phrases.named(column)} has values {where}: {count} ({numbers.share(hits / values)}), "
        f"the farthest {numbers.figure(farthest)}."
    )


def _ends(low: float, high: float) -> str:
    return f"{numbers.figure(low)} to {numbers.figure(high)}"


def unlisted(column: str, hits: float, values: float, names: Sequence[str], *, at_least: bool) -> str:
    """Values that are not in a set, or of a shape."""
    count = f"{'at least ' if at_least else ''}{numbers.count(hits)} of {numbers.count(values)}"
    return (
        f"{phrases.named(column)} has values that are not allowed: {count} ({numbers.share(hits / values)})"
        f"{phrases.after_colon([phrases.listed(names)] if names else [])}."
    ).replace("….", "…")


def shapes(column: str, hits: float, values: float, names: Sequence[str], promised: str) -> str:
    """Values of another shape."""
    return (
        f"{phrases.named(column)} has values of another shape than {promised}: {numbers.count(hits)} of "
        f"{numbers.count(values)} ({numbers.share(hits / values)}), as {phrases.listed(names)}."
    ).replace("….", "…")


def repeated(column: str, share: float, *, is_exact: bool) -> str:
    """Values that occur twice."""
    about = "" if is_exact else "about "
    return f"{phrases.named(column)} is not unique: {about}{numbers.share(share)} of its values repeat another one."


def present(column: str, hits: int, rows: int, promised: float) -> str:
    """Too few rows with a value."""
    return (
        f"{phrases.named(column)} is present in {numbers.share(hits / rows)} of rows ({numbers.count(hits)} of "
        f"{numbers.count(rows)}); promised: {numbers.share(promised)}."
    )
