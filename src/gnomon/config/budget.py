"""The budget of false alarms: the one number that a person must have an opinion on."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from gnomon.config.plain import said
from gnomon.config.values import reading
from gnomon.errors import UsageError

PERIODS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30.4375),
    "quarter": timedelta(days=91.3125),
    "year": timedelta(days=365.25),
}
"""What a budget may be per; a month is one on average."""

BUDGET = rf"(\d+(?:\.\d+)?)\s+(?:per|an?)\s+({'|'.join(PERIODS)})"


@dataclass(frozen=True, slots=True)
class Budget:
    """How many false alarms of an entity a person accepts.

    Args:
        alarms: How many, above 0.
        period: In which time.

    Raises:
        UsageError: A number that is not above 0, or a period without length.

    Example:
        >>> budget = Budget.parse("2 per week")
        >>> budget.alarms, budget.period.days, str(budget)
        (2.0, 7, '2 per week')
    """

    alarms: float
    period: timedelta = PERIODS["month"]

    def __post_init__(self) -> None:
        """Refuse what allows nothing."""
        if not (math.isfinite(self.alarms) and self.alarms > 0):
            raise UsageError(f"{self.alarms:g} false alarms would never tell anything. Write 1 per month, or 0.1.")
        if self.period <= timedelta(0):
            raise UsageError("a budget is per some time. Write 1 per month.")

    @classmethod
    def parse(cls, text: object) -> Budget:
        """Read `1 per month`; a budget stays as it is.

        Raises:
            UsageError: It is no budget.
        """
        if isinstance(text, Budget):
            return text
        match = re.fullmatch(BUDGET, text.strip().lower()) if isinstance(text, str) else None
        if match is None:
            raise UsageError(f"{said(text)} is not a budget. Write 1 per month, 2 per week or 0.5 per year.")
        return cls(float(match[1]), PERIODS[match[2]])

    def __str__(self) -> str:
        """As it is written."""
        period = next((name for name, length in PERIODS.items() if length == self.period), f"{self.period}")
        return f"{self.alarms:g} per {period}"


Alarms = Annotated[
    Budget,
    PlainValidator(reading(Budget.parse)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^\s*{BUDGET}\s*$"}),
]
