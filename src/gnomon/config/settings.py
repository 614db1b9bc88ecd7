"""The whole of a `gnomon.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from gnomon.config import crossing
from gnomon.config.channel import Channel
from gnomon.config.egress import Egress
from gnomon.config.entity import Entity
from gnomon.config.heartbeat import Heartbeat
from gnomon.config.hours import Hours
from gnomon.config.maintenance import Maintenance
from gnomon.config.mistakes import Mistake, near
from gnomon.config.part import Part
from gnomon.config.route import Route
from gnomon.config.secrets import WithoutPassword
from gnomon.config.server import Server
from gnomon.config.values import Name, Text, named
from gnomon.errors import UsageError

STORE = re.compile(r"sqlite:///(?!:memory:$).+|postgres(ql)?(\+\w+)?://.+")
"""Addresses of what can keep a store."""


class Settings(Part):
    """A configuration.

    Example:
        >>> Settings().address
        'sqlite:///gnomon.db'
    """

    store: WithoutPassword = Field(
        default="sqlite:///gnomon.db",
        description="Where everything is kept: sqlite:///FILE, or postgresql+psycopg://USER@HOST/DATABASE.",
        examples=["sqlite:///gnomon.db"],
    )
    instance: Name = Field(
        default="gnomon", description="The name of this gnomon, in what it sends.", examples=["prod"]
    )
    log: Text = Field(
        default="./gnomon-log",
        description="Where live events and targets are kept, as Delta tables: a folder or an s3:// address.",
        examples=["./gnomon-log"],
    )
    server: Server = Field(default_factory=Server, description="Where the API is served.")
    egress: Egress = Field(default_factory=Egress, description="Where messages may go.")
    heartbeat: Heartbeat | None = Field(
        default=None,
        description="Who hears that gnomon lives, after every run after which nothing waits to be told.",
        examples=[{"url": "env:HEALTHCHECKS_URL"}],
    )
    entities: Annotated[dict[Name, Entity], BeforeValidator(named)] = Field(
        default={},
        description="What is monitored, by name.",
        examples=[{"flights": {"source": {"path": "flights.parquet", "timestamp": "ts"}}}],
    )
    channels: Annotated[dict[Name, Channel], BeforeValidator(named)] = Field(
        default={},
        description="Where alerts are told, by name.",
        examples=[{"ml": {"kind": "slack", "url": "env:SLACK_WEBHOOK_URL"}}],
    )
    deliver_via: Name | None = Field(
        default=None,
        description="The channel of kind alertmanager that hears of all alerts: who is told, when, and what is "
        "silenced is decided there, not by notify, routes, maintenance or silences here.",
        examples=["alertmanager"],
    )
    routes: tuple[Route, ...] = Field(
        default=(),
        description="Who is told of alerts whose entity and monitor name no channel: the first route that matches.",
        examples=[[{"match": ['team="risk"'], "notify": ["ml"]}]],
    )
    hours: Annotated[dict[Name, Hours], BeforeValidator(named)] = Field(
        default={},
        description="Hours of the week, by name, for routes and maintenance.",
        examples=[{"office": {"days": "mon-fri", "from": "08:00", "to": "18:00"}}],
    )
    maintenance: tuple[Maintenance, ...] = Field(
        default=(),
        description="What is told nothing of in some hours of the week.",
        examples=[[{"match": ['entity="flights"'], "hours": "sunday"}]],
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """Names that lead to another part, and a store that can be one."""
        yield from crossing.crossings(raw)
        if isinstance(store := raw.get("store"), str) and STORE.fullmatch(store) is None:
            words = "this is no address of a store. Write sqlite:///gnomon.db or postgresql+psycopg://user@host/name."
            yield Mistake(("store",), words)
        if isinstance(log := raw.get("log"), str) and "@" in urlsplit(log).netloc:
            words = "who may write there stands in the environment, not here: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY."
            yield Mistake(("log",), f"{words} Write s3://bucket/folder.")

    def model_post_init(self, context: object, /) -> None:
        """Tell entities where in the log their live rows are, and in which hours their windows are no example."""
        super().model_post_init(context)
        is_kept = any(one.mode == "exclude" for one in self.maintenance)
        found = {name: self._logged(self._maintained(one) if is_kept else one) for name, one in self.entities.items()}
        object.__setattr__(self, "entities", found)

    def _maintained(self, entity: Entity) -> Entity:
        labels = {**entity.labels, "entity": entity.name}
        return entity.maintained_in(self.hours[one.hours] for one in self.maintenance if one.excludes(labels))

    def _logged(self, entity: Entity) -> Entity:
        log, changed = self.log.rstrip("/"), dict[str, Any]()
        if entity.source.live:
            changed["source"] = entity.source.in_log(f"{log}/{entity.name}/events")
        if entity.targets is not None and entity.targets.live:
            changed["targets"] = entity.targets.in_log(f"{log}/{entity.name}/targets")
        return entity.model_copy(update=changed) if changed else entity

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
