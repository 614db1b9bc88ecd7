"""Where messages may go."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from gnomon.config.part import Part
from gnomon.config.values import Flag, Names
from gnomon.notify import egress


class Egress(Part):
    """Where messages may go: to any address of this file, but to no cloud's metadata.

    Example:
        >>> Egress(strict=True, allow=["10.1.0.0/16"]).allowed
        Egress(allow=('10.1.0.0/16',), strict=True)
    """

    such: ClassVar[str] = "{strict: true, allow: [alertmanager, 10.1.0.0/16]}"
    allow: Names = Field(
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
