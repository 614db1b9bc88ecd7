"""Whom to tell when nobody answers."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from gnomon.config.durations import Duration
from gnomon.config.part import Part
from gnomon.config.values import Name


class Remind(Part):
    """Who is told of an alert of an incident that nobody has acknowledged.

    Example:
        >>> Remind(after="30m", notify=["lead"]).after
        datetime.timedelta(seconds=1800)
    """

    such: ClassVar[str] = "{after: 30m, notify: [lead]}"
    after: Duration = Field(description="How long after a receiver took the first message of it.", examples=["30m"])
    notify: tuple[Name, ...] = Field(description="The channels that are told then, once.", examples=[["lead"]])
