"""What a person may set about verdicts, and the constants of the specification."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gnomon.errors import UsageError

NAMES = ("location", "spread", "shape", "missing", "novelty")
"""The five tests, in the order in which they explain a change."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"location": 0.40, "spread": 0.15, "shape": 0.15, "missing": 0.15, "novelty": 0.15}
)
"""How the chance of a false alarm is split over a column's tests."""

CUT = 0.75
"""Alert at this part of `material`: midway between what is to be reported and what is to be ignored."""

LONGEST = 32
"""No more windows than this are merged."""

SHORT_REFERENCE = 14
"""With fewer windows there is no season, and at most `SHORT_LONGEST` windows are merged."""

SHORT_LONGEST = 4

LEAST_VALUES = 20
"""A window with fewer values has no test of values."""

POOLED = 10
"""From so many columns on they lend each other their dispersion."""

MOST_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """How much change matters and how sure one must be.

    Args:
        material: The least change that matters, in standard deviations of reference ranks (Cohen's w).
        material_share: The same for shares of missing and of novel rows.
        alpha: Chance that anything alerts, per window (per comparison when there are no windows).
        strict: Standard errors of sampling by which an effect must pass the cut.

    Raises:
        UsageError: A value out of its range.

    Example:
        >>> Settings().cut_of("location"), Settings(material_share=0.01).cut_of("missing")
        (0.07500000000000001, 0.0075)
    """

    material: float = 0.10
    material_share: float = 0.005
    alpha: float = 0.005
    strict: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        for name in ("material", "material_share"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise UsageError(f"{name}: {value} is not a size of change. Write a number above 0, such as 0.1.")
        if not 0 < self.alpha <= MOST_ALPHA:
            raise UsageError(f"alpha: {self.alpha} is not in (0, {MOST_ALPHA}]. Write a number such as 0.005.")
        if not (math.isfinite(self.strict) and self.strict >= 0):
            raise UsageError(f"strict: {self.strict} is not a number of standard errors. Write 0 or more.")

    def material_of(self, test: str) -> float:
        """The least change that matters to a test, in its own unit."""
        return self.material_share if test in ("missing", "novelty") else self.material

    def cut_of(self, test: str) -> float:
        """The effect from which a test may alert."""
        return CUT * self.material_of(test)
