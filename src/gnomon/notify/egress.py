"""Where messages may not go: link-local addresses, where clouds keep the keys of their machines.

The addresses of channels are the operator's own, so that `http://alertmanager:9093`
works; but none leads to a cloud's metadata by a slip.

Source: ALERTS 8.2, for addresses that stand in `gnomon.yaml`.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

Resolve = Callable[[str], list[str]]

SCHEMES = ("http", "https")
METADATA = frozenset(map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")))
"""Metadata services that are not link-local: Alibaba, Azure, Oracle, Amazon over IPv6."""


def resolved(host: str) -> list[str]:
    """The addresses of a host; none where it cannot be found now."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def refusal(address: str, resolve: Resolve = resolved) -> str:
    """Why nothing is sent to an address; empty when it may be.

    Args:
        address: A URL.
        resolve: What finds a host's addresses.

    Example:
        >>> refusal("http://alertmanager:9093", lambda host: ["10.0.0.7"])
        ''
        >>> refusal("http://metadata.example/latest", lambda host: ["169.254.169.254"])
        'the host leads to 169.254.169.254, a link-local or cloud metadata address'
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return "it is no URL"
    if parts.scheme not in SCHEMES or not host:
        return "it is no http:// or https:// URL"
    for found in (host, *resolve(host)):
        if _is_barred(found.partition("%")[0]):
            return f"the host leads to {found}, a link-local or cloud metadata address"
    return ""


def _is_barred(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False  # a name
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    meant = address if inner is None else inner
    return meant.is_link_local or meant in METADATA
