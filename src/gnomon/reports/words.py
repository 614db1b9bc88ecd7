"""What a report says around the sentences of `checks`: on what it rests, in which unit, and when."""

from __future__ import annotations

from collections.abc import Sequence

from gnomon.charts.stretches import Stretch
from gnomon.checks import numbers
from gnomon.checks.verdict import Judgement
from gnomon.reports.side import Side

CUT = 0.75
"""A test alerts from this part of what is material: midway between what matters and what does not (STATISTICS B1)."""

NAMED = 6


def basis(judgement: Judgement, reference: Side) -> tuple[str, str, str]:
    """On what the verdicts rest, as three parts of a sentence; the middle one is emphasised.

    Args:
        judgement: Its basis, its chance of a false alarm, and its columns' least material change.
        reference: Whether it has windows.
    """
    material = min((t.material for r in judgement.columns for t in r.tests if t.name == "location"), default=None)
    start = ""
    if material is not None:
        start = (
            f"A change of {material:.2f}\N{NO-BREAK SPACE}sd is material; a column alerts from "
            f"{CUT * material:.3f}\N{NO-BREAK SPACE}sd, when it is not sampling noise at "
            f"1 in {numbers.count(round(1 / judgement.alpha))} comparisons. "
            if judgement.alpha
            else ""
        )
    if judgement.basis == "reference_windows":
        windows = 0 if reference.series is None else len(reference.series)
        said = f", {numbers.count(windows)} of them: what they do by themselves is not reported." if windows else "."
        return f"{start}Basis: ", "the reference's own windows", said
    return (
        f"{start}Basis: ",
        "sampling noise only",
        ", because the reference has no windows: usual day-to-day wobble is not taken out.",
    )


def columns(judgement: Judgement, reference: Side, current: Side) -> set[str]:
    """Every column's name that a sentence may hold."""
    return {*(result.column for result in judgement.columns), *reference.profile, *current.profile}


def unit(judgement: Judgement) -> str:
    """The unit of the effects: one for the head of the column when all share it, else nothing."""
    kinds = {result.kind for result in judgement.columns}
    return "sd" if kinds and not kinds & {"category", "flag"} else ""


def when(wrong: Sequence[Stretch], windows: int) -> str:
    """When it was wrong, in words; the longest stretches by name.

    Args:
        wrong: Stretches, oldest first.
        windows: Of the series.
    """
    if not windows:
        return ""
    total = sum(stretch.count for stretch in wrong)
    if not total:
        return f"No violation in {numbers.count(windows)} windows."
    longest = sorted(wrong, key=lambda stretch: -stretch.count)[:NAMED]
    names = ", ".join(stretch.name for stretch in sorted(longest, key=lambda stretch: stretch.first.start))
    more = len(wrong) - len(longest)
    said = f"{names} and {more} more stretches" if more else names
    return f"Violation in {numbers.count(total)} of {numbers.count(windows)} windows: {said}."
