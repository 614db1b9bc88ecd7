"""`gnomon scheduler`: runs, one after the other."""

from __future__ import annotations

import signal
from threading import Event

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.run import line_of
from gnomon.jobs import clock, scheduler
from gnomon.store.open import open_store


def command(config: Config = None, json: output.Json = False) -> int:
    """Do all work that is due, again and again, until it is stopped. Several may share a store."""
    settings, over = configured(config), Event()
    for how in (signal.SIGTERM, signal.SIGINT):
        signal.signal(how, lambda *_: over.set())
    with open_store(settings.address) as store:
        scheduler.keep_running(
            settings,
            store,
            clock=clock.wall,
            wait=lambda length: over.wait(length.total_seconds()),
            listener=line_of,
        )
    if json:
        output.print_json({"stopped": True})
    return 0
