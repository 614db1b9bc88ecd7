"""The whole of a `gnomon.yaml`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.part import Part
from gnomon.config.values import Name, Text


class Settings(Part):
    """A configuration.

    Example:
        >>> Settings().address
        'sqlite:///gnomon.db'
    """

    store: Text = Field("sqlite:///gnomon.db", description="Where everything is kept.")
    instance: Name = Field("gnomon", description="The name of this gnomon.")
    log: Text | None = Field(None, description="Where live events are kept.")
    server: dict[str, Any] = Field({}, description="Where pages are served.")
    entities: dict[Name, Entity] = Field({}, description="What is monitored.")
    channels: dict[Name, Channel] = Field({}, description="Where alerts are told.")

    @property
    def address(self) -> str:
        """The store's address, its file relative to the configuration's folder."""
        prefix, sqlite, database = self.store.partition("sqlite:///")
        return f"{sqlite}{self.placed(database)}" if sqlite and not prefix else self.store
