"""Routes: who is told of the alerts whose entity and monitor name no channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from gnomon.alerts import matchers
from gnomon.alerts.matchers import Matcher
from gnomon.config.durations import Duration
from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.values import Flag, Name, Names, Text, reading

ALL_LABELS = "..."


def _matcher(value: object) -> object:
    """A matcher as it was written, if it is one."""
    if isinstance(value, str):
        matchers.parse(value)
    return value


Matching = Annotated[Text, BeforeValidator(reading(_matcher)), WithJsonSchema({"type": "string"})]


class Route(Part):
    """Where the alerts that it matches are told.

    Example:
        >>> Route(match=["team=risk"], notify=["ml"]).path
        '{team="risk"}'
    """

    such: ClassVar[str] = "{match: ['team=\"risk\"'], notify: [ml]}"
    match: tuple[Matching, ...] = Field(
        default=(), description="Matchers, of which all must fit; without any, every alert.", examples=[['team="risk"']]
    )
    notify: tuple[Name, ...] = Field(description="The channels that are told.", examples=[["ml"]])
    continue_: Flag = Field(
        default=False,
        validation_alias="continue",
        serialization_alias="continue",
        description="Whether the routes after it are looked at as well.",
        examples=[True],
    )
    hours: Name | None = Field(default=None, description="It tells only in these hours.", examples=["office"])
    mute: Name | None = Field(default=None, description="It tells nothing in these hours.", examples=["night"])
    group_by: Names = Field(
        default=("entity",),
        description="Labels whose alerts share a message; [...] for all labels.",
        examples=[["entity", "kind"]],
    )
    repeat_interval: Duration | None = Field(
        default=None,
        description="How long until an alert that goes on is told again; the channel's when not given.",
        examples=["24h"],
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """A message is of one entity."""
        by = raw.get("group_by")
        if isinstance(by, list | tuple) and "entity" not in by and ALL_LABELS not in by:
            yield Mistake(("group_by",), "a message is of one entity. Write [entity, …] or [...].")

    @property
    def matchers(self) -> tuple[Matcher, ...]:
        """Its matchers."""
        return tuple(map(matchers.parse, self.match))

    @property
    def path(self) -> str:
        """Its name in the keys of groups: the same wherever it stands."""
        return matchers.written(self.matchers)

    def group(self, labels: Mapping[str, str]) -> dict[str, str]:
        """The labels by which an alert is grouped."""
        if ALL_LABELS in self.group_by:
            return {name: each for name, each in labels.items() if name != "severity"}
        return {name: labels.get(name, "") for name in self.group_by}

    def repeat(self, usual: timedelta) -> timedelta:
        """How long until what goes on is told again."""
        return usual if self.repeat_interval is None else self.repeat_interval
