"""Work that is shared out to threads, and comes back in its order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

THREADS = os.cpu_count() or 1

WORTH_SHARING = 20_000
"""Rows from which threads pay."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_order(work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Do the same to each thing, several at a time.

    Things are taken only as they are needed, so that no more than two a thread are held at once,
    and the next ones are fetched while these are worked on.

    Args:
        work: What to do.
        given: To what.

    Example:
        >>> list(in_order(str.upper, "abc"))
        ['A', 'B', 'C']
    """
    waiting: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for thing in given:
            waiting.append(pool.submit(work, thing))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
