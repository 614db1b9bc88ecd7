"""Where the API is served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field

from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.secrets import SecretPlace
from gnomon.config.values import Text, Whole

OF_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
"""Hosts that only this machine reaches."""


class Server(Part):
    """Where the API is served.

    Example:
        >>> Server().host, Server().port
        ('127.0.0.1', 8080)
    """

    such: ClassVar[str] = "{port: 8080}"
    host: Text = Field(default="127.0.0.1", description="The address that listens.", examples=["127.0.0.1"])
    port: Whole = Field(default=8080, ge=1, le=65535, description="The port that listens.", examples=[8080])
    token: SecretPlace | None = Field(
        default=None,
        description="What callers must show; any host but this machine's own needs it.",
        examples=["env:GNOMON_TOKEN"],
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """A token where strangers can call."""
        host = raw.get("host", OF_THIS_MACHINE[0])
        if isinstance(host, str) and host not in OF_THIS_MACHINE and raw.get("token") is None:
            yield Mistake(("token",), f"is missing: {host!r} is reached from elsewhere. Write token: env:GNOMON_TOKEN.")
