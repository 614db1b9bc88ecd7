"""Names that stay the same when something is made again: of groups, and of rows of the outbox.

Source: ALERTS R17, R23.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping


def group(by: Mapping[str, str], episode: str = "") -> str:
    """The name of a group.

    Args:
        by: The labels that its alerts share.
        episode: For a channel that is told each episode by itself, which one.

    Example:
        >>> group({"entity": "flights-delay"}), group({"entity": "flights-delay"}, "80d2ebb3b0289ba0-7")
        ('{entity="flights-delay"}', '{entity="flights-delay"}/80d2ebb3b0289ba0-7')
    """
    labels = ",".join(f'{name}="{by[name]}"' for name in sorted(by))
    return f"{{{labels}}}" + (f"/{episode}" if episode else "")


def row(events: Iterable[str], group_key: str, channel: str) -> str:
    """The key of a row: what a receiver sees as the message's id.

    Args:
        events: Keys of the alert events that it tells.
        group_key: The group.
        channel: The channel's name.

    Returns:
        64 hexadecimal digits of SHA-256 over `alert_event_key|group_key|channel`.

    Example:
        >>> row(["80d2ebb3b0289ba0:7:firing:1"], '{entity="churn"}', "ml")[:16]
        'a6d6e943e8986768'
    """
    written = f"{'+'.join(sorted(events))}|{group_key}|{channel}"
    return hashlib.sha256(written.encode()).hexdigest()
