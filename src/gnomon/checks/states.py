"""The sentences of a column that did not change, or that could not be judged."""

from __future__ import annotations

import math

from gnomon.checks import numbers, phrases


def ok(detectable: float, *, is_mix: bool, is_noisy: bool = False) -> str:
    """Nothing changed that matters, and how much would have been seen.

    Example:
        >>> print(numbers.plain(ok(0.12, is_mix=False)))
        No change of 0.12 sd or more (90 % sure to have been seen).
        >>> print(numbers.plain(ok(0.3, is_mix=True, is_noisy=True)))
        No change of w = 0.30 or more (90 % sure to have been seen); normal wobble hides smaller ones.
    """
    if not math.isfinite(detectable):
        return "Nothing changed that matters; normal wobble hides all but the largest changes."
    sure = f"({numbers.share(0.9)} sure to have been seen)"
    noisy = "; normal wobble hides smaller ones" if is_noisy else ""
    return f"No change of {phrases.size(detectable, is_mix=is_mix)} or more {sure}{noisy}."


def missing(share: float, usual: float) -> str:
    """As many rows are missing as usual.

    Example:
        >>> print(numbers.plain(missing(0.004, 0.003)))
        Missing in 0.4 % of rows; usually 0.3 %.
    """
    return f"Missing in {numbers.share(min(max(share, 0.0), 1.0))} of rows; usually {numbers.share(usual)}."


def constant(value: str | None) -> str:
    """Nothing new in a column with one value."""
    return f"Always {phrases.value(value)}, as in the reference." if value is not None else "Nothing new."


def insufficient(rows: float, detectable: float, material: float, *, is_mix: bool) -> str:
    """Too few rows to see what matters.

    Example:
        >>> print(numbers.plain(insufficient(212, 0.31, 0.1, is_mix=False)))
        212 rows: changes below 0.31 sd would not be seen (material: 0.10).
    """
    seen = f"changes below {phrases.size(detectable, is_mix=is_mix)}" if math.isfinite(detectable) else "changes"
    return f"{phrases.in_rows(rows)}: {seen} would not be seen {phrases.of_material(material)}."


def too_few(rows: float, least: int) -> str:
    """Hardly any rows with a value."""
    return f"{phrases.in_rows(rows)} with a value: too few to judge (at least {least})."


def few_before(least: int) -> str:
    """Hardly any values in the reference."""
    return f"The reference has too few values to judge by (at least {least} in a usual window)."


def no_rows() -> str:
    """A window without rows."""
    return "No rows."


def no_values(rows: float, usual: float) -> str:
    """Rows without any value, where that is nothing new.

    Example:
        >>> print(numbers.plain(no_values(212, 0.98)))
        No values in 212 rows; usually 98 % are missing.
    """
    return f"No values in {phrases.in_rows(rows)}; usually {numbers.share(usual)} are missing."


def untested(why: str) -> str:
    """A column whose values are not tested."""
    return f"Values are not tested ({why}); missing values are, and did not change."


def unknown_season() -> str:
    """A window such as the reference never had."""
    return "The reference has no window of this weekday or hour."


def error(column: str, what: str) -> str:
    """A column that could not be judged."""
    return phrases.ended(f"Column {phrases.named(column)} could not be judged: {what}")
