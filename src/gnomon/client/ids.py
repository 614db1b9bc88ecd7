"""Ids that no other process makes: eight random bytes, drawn anew after a fork, and a number.

A UUID for each event would cost as much as all else that is done with it.
"""

from __future__ import annotations

import itertools
import os


class Ids:
    """Makes ids, each once, from any thread.

    Example:
        >>> ids = Ids()
        >>> first, second = ids.new(), ids.new()
        >>> first.partition("-")[0] == second.partition("-")[0], second.partition("-")[2]
        (True, '1')
    """

    def __init__(self) -> None:
        self._start = os.urandom(8).hex()
        self._numbers = itertools.count()

    def new(self) -> str:
        """An id that was never made before."""
        return f"{self._start}-{next(self._numbers)}"
