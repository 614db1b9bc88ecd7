"""The ends of a process, and its forks: every client that is not closed is told.

A child of `multiprocessing` that was forked ends without `atexit`; it has its own
list of what is done at the end.
"""

from __future__ import annotations

import atexit
import os
import sys
from typing import Protocol


class Lives(Protocol):
    """What is told."""

    def close(self) -> None:
        """Hear that the process ends."""
        ...

    def begin_anew(self) -> None:
        """Hear that the process was forked, and that this is the child."""
        ...


_living: dict[int, Lives] = {}


def begin(one: Lives) -> None:
    """Tell somebody of ends and forks.

    Args:
        one: The one to tell.
    """
    _living[id(one)] = one


def over(one: Lives) -> None:
    """Tell somebody no more.

    Args:
        one: The one that was told.
    """
    _living.pop(id(one), None)


def _end_all() -> None:
    for one in list(_living.values()):
        one.close()


def _tell_child() -> None:
    for one in list(_living.values()):
        one.begin_anew()
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        util.register_after_fork(_end_all, _end_with_multiprocessing)


def _end_with_multiprocessing(_: object) -> None:
    sys.modules["multiprocessing.util"].Finalize(None, _end_all, exitpriority=0)


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_tell_child)
