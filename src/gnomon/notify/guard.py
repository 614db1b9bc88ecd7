"""The transport under every request: it looks where a host leads, and connects there and nowhere else.

Source: ALERTS 8.2.
"""

from __future__ import annotations

import httpx

from gnomon.notify import egress
from gnomon.notify.egress import Egress, Resolve

FOREIGN = "foreign"
"""The extension of a request whose address came from elsewhere than the configuration."""


class RefusedError(httpx.RequestError):
    """Nothing is sent to this address."""


class Guard(httpx.BaseTransport):
    """Checks each request's address before it connects.

    Args:
        allowed: What the operator says.
        resolve: What finds a host's addresses.
    """

    def __init__(self, allowed: Egress, resolve: Resolve = egress.resolved) -> None:
        self._allowed, self._resolve = allowed, resolve
        # No connection is kept: each try has its own, which its timer may close.
        self._inner = httpx.HTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to one of the addresses that were checked."""
        is_foreign = bool(request.extensions.get(FOREIGN))
        checked = egress.check(str(request.url), self._allowed, is_foreign=is_foreign, resolve=self._resolve)
        if checked.refusal:
            raise RefusedError(checked.refusal, request=request)
        failure = httpx.ConnectError("the host cannot be found", request=request)
        for address in checked.addresses:
            try:
                return self._inner.handle_request(_pinned(request, address))
            except httpx.ConnectError as error:
                failure = error
        raise failure

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to an address; the host stays in its header and for TLS."""
    extensions = {**request.extensions, "sni_hostname": request.url.host}
    url = request.url.copy_with(host=address)
    return httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
