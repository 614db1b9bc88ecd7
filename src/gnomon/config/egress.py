"""Where messages may go."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import Annotated, ClassVar

from pydantic import Field, PlainValidator, WithJsonSchema

from gnomon.config.part import Part
from gnomon.config.plain import said
from gnomon.config.values import Flag, reading
from gnomon.errors import UsageError
from gnomon.notify import egress

HOST = re.compile(r"(?=.*[A-Za-z_])[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")


def place(text: object) -> str:
    """A host, an address or a network.

    Raises:
        UsageError: It is none of them.

    Example:
        >>> place("10.1.0.0/16"), place("alertmanager")
        ('10.1.0.0/16', 'alertmanager')
    """
    if isinstance(text, str) and (HOST.fullmatch(text) or _is_network(text)):
        return text
    raise UsageError(f"{said(text)} is no host, address or network. Write one such as alertmanager or 10.1.0.0/16.")


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


Place = Annotated[str, PlainValidator(reading(place)), WithJsonSchema({"type": "string"})]


class Egress(Part):
    """Where messages may go: to any address of this file, but to no cloud's metadata.

    Example:
        >>> Egress(strict=True, allow=["10.1.0.0/16"]).allowed
        Egress(allow=('10.1.0.0/16',), strict=True)
    """

    such: ClassVar[str] = "{strict: true, allow: [alertmanager, 10.1.0.0/16]}"
    allow: tuple[Place, ...] = Field(
        default=(),
        description="Hosts, addresses and networks that are allowed whatever they are.",
        examples=[["alertmanager", "10.1.0.0/16"]],
    )
    strict: Flag = Field(
        default=False, description="Whether all others must be https:// and on the public internet.", examples=[True]
    )

    @property
    def allowed(self) -> egress.Egress:
        """The same for those who send."""
        return egress.Egress(self.allow, self.strict)
