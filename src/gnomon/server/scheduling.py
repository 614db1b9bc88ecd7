"""A scheduler in a process of its own beside the server: who posts does not wait for what is profiled.

The process ends with that of the server, however that ends, and is started
again when it dies by itself. What a run had not committed by then, the next one does.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from multiprocessing.connection import Connection, wait
from threading import Event, Thread

from gnomon.config.settings import Settings
from gnomon.errors import GnomonError
from gnomon.jobs import clock, lease
from gnomon.jobs.scheduler import PAUSE, keep_running
from gnomon.jobs.steps import Listener
from gnomon.store.open import open_store

LAST_RUN = timedelta(seconds=10)
"""So long the last run is waited for."""

NICENESS = 10
"""So far the scheduler stands back where there is too little of the machine: who posts waits for an answer."""

PROCESSES = multiprocessing.get_context("spawn")
"""A fork would have the locks of the server's threads, as they were just then."""


@contextmanager
def scheduling(settings: Settings, listener: Listener) -> Iterator[None]:
    """Do all work that is due beside what the block does, and end with it.

    Args:
        settings: The configuration.
        listener: Told each step that did something, by the other process: a function of a module.

    Raises:
        UsageError: The store cannot be worked with.
        UnavailableError: It cannot be reached.
    """
    open_store(settings.address).close()
    over, end = PROCESSES.Pipe(duplex=False)
    keeper = Thread(target=_keep_alive, args=(settings, listener, over), name="gnomon-scheduler")
    keeper.start()
    try:
        yield
    finally:
        end.close()
        keeper.join()
        over.close()


def _keep_alive(settings: Settings, listener: Listener, over: Connection) -> None:
    """Start the process, and again whenever it dies, until the other end of `over` is closed."""
    while True:
        process = PROCESSES.Process(target=work, args=(settings, listener), name="gnomon-scheduler", daemon=True)
        process.start()
        wait([over, process.sentinel])
        if over.poll():
            process.terminate()
            process.join(LAST_RUN.total_seconds())
            process.kill()
            process.join()
            return
        process.join()
        listener("failed", "scheduler", {"error": f"its process ended with {process.exitcode}; it is started again."})
        _let_go(settings, process.pid)
        if over.poll(PAUSE.total_seconds()):
            return


def _let_go(settings: Settings, pid: int | None) -> None:
    """What the dead process held is free for the next one at once; where that cannot be written, soon."""
    with suppress(GnomonError), open_store(settings.address) as store:
        lease.let_go(store, pid or 0)


def work(settings: Settings, listener: Listener) -> None:
    """What the process does: run after run, until it is told to stop or the process that started it is gone."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(NICENESS)
    over = Event()
    for how in (signal.SIGTERM, signal.SIGINT):
        signal.signal(how, lambda *_: over.set())
    Thread(target=_end_with_parent, args=(over,), daemon=True).start()
    try:
        with open_store(settings.address) as store:
            keep_running(
                settings,
                store,
                clock=clock.wall,
                wait=lambda length: over.wait(length.total_seconds()),
                listener=listener,
            )
    except GnomonError as error:  # the store is away: the next process may find it
        listener("failed", "scheduler", {"error": str(error)})
        sys.exit(1)


def _end_with_parent(over: Event) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        over.set()
        clock.pause(LAST_RUN)
        os._exit(1)
