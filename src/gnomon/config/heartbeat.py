"""The sign of life of gnomon itself, for what notices when it stays away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field

from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.secrets import Address, Secret
from gnomon.config.values import Name


class Heartbeat(Part):
    """Who hears of every run after which nothing waits to be told.

    Example:
        >>> Heartbeat(url="env:HEALTHCHECKS_URL").address
        Secret(env:HEALTHCHECKS_URL)
    """

    such: ClassVar[str] = "{url: env:HEALTHCHECKS_URL}"
    url: Address | None = Field(
        default=None,
        description="What is asked (GET) after such a run: the address of a check at healthchecks.io or the like.",
        examples=["env:HEALTHCHECKS_URL"],
    )
    via: Name | None = Field(
        default=None,
        description="The channel of kind alertmanager in which GnomonWatchdog fires as long as runs come.",
        examples=["alertmanager"],
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """Somebody hears it."""
        if raw.get("url") is None and raw.get("via") is None:
            yield Mistake((), "nobody hears it. Write url: env:HEALTHCHECKS_URL, or via: with an Alertmanager.")

    @property
    def address(self) -> Secret | None:
        """What is asked, its file relative to the configuration's folder."""
        return None if self.url is None else Secret(self.url.kind, self.url.place, self._folder)
