"""How often the client sends, and how patient it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the client sends, and how patient it is; all in seconds.

    Attributes:
        every_s: The longest a row waits for others before it is packed.
        timeout_s: The longest that one request takes.
        first_wait_s: The wait after a first failure; it doubles with each further one.
        longest_wait_s: The longest wait between two tries.
        exit_s: How long the end of the process may wait for what is not sent yet.

    Example:
        >>> Pace(every_s=0.2).timeout_s
        10.0
    """

    every_s: float = 1.0
    timeout_s: float = 10.0
    first_wait_s: float = 0.5
    longest_wait_s: float = 30.0
    exit_s: float = 2.0


USUAL = Pace()
