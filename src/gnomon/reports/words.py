"""What a report says around the sentences of `checks`: on what it rests, in which unit, and when."""

from __future__ import annotations

from collections.abc import Sequence

from gnomon.charts.stretches import Stretch
from gnomon.checks import numbers
from gnomon.checks.verdict import Judgement
from gnomon.profiles.series import ProfileSeries
from gnomon.reports.side import Side

CUT = 0.75
"""A test alerts from this part of what is material: midway between what matters and what does not (STATISTICS B1)."""

NAMED = 6


def basis(judgement: Judgement, reference: Side) -> tuple[str, str, str]:
    """On what the verdicts rest, as three parts of a text; the middle one is emphasised.

    Args:
        judgement: Its basis, its chance of a false alarm, and its columns' least material change.
        reference: Whether it has windows.
    """
    material = min((t.material for r in judgement.columns for t in r.tests if t.name == "location"), default=None)
    start = "Basis: "
    if material is not None and judgement.alpha:
        start = (
            f"A change of {material:.2f}{numbers.NO_BREAK}sd is material; a column alerts from "
            f"{CUT * material:.3f}{numbers.NO_BREAK}sd, when it is not chance at "
            f"1 in {numbers.count(round(1 / judgement.alpha))}. Basis: "
        )
    if judgement.basis == "sampling_noise_only":
        return start, "sampling noise only", ", because the reference has no windows: usual wobble is not taken out."
    series = reference.series
    known = f" of {windows(series)}" if series is not None else ""
    return start, f"sampling noise and the reference's own wobble{known}", ": what it does by itself is not reported."


def windows(series: ProfileSeries) -> str:
    """How many windows a series has, in words.

    Example:
        >>> windows(ProfileSeries("1d", "UTC", (), ())), windows(ProfileSeries("6h", "UTC", (), ()))
        ('0 days', '0 windows of 6h')
    """
    unit = {"1h": "hours", "1d": "days", "1w": "weeks", "1mo": "months"}.get(series.every, f"windows of {series.every}")
    return f"{numbers.count(len(series))} {unit}"


def columns(judgement: Judgement, reference: Side, current: Side) -> set[str]:
    """Every column's name that a sentence may hold."""
    return {*(result.column for result in judgement.columns), *reference.profile, *current.profile}


def unit(judgement: Judgement) -> str:
    """The unit of the effects: one for the head of the column when all share it, else nothing."""
    kinds = {result.kind for result in judgement.columns}
    return "sd" if kinds and not kinds & {"category", "flag"} else ""


def when(wrong: Sequence[Stretch], total: int) -> str:
    """When it was wrong, in words; the longest stretches by name.

    Args:
        wrong: Stretches, oldest first.
        total: Windows of the series.
    """
    if not total:
        return ""
    count = sum(stretch.count for stretch in wrong)
    if not count:
        return f"No violation in {numbers.count(total)} windows."
    longest = sorted(wrong, key=lambda stretch: -stretch.count)[:NAMED]
    names = ", ".join(stretch.name for stretch in sorted(longest, key=lambda stretch: stretch.first.start))
    more = len(wrong) - len(longest)
    said = f"{names} and {more} more stretches" if more else names
    return f"Violation in {numbers.count(count)} of {numbers.count(total)} windows: {said}."
