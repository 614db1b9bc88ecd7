"""`gnomon explain`: the inputs, the arithmetic and the sentence of a verdict."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.text import Text

from gnomon.charts.micro.icon import CHARACTERS
from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.compare import COLOURS
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import moment
from gnomon.jobs import explain
from gnomon.store.open import open_store

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
    console.print(output.text(title, COLOURS[status]))
    console.print(Text(output.clean(found["reason"])))
    for one in found["arithmetic"]:
        reference = one["reference"]
        console.print(output.text(f"\n{one['column']}: {one['kind']}, against {reference['windows']} windows", "bold"))
        rows = [
            [output.text(cell) for cell in _cells(test["name"], level)]
            for test in one["tests"]
            for level in test["levels"]
        ]
        console.print(output.table(HEADERS, rows, console.width))
        decision = one["decision"]
        console.print(output.text(f"reference {reference['digest'][:12]}; decided: {_decided(decision)}", "dim"))


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
    return ", ".join(f"{name} {value}" for name, value in decision.items() if isinstance(value, str | int | float))
