"""Maintenance: what is not told in some hours of the week, and which windows are no example of what is usual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from gnomon.alerts import matchers
from gnomon.alerts.matchers import Matcher
from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.route import Matching
from gnomon.config.values import Name, Text

Mode = Literal["mute", "exclude"]

OF_ALERTS = ("alertname", "kind", "severity")
"""Labels that an entity does not have."""


class Maintenance(Part):
    """What is not told in some hours, because somebody works there.

    Example:
        >>> Maintenance(match=["entity=churn"], hours="sunday").hours
        'sunday'
    """

    such: ClassVar[str] = "{match: ['entity=\"churn\"'], hours: sunday}"
    match: tuple[Matching, ...] = Field(
        default=(),
        description="Matchers, of which all must fit; without any, every alert.",
        examples=[["entity=churn"]],
    )
    hours: Name = Field(description="When.", examples=["sunday"])
    mode: Mode = Field(
        default="mute",
        description="What it does: mute tells nothing in these hours; exclude also judges no window that they touch, "
        "and leaves it out of references.",
        examples=["exclude"],
    )
    comment: Text = Field(default="maintenance", description="What is done.", examples=["the feed is reloaded"])

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """Windows are of entities."""
        if raw.get("mode") != "exclude":
            return
        for i, each in enumerate(raw["match"] if isinstance(raw.get("match"), list | tuple) else ()):
            if isinstance(each, str) and each.partition("=")[0].strip(" !") in OF_ALERTS:
                words = "exclude is of all monitors of an entity. Match entity or its labels, or write mode: mute."
                yield Mistake(("match", i), words)

    @property
    def matchers(self) -> tuple[Matcher, ...]:
        """Its matchers."""
        return tuple(map(matchers.parse, self.match))

    def excludes(self, labels: Mapping[str, str]) -> bool:
        """Whether windows of an entity with these labels are left out."""
        return self.mode == "exclude" and matchers.match(self.matchers, labels)
