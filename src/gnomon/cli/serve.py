"""`gnomon serve`: take events and targets over HTTP."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from threading import Event, Thread
from typing import Annotated

import typer

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.run import line_of
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import clock
from gnomon.jobs.scheduler import keep_running
from gnomon.store.open import open_store

LAST_RUN_S = 10
"""So long the last run is waited for."""


def command(
    config: Config = None,
    host: Annotated[
        str | None, typer.Option("--host", help="The address that listens; any but this machine's own needs a token.")
    ] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="The port that listens.")] = None,
    scheduler: Annotated[
        bool, typer.Option(help="Whether it does the work that is due as well; else gnomon run or gnomon scheduler do.")
    ] = True,
    json: output.Json = False,
) -> int:
    """Take events and targets over HTTP, and do all work that is due, until it is stopped.

    /readyz answers when it is up.
    """
    try:
        from gnomon.server import serve  # noqa: PLC0415 - needs what only gnomon[server] installs
    except ModuleNotFoundError as error:
        raise UsageError(f"the server needs {error.name}. Run pip install 'gnomon[server]'.") from None
    settings = configured(config)
    at = serve.place(settings, host, port)

    def listening(url: str) -> None:
        if json:
            output.print_json({"url": url})
            sys.stdout.flush()
        else:
            output.say(f"gnomon: listening on {url}")

    with _scheduling(settings) if scheduler else nullcontext():
        serve.serve(settings, at, clock=clock.wall, listening=listening)
    return 0


@contextmanager
def _scheduling(settings: Settings) -> Iterator[None]:
    """Run beside what the block does, and end with it: a run that is cut short is made good by the next."""
    over = Event()
    with open_store(settings.address) as store:
        work = partial(
            keep_running,
            settings,
            store,
            clock=clock.wall,
            wait=lambda length: over.wait(length.total_seconds()),
            listener=line_of,
        )
        thread = Thread(target=work, name="gnomon-scheduler", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(LAST_RUN_S)
