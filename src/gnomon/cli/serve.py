"""`gnomon serve`: take events and targets over HTTP."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Annotated

import typer

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.run import line_of
from gnomon.errors import UsageError
from gnomon.jobs import clock


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
        from gnomon.server import scheduling, serve  # noqa: PLC0415 - needs what only gnomon[server] installs
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

    with scheduling.scheduling(settings, line_of) if scheduler else nullcontext():
        serve.serve(settings, at, clock=clock.wall, listening=listening)
    return 0
