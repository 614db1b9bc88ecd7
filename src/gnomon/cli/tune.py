"""`gnomon tune`: which material effects fit the history, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from gnomon.cli import output, proposals
from gnomon.cli.backtest import opened
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import Until, check_order, moment
from gnomon.jobs import clock
from gnomon.jobs.trials import known_incidents, materials
from gnomon.jobs.trials.known_incidents import RECORDED
from gnomon.jobs.trials.materials import Tuned

HEADERS = ("monitor", "setting", "now", "proposed", "why")


def command(
    entity: Annotated[str, typer.Argument(help="The entity.")],
    config: Config = None,
    since: Annotated[str | None, typer.Option(help="Judge no window before this time: 2013-03-01.")] = None,
    until: Until = None,
    incidents: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Lose no alert of an incident of this file; `recorded`: those of the store."),
    ] = None,
    json: output.Json = False,
) -> int:
    """Try material effects on history, and propose those that keep to the accepted false alarms."""
    settings = configured(config)
    one = settings.entity(entity)
    stretch = moment("--since", since), moment("--until", until)
    check_order(*stretch)
    known = known_incidents.of_file(Path(incidents)) if incidents not in (None, RECORDED) else ()
    with opened(settings) as store:
        if incidents == RECORDED:
            known = known_incidents.of_store(store, one.name, one.every)
        with output.notes(), output.progress(f"tuning {one.name}") as progress:
            found = materials.tune(settings, store, one, *stretch, known, now=clock.wall(), progress=progress)
    if json:
        output.print_json([materials.record_of(one, each) for each in found])
        return 0
    console = output.console()
    console.print(output.table(HEADERS, [_row(each) for each in found], console.width, (1,)))
    proposals.show([each.proposal for each in found if each.proposal is not None])
    return 0


def _row(one: Tuned) -> list[Text]:
    value = ""
    if one.proposal is not None:
        entities = one.proposal.fragment["entities"]
        value = f"{entities[one.proposal.entity]['monitors'][one.monitor][one.key]:g}"
    cells = (one.monitor, one.key, f"{one.now:g}", value, one.says)
    return [output.text(cell, "" if value else "dim") for cell in cells]
