"""A digest: when a channel is told once of all that happened since the last time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from pydantic import Field, PlainValidator, WithJsonSchema

from gnomon.config.hours import Clock, at_clock, numbers, weekdays
from gnomon.config.part import Part
from gnomon.config.values import Zone, reading

DAY = timedelta(days=1)
MONDAY = 0


class Digest(Part):
    """When a digest is told.

    Example:
        >>> from datetime import UTC
        >>> digest = Digest(at="09:00", days="mon-fri", tz="Europe/Berlin")
        >>> digest.due(datetime(2026, 3, 1, 12, tzinfo=UTC)).isoformat()  # a Sunday
        '2026-02-27T09:00:00+01:00'
    """

    such: ClassVar[str] = '{at: "09:00", days: mon-fri}'
    at: Clock = Field(default="09:00", description="The time of the day.", examples=["09:00"])
    days: Annotated[str, PlainValidator(reading(weekdays)), WithJsonSchema({"type": "string"})] = Field(
        default="mon-sun", description="Days of the week: mon for once a week.", examples=["mon-fri"]
    )
    tz: Zone = Field(default="UTC", description="The time zone that is meant.", examples=["Europe/Berlin"])

    def opens_week(self, at: datetime) -> bool:
        """Whether a time at which it is to be told is the first of its week."""
        return at.weekday() == min(numbers(self.days))

    def due(self, now: datetime) -> datetime:
        """The last time at which it was to be told.

        Args:
            now: The time on the wall.
        """
        zone, meant = ZoneInfo(self.tz), numbers(self.days)
        day = now.astimezone(zone).date()
        while True:
            found = datetime.combine(day, at_clock(self.at), zone)
            if found <= now and day.weekday() in meant:
                return found
            day -= DAY
