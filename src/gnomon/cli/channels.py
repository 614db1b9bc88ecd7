"""`gnomon channels`: whether what is told arrives."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import Annotated, Any

import typer

from gnomon.checks import phrases
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.jobs import clock
from gnomon.jobs.telling import deliver, trying
from gnomon.jobs.telling.trying import Tried
from gnomon.notify import post

WRONG = 1
HEADERS = ("channel", "kind", "took", "answer")

app = typer.Typer(no_args_is_help=True, help="Try the channels by which alerts are told.")


@app.command("test")
def test(
    name: Annotated[str | None, typer.Argument(help="Only this channel; all without it.")] = None,
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Send a marked test message and its end, and say what the receiver answered. Leaves with 1 where one failed."""
    settings = configured(config)
    bound = trying.chosen(deliver.bound(settings, sys.stderr if json else None), name)
    with post.client(allowed=settings.egress.allowed) as client:
        tried = trying.try_out(bound, clock=clock.wall, timer=perf_counter, client=client)
    if json:
        output.print_json([_record(one) for one in tried])
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in tried], console.width))
        for one in tried:
            if one.mend:
                output.say(f"{one.channel}: {one.mend}")
            if one.no_picture:
                output.say(f"{one.channel}: the message has no picture: {phrases.ended(one.no_picture)}")
    return 0 if all(one.is_right for one in tried) else WRONG


def _row(one: Tried) -> list[Any]:
    mark, colour = ("✓", "green") if one.is_right else ("✗", "red")
    answer = one.answer.text or ("written" if one.is_right else "no answer")
    return [
        output.text(f"{mark} {one.channel}", colour),
        output.text(one.kind),
        output.text(f"{one.took_s:.2f} s"),
        output.text(answer),
    ]


def _record(one: Tried) -> dict[str, Any]:  # Any: JSON
    return {
        "channel": one.channel,
        "kind": one.kind,
        "delivered": one.is_right,
        "class": one.answer.kind,
        "status": one.answer.status,
        "answer": one.answer.text,
        "seconds": round(one.took_s, 3),
        "mend": one.mend or None,
        "no_picture": one.no_picture or None,
    }
