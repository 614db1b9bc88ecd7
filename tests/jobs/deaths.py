"""Processes of their own for work that may kill itself."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable

PROCESSES = multiprocessing.get_context("forkserver")  # each begins with everything imported, and no threads
PROCESSES.set_forkserver_preload(["tests.jobs.mortal"])


def apart(work: Callable[..., None], *given: object) -> int:
    """Do work in a process of its own; 0, or the signal that killed it."""
    child = PROCESSES.Process(target=work, args=given)
    child.start()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return child.exitcode
