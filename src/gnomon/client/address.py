"""Where a server is, from what a user writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from gnomon.errors import UsageError

ENTITY = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """A server, and an entity on it.

    Attributes:
        host: Its name or address.
        port: Its port.
        is_secure: Whether it is met over TLS.
        path: What comes before the kind of what is sent.
    """

    host: str
    port: int
    is_secure: bool
    path: str

    def __str__(self) -> str:
        """As a person writes it, without the path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.is_secure else 'http'}://{host}:{self.port}"


def address(url: str, entity: str) -> Address:
    """The address of an entity on a server.

    Args:
        url: Where the server is.
        entity: Its name there.

    Raises:
        UsageError: The URL or the name cannot be one.

    Example:
        >>> address("https://gnomon.example/team/", "flights-delay")
        Address(host='gnomon.example', port=443, is_secure=True, path='/team/api/v1/entities/flights-delay/')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.scheme not in PORTS or parts.username or parts.query or re.search(r"\s", url):
        raise UsageError(f"{url!r} is not the address of a server. Write http://HOST:PORT or https://HOST.")
    if not ENTITY.fullmatch(entity):
        raise UsageError(f"{entity!r} is no name of an entity: a-z, 0-9, '.', '_' and '-', at most 63 characters.")
    path = f"{parts.path.rstrip('/')}/api/v1/entities/{entity}/"
    return Address(host, port or PORTS[parts.scheme], parts.scheme == "https", path)
