"""What became of the rows."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Literal

Count = Literal["logged", "sampled_out", "sent", "refused", "dropped", "spooled", "found", "gone"]
"""What is counted: the parts of `Counts`, rows that an earlier process left (`found`), and those of them that
another process was quicker to send (`gone`)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows that one process logged, and of those that it found in the spool.

    Attributes:
        logged: Rows that were handed over.
        sampled_out: Rows that sampling left out.
        sent: Rows that the server took.
        refused: Rows that it will never take; the log says why.
        dropped: Rows that were lost for want of room, or that could not be written as JSON.
        waiting: Rows that are not sent yet.
        spooled: Those of them that are on disk.
    """

    logged: int = 0
    sampled_out: int = 0
    sent: int = 0
    refused: int = 0
    dropped: int = 0
    waiting: int = 0
    spooled: int = 0


class Tally:
    """Counts from any thread, and from a signal's handler in the midst of counting.

    What waits is what is left when all else is taken away: no row is missing while it goes from hand to hand.

    Example:
        >>> tally = Tally()
        >>> tally.count("logged", 3)
        >>> tally.count("sent", 2)
        >>> tally.counts()
        Counts(logged=3, sampled_out=0, sent=2, refused=0, dropped=0, waiting=1, spooled=0)
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._numbers: Counter[str] = Counter()

    def count(self, what: Count, rows: int = 1) -> None:
        """Add rows to one of the counts.

        Args:
            what: Which.
            rows: How many; less than zero takes away.
        """
        with self._lock:
            self._numbers[what] += rows

    def counts(self) -> Counts:
        """The counts at one moment."""
        with self._lock:
            n = self._numbers.copy()
        came = n["logged"] + n["found"]
        went = n["sampled_out"] + n["sent"] + n["refused"] + n["dropped"] + n["gone"]
        return Counts(n["logged"], n["sampled_out"], n["sent"], n["refused"], n["dropped"], came - went, n["spooled"])
