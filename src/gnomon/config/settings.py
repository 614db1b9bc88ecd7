"""The whole of a `gnomon.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.mistakes import Mistake, Place, near
from gnomon.config.part import Part
from gnomon.config.plain import mapping
from gnomon.config.values import Name, Text, named
from gnomon.errors import UsageError


class Settings(Part):
    """A configuration.

    Example:
        >>> Settings().address
        'sqlite:///gnomon.db'
    """

    store: Text = Field(default="sqlite:///gnomon.db", description="Where everything is kept.")
    instance: Name = Field(default="gnomon", description="The name of this gnomon.")
    log: Text | None = Field(default=None, description="Where live events are kept.")
    server: dict[str, Any] = Field(default={}, description="Where pages are served.")
    entities: Annotated[dict[Name, Entity], BeforeValidator(named)] = Field(
        default={}, description="What is monitored."
    )
    channels: Annotated[dict[Name, Channel], BeforeValidator(named)] = Field(
        default={}, description="Where alerts are told."
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """Names that lead to another part."""
        channels, entities = mapping(raw.get("channels")), mapping(raw.get("entities"))
        for name, entity in entities.items():
            place: Place = ("entities", name)
            yield from _unknown_channels(mapping(entity), place, channels)
            for monitor, settings in mapping(mapping(entity).get("monitors")).items():
                yield from _unknown_channels(mapping(settings), (*place, "monitors", monitor), channels)
            reference = mapping(mapping(entity).get("reference")).get("entity")
            if isinstance(reference, str) and reference not in entities:
                yield Mistake((*place, "reference", "entity"), _no_entity(reference, entities))
            upstream = mapping(entity).get("upstream")
            for i, each in enumerate(upstream if isinstance(upstream, list | tuple) else ()):
                if isinstance(each, str) and each not in entities:
                    yield Mistake((*place, "upstream", i), _no_entity(each, entities))

    def entity(self, name: str) -> Entity:
        """An entity by its name.

        Raises:
            UsageError: There is none of that name.
        """
        if name not in self.entities:
            hint = near(name, self.entities) if self.entities else "There are none."
            raise UsageError(f"no entity {name!r} in this configuration. {hint}")
        return self.entities[name]

    @property
    def address(self) -> str:
        """The store's address, its file relative to the configuration's folder."""
        prefix, sqlite, database = self.store.partition("sqlite:///")
        return f"{sqlite}{self.placed(database)}" if sqlite and not prefix else self.store


def _unknown_channels(raw: Mapping[str, Any], place: Place, channels: Mapping[str, Any]) -> Iterator[Mistake]:
    notify = raw.get("notify")
    for i, name in enumerate(notify if isinstance(notify, list | tuple) else ()):
        if isinstance(name, str) and name not in channels:
            hint = near(name, channels) if channels else "Add it beneath channels:."
            yield Mistake((*place, "notify", i), f"there is no channel {name!r}. {hint}")


def _no_entity(name: str, entities: Mapping[str, Any]) -> str:
    return f"there is no entity {name!r}. {near(name, entities)}"
