"""`gnomon series`: stored measurements with their verdicts."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import Since, Until, moment
from gnomon.jobs.reporting import series as measured
from gnomon.reports import names
from gnomon.store.open import open_store

HEADERS = ("window", "series", "metric", "value", "status", "what changed")


def command(
    entity: Annotated[str, typer.Argument(help="The entity.")],
    metric: Annotated[str | None, typer.Option(help="Only this metric: psi, nulls, auc, …")] = None,
    series: Annotated[str | None, typer.Option(help="Only this series: a column, rows or outcome.")] = None,
    since: Since = None,
    until: Until = None,
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Show what was measured of an entity, window by window, with the verdicts on it."""
    settings = configured(config)
    one = settings.entity(entity)
    stretch = moment("--since", since), moment("--until", until)
    with open_store(settings.address) as store:
        found = measured.records(store, one, metric, series, *stretch)
    if json:
        output.print_json(found)
        return 0
    if not found:
        output.say("nothing was measured. Run gnomon run first, or ask for another metric, series or time.")
        return 0
    console = output.console()
    console.print(output.table(HEADERS, [_row(record) for record in found], console.width, (5,)))
    return 0


def _row(record: dict[str, Any]) -> list[Any]:
    value = "" if record["value"] is None else numbers.figure(record["value"])
    labels = "".join(f" {name}={label}" for name, label in record["labels"].items())
    cells = (record["window"]["start"], f"{record['series']}{labels}", record["metric"], value, record["status"])
    return [*(output.text(cell) for cell in cells), output.text(names.unstarred(record["reason"], [record["series"]]))]
