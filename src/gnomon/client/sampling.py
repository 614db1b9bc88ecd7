"""Which events are logged where not all are.

The choice is a function of the event's id: a target is left out with its event, in
whatever process it comes, and two services that log one event keep it or not alike.
"""

from __future__ import annotations

import hashlib

RATE = "sample_rate"
"""The label that carries the rate, so that numbers can be scaled: an event stands for `1 / rate` of them."""


def is_kept(event_id: str, rate: float) -> bool:
    """Whether an event is logged.

    Args:
        event_id: Its id.
        rate: The share of events that are, from 0 to 1.

    Example:
        >>> sum(is_kept(str(number), 0.1) for number in range(10_000))
        1029
    """
    digest = hashlib.blake2b(event_id.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) < rate * 2**64
