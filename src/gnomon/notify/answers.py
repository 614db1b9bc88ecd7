"""What an answer means: was it delivered, is it tried again, or what stands in the way.

====================================================== ============
answer                                                 class
====================================================== ============
2xx                                                    `delivered`
no connection, TLS, timeout, 408, 425, 429, 5xx        `retry`
401, 403; no secret; an address that cannot be used    `credential`
410                                                    `gone`
3xx, other 4xx                                         `dead`
====================================================== ============

Source: ALERTS R45.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Class = Literal["delivered", "retry", "credential", "gone", "dead"]

LONGEST_KEPT = 500  # characters of an answer
OK, REDIRECT, BROKEN = 200, 300, 500
AGAIN = frozenset((408, 425, 429))
CLOSED = frozenset((401, 403))
GONE = 410


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one try.

    Attributes:
        kind: Its class.
        text: Why, without a secret; the first 500 characters of what was answered.
        status: The HTTP status; None without an answer.
        retry_after: The header of that name, as it came.
        reference: The receiver's own name of the message, or of the thread that it is in.
        body: What was answered, for who can read it; it is not kept.
    """

    kind: Class
    text: str = ""
    status: int | None = None
    retry_after: str | None = None
    reference: str | None = None
    body: str = field(default="", repr=False, compare=False)

    def classed(self, kind: Class) -> Answer:
        """The same of another class, for a receiver that says more than its status."""
        return replace(self, kind=kind)


DELIVERED = Answer("delivered")


def of_status(status: int) -> Class:
    """The class of an HTTP status.

    Example:
        >>> [of_status(code) for code in (204, 302, 400, 401, 410, 429, 503)]
        ['delivered', 'dead', 'dead', 'credential', 'gone', 'retry', 'retry']
    """
    if OK <= status < REDIRECT:
        return "delivered"
    if status in AGAIN or status >= BROKEN:
        return "retry"
    if status in CLOSED:
        return "credential"
    return "gone" if status == GONE else "dead"


def kept(text: str) -> str:
    r"""The part of an answer that is kept, on one line, without control characters.

    Example:
        >>> kept("no\n such  channel"), len(kept("x" * 600))
        ('no such channel', 500)
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line[:LONGEST_KEPT]
