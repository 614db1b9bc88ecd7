"""`gnomon drill`: whether a fault is found, and whether those who should know of it are told."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import Annotated

import typer
from rich.text import Text

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.jobs import clock
from gnomon.jobs.trials import drill
from gnomon.jobs.trials.drill import Drill, Tools
from gnomon.jobs.trials.faults import registry
from gnomon.store.open import open_store

WRONG = 1
HEADERS = ("fault", *drill.STAGES.values(), "found by", "told")


def command(
    entity: Annotated[str, typer.Argument(help="The entity whose newest windows are copied.")],
    faults: Annotated[list[str], typer.Argument(metavar="FAULT…", help="What goes wrong in them: null-burst.")],
    notify: Annotated[
        str | None, typer.Option(metavar="CHANNEL", help="Tell only this channel; all that accept drills without it.")
    ] = None,
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Inject faults into copies of the newest rows, and see whether their alerts arrive, marked as a drill.

    Only channels with `accept_drills: true` are told, and the end of each alert follows at once. Nothing is written
    into the store. Leaves with 1 where a fault was not found, or a channel was not told.
    """
    settings = configured(config)
    chosen = [registry.find(name) for name in faults]
    tools = Tools(clock.wall, perf_counter, clock.pause, sys.stderr if json else None)
    with open_store(settings.address) as store, output.notes():
        found = drill.drill(settings, store, settings.entity(entity), chosen, notify, tools)
    if json:
        output.print_json([one.record() for one in found])
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in found], console.width))
        for one in found:
            for channel, why in one.failed.items():
                output.say(f"{channel}: {why}")
    return 0 if all(one.is_good for one in found) else WRONG


def _row(one: Drill) -> list[Text]:
    mark, colour = ("✓", "green") if one.is_good else ("✗", "red")
    times = [f"{one.seconds[stage]:.2f} s" if stage in one.seconds else "—" for stage in drill.STAGES.values()]
    told = ", ".join(
        f"{'✓' if name in one.actual else '✗'} {name}" for name in dict.fromkeys((*one.expected, *one.actual))
    )
    return [
        output.text(f"{mark} {' '.join((one.fault, one.size)).strip()}", colour),
        *(output.text(each) for each in times),
        output.text(", ".join(one.monitors) or "nobody"),
        output.text(told),
    ]
