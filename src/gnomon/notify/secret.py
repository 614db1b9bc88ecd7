"""Secrets: read when they are used, and never shown.

A channel's secret is a function that reads it, so that a rotated one holds
without a restart; only `post` sees what it gives.

Source: ALERTS 8.1.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

Text = str | Callable[[], str]
"""A text, or what reads it."""


def read(text: Text) -> str:
    """The text as it is now, without white space around it.

    Raises:
        UsageError: What reads it says so, where it is not there.
    """
    return (text if isinstance(text, str) else text()).strip()


def hidden(address: str) -> str:
    """An address as it may be shown: scheme and host.

    Example:
        >>> hidden("https://hooks.slack.com/services/T0/B0/xyz"), hidden("http://me:pw@[::1]:8080/a?b=c")
        ('https://hooks.slack.com/***', 'http://[::1]:8080/***')
        >>> hidden("no address")
        '***'
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "***"
    if not (parts.scheme and host):
        return "***"
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}/***"
