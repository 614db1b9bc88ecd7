"""Where messages may not go.

The addresses of `gnomon.yaml` are the operator's own, so that
`http://alertmanager:9093` works; but none leads to a cloud's metadata by a slip.
An address that came from elsewhere, as in a receiver's answer, is foreign: only
https, and only to the public internet. The host is looked up once, all of its
addresses are checked, and the connection goes to one of those that were.

Source: ALERTS 8.2.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Resolve = Callable[[str], list[str]]
Ip = IPv4Address | IPv6Address

SCHEMES = ("http", "https")
METADATA = frozenset(map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")))
"""Metadata services that are not link-local: Alibaba, Azure, Oracle, Amazon over IPv6."""

METADATA_NAMES = frozenset(("metadata", "metadata.google.internal", "metadata.goog"))
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as seen through IPv6; RFC 6052."""


@dataclass(frozen=True, slots=True)
class Egress:
    """What the operator says of where messages may go.

    Attributes:
        allow: Hosts, addresses and networks that are allowed whatever they are.
        strict: Whether the operator's own addresses are held to what foreign ones are.
    """

    allow: tuple[str, ...] = ()
    strict: bool = False

    def allows_host(self, host: str) -> bool:
        """Whether a host is allowed by its name."""
        return host.lower().rstrip(".") in {each.lower() for each in self.allow}

    def allows(self, address: Ip) -> bool:
        """Whether an address is allowed, alone or with its network."""
        return any(address in network for network in map(_network, self.allow) if network is not None)


USUAL = Egress()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of an address.

    Attributes:
        refusal: Why nothing is sent to it; empty when it may be.
        addresses: Where the host leads; none where it cannot be found now.
    """

    refusal: str = ""
    addresses: tuple[str, ...] = ()


def resolved(host: str) -> list[str]:
    """The addresses of a host; none where it cannot be found now."""
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(found))


def check(url: str, egress: Egress = USUAL, *, is_foreign: bool = False, resolve: Resolve = resolved) -> Checked:
    """Whether something may be sent to a URL, and to which addresses that is.

    Args:
        url: The URL.
        egress: What the operator says.
        is_foreign: Whether it came from elsewhere than the configuration.
        resolve: What finds a host's addresses.

    Example:
        >>> check("http://alertmanager:9093", resolve=lambda host: ["10.0.0.7"])
        Checked(refusal='', addresses=('10.0.0.7',))
        >>> check("http://metadata.example/latest", resolve=lambda host: ["169.254.169.254"]).refusal
        'the host leads to 169.254.169.254, a link-local or cloud metadata address'
        >>> check("https://intranet", is_foreign=True, resolve=lambda host: ["93.184.216.34", "10.0.0.7"]).refusal
        'the host leads to 10.0.0.7, which is not public. If it is meant, write it to egress: {allow: […]}'
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return Checked("it is no URL")
    if parts.scheme not in SCHEMES or not host:
        return Checked("it is no http:// or https:// URL")
    is_strict = is_foreign or egress.strict
    if is_strict and parts.scheme != "https" and not egress.allows_host(host):
        return Checked("it is not https://")
    return check_host(host, egress, is_strict=is_strict, resolve=resolve)


def check_host(host: str, egress: Egress = USUAL, *, is_strict: bool = False, resolve: Resolve = resolved) -> Checked:
    """The same of a host alone.

    Args:
        host: A name or an address.
        egress: What the operator says.
        is_strict: Whether only the public internet is allowed.
        resolve: What finds a host's addresses.
    """
    addresses = tuple(resolve(host))
    if egress.allows_host(host):
        return Checked("", addresses)
    if host.lower().rstrip(".") in METADATA_NAMES:
        return Checked(f"{host} is a cloud's metadata service")
    for found in (host, *addresses):
        address = _address(found)
        refusal = "" if address is None or egress.allows(address) else _refusal(address, is_strict=is_strict)
        if refusal:
            return Checked(f"the host leads to {found}, {refusal}")
    return Checked("", addresses)


def _refusal(address: Ip, *, is_strict: bool) -> str:
    meant = _meant(address)
    if meant.is_link_local or meant in METADATA:
        return "a link-local or cloud metadata address"
    if is_strict and (not meant.is_global or meant.is_multicast):
        return "which is not public. If it is meant, write it to egress: {allow: […]}"
    return ""


def _meant(address: Ip) -> Ip:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in NAT64:
        inner = IPv4Address(int(address) & 0xFFFF_FFFF)
    return address if inner is None else inner


def _address(text: str) -> Ip | None:
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None  # a name


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None  # a name
