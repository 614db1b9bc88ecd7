"""`gnomon explain`: the inputs, the arithmetic and the sentence of a verdict."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gnomon.charts.micro.icon import CHARACTERS
from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import moment
from gnomon.jobs.reporting import explain
from gnomon.reports import names
from gnomon.store.open import open_store

PROMISED = ("column", "promise", "status", "reason")
HEADERS = ("test", "windows", "effect", "from", "chance", "may fire")


def command(
    entity: Annotated[str, typer.Argument(help="The entity.")],
    monitor: Annotated[str, typer.Argument(help="The monitor.")],
    window: Annotated[
        str | None, typer.Argument(help="A moment in the window: 2013-02-08. The newest in violation without it.")
    ] = None,
    column: Annotated[list[str] | None, typer.Option(help="Only this column. Repeatable.")] = None,
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Say why a monitor said what it said of a window, number by number."""
    settings = configured(config)
    one = settings.entity(entity)
    with open_store(settings.address) as store:
        found = explain.explain(store, one, monitor, moment("WINDOW", window), columns=column or ())
    if json:
        output.print_json(found)
    else:
        show(found)
    return 0


def show(found: dict[str, Any]) -> None:
    """Print the sentence, then the tests of each column."""
    console = output.console()
    status = found["status"]
    title = f"{CHARACTERS[status]} {found['entity']} {found['monitor']}, {found['window']['name']}"
    console.print(output.text(title, output.COLOURS[status]))
    known = [one["column"] for one in (*found["columns"], *found["promises"])]
    console.print(output.text(names.unstarred(found["reason"], known)))
    if found["sampled"] is not None:
        console.print(output.text(f"Its rows are a sample of {100 * found['sampled']:.2g} %.", "dim"))
    if found["promises"]:
        rows = [[output.text(cell) for cell in _promise(one)] for one in found["promises"]]
        console.print(output.table(PROMISED, rows, console.width))
    for one in found["arithmetic"]:
        reference = one["reference"]
        console.print(output.text(f"\n{one['column']}: {one['kind']}, against {reference['windows']} windows", "bold"))
        rows = [
            [output.text(cell) for cell in _cells(test["name"], level)]
            for test in one["tests"]
            for level in test["levels"]
        ]
        console.print(output.table(HEADERS, rows, console.width))
        console.print(output.text(f"{_decided(one['decision'])} Reference {reference['digest'][:12]}.", "dim"))


def _promise(one: dict[str, Any]) -> tuple[str, ...]:
    return (one["column"], one["promise"], one["status"], names.unstarred(one["reason"], [one["column"]]))


def _cells(name: str, level: dict[str, Any]) -> tuple[str, ...]:
    limit = max(level["cut"], level["range"])
    return (
        name,
        str(level["level"]),
        numbers.figure(level["A"]),
        numbers.figure(limit),
        f"{level['p']:.2g}",
        "yes" if level["admissible"] else "no",
    )


def _decided(decision: dict[str, Any]) -> str:
    """What was decided, with all columns together."""
    fired = decision["fired"]
    share = f"{decision['alpha']:.2g}"
    return f"{decision['columns']} columns share a chance of {share} a window; {fired} of them fired."
