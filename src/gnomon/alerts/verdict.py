"""What the fold reads: one monitor's result on one window, with the parts of the entity that it looked at."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gnomon.checks import phrases
from gnomon.checks.verdict import Status
from gnomon.errors import GnomonError

What = Literal["values", "missing"]

MOST_NAMES = 5


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """What of a column is wrong or right by itself: its values, or its missing share.

    Attributes:
        series: The column's name; empty for a monitor that has one figure.
        what: `values` (location, spread, shape, novelty) or `missing`.
        segment: Which segment, as `origin = JFK`; empty for all rows.

    Source: STATISTICS B1.
    """

    series: str
    what: What = "values"
    segment: str = ""


WHOLE = Part("")
"""The only part of a monitor that has one figure."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a verdict; None where one could not be computed.

    Attributes:
        value: What was measured, in its own unit.
        limit: From which value it is in violation.
        material: The least change that matters, in the unit of `effect`.
        effect: The size of the change.
        low: Lower end of the value's interval.
        high: Upper end.
        p: Chance of it when nothing changed, adjusted for how much was looked at.
        n: Rows that it stands on.
    """

    value: float | None = None
    limit: float | None = None
    material: float | None = None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    n: float | None = None

    @property
    def weight(self) -> float:
        """The effect against what matters; 0 where either is unknown.

        Example:
            >>> Figures(effect=-0.5, material=0.25).weight, Figures().weight
            (2.0, 0.0)
        """
        if self.effect is None or not self.material or not math.isfinite(self.effect):
            return 0.0
        return abs(self.effect / self.material)

    @property
    def excess(self) -> tuple[float, float]:
        """Sorts by how wrong it is: by weight, then by how far the value lies from its limit.

        Example:
            >>> Figures(value=0.6, limit=0.7).excess > Figures(value=0.65, limit=0.7).excess
            True
        """
        beyond = 0.0 if self.value is None or self.limit is None else abs(self.value - self.limit)
        return self.weight, beyond


@dataclass(frozen=True, slots=True)
class Detail:
    """One part's own verdict.

    Attributes:
        part: Which.
        status: Its status.
        figures: Its numbers.
        is_calm: Whether it is back to usual (p > .05, or an effect below half of what matters): what is
            neither in violation nor calm stays open, and opens nothing.
        impact: Estimated harm to the model; None where it is not known.
        is_critical: Whether a person marked the column as critical.
        reason: Its sentence.
    """

    part: Part
    status: Status
    figures: Figures = Figures()
    is_calm: bool = True
    impact: float | None = None
    is_critical: bool = False
    reason: str = ""

    @property
    def urgency(self) -> tuple[float, float, Part]:
        """Sorts worst first: by impact, then by effect against what matters, then by name.

        Source: ALERTS R21.
        """
        harm = math.inf if self.impact is None else -self.impact
        return harm, -self.figures.weight, self.part


@dataclass(frozen=True, slots=True)
class Verdict:
    """One monitor's result on one window.

    Attributes:
        status: Of the whole.
        reason: The sentence.
        figures: Its numbers; of the worst detail where there are details.
        details: Every part that is not calm, in any order: what is not listed is `ok` and calm. Empty for a
            monitor with one figure.
        is_calm: As in `Detail`, for a monitor with one figure.
        revision: Which state of the window's data it stands on.
        basis: Of performance, whether its targets are `realised` or `estimated`; empty elsewhere.

    Raises:
        GnomonError: A part is listed twice.

    Example:
        >>> v = Verdict("violation", details=(Detail(Part("b"), "violation"), Detail(Part("a"), "ok", is_calm=False)))
        >>> [detail.part.series for detail in v.parts]
        ['a', 'b']
    """

    status: Status
    reason: str = ""
    figures: Figures = Figures()
    details: tuple[Detail, ...] = ()
    is_calm: bool = True
    revision: int = 0
    basis: str = ""

    def __post_init__(self) -> None:
        """Put the details in order, worst first."""
        if len({detail.part for detail in self.details}) < len(self.details):
            raise GnomonError("a verdict lists one part of a column twice.")
        object.__setattr__(self, "details", tuple(sorted(self.details, key=lambda detail: detail.urgency)))

    @property
    def parts(self) -> tuple[Detail, ...]:
        """Its details; a monitor with one figure is its own."""
        return self.details or (Detail(WHOLE, self.status, self.figures, self.is_calm),)

    @property
    def impact(self) -> float | None:
        """The worst known impact of a part."""
        return max((detail.impact for detail in self.details if detail.impact is not None), default=None)

    def narrowed(self, to: Collection[Part]) -> Verdict | None:
        """The same of some parts only, with the figures of the worst and their sentence; None when it lists none.

        Args:
            to: The parts.

        Example:
            >>> a, b = (Detail(Part(name), "violation", Figures(value=x)) for name, x in (("a", 1.0), ("b", 2.0)))
            >>> Verdict("violation", details=(a, b)).narrowed({Part("b")}).figures.value
            2.0
        """
        if not self.details:
            return self if WHOLE in to else None
        kept = tuple(detail for detail in self.details if detail.part in to)
        if not kept:
            return None
        return replace(self, details=kept, figures=kept[0].figures, reason=of_details(kept) or self.reason)


def of_details(details: Sequence[Detail]) -> str:
    """The sentence of several parts: that of the worst in violation, and the names of the others.

    Args:
        details: Worst first.

    Example:
        >>> parts = [Detail(Part(name), "violation", Figures(effect=1), reason=f"*{name}* moved.") for name in "abc"]
        >>> of_details(parts[:1]), of_details(parts)
        ('*a* moved.', '*a* moved. Also changed: *b*, *c*.')
        >>> parts += [Detail(Part("a", segment=f"x = {n}"), "violation", Figures(effect=1)) for n in range(2)]
        >>> of_details(parts)
        '*a* moved. Also changed: *b*, *c*, *a* in x = 0, *a* in x = 1.'
    """
    wrong = [detail for detail in details if detail.status == "violation"] or list(details)
    first = wrong[0].part
    names = dict.fromkeys((one.part.series, one.part.segment) for one in wrong)
    others = [_named(*name) for name in names if name not in ((first.series, first.segment), (first.series, ""))]
    if not (others and wrong[0].reason):
        return wrong[0].reason
    what = "wrong" if wrong[0].figures.effect is None else "changed"  # a promise is broken without any change
    more = f" and {len(others) - MOST_NAMES} more" if len(others) > MOST_NAMES else ""
    return f"{wrong[0].reason} Also {what}: {', '.join(others[:MOST_NAMES])}{more}."


def _named(series: str, segment: str) -> str:
    """A column, in all rows or in those of a segment."""
    return " in ".join(filter(None, (phrases.named(series) if series else "", segment)))
