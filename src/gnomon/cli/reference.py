"""`gnomon reference`: what an entity is compared with, and who changed that."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import moment
from gnomon.errors import UsageError
from gnomon.jobs import actor, clock
from gnomon.jobs.references import reference_acts as references
from gnomon.jobs.references.frozen import Frozen
from gnomon.store.open import open_store

app = typer.Typer(no_args_is_help=True, help="Show and change what an entity is compared with.")

HEADERS = ("reference", "status", "made", "windows", "rows", "age")
Entity = Annotated[str, typer.Argument(help="The entity.")]


@app.command("show")
def show(entity: Entity, config: Config = None, json: output.Json = False) -> int:
    """Every reference that an entity has had, newest first."""
    settings = configured(config)
    with open_store(settings.address) as store:
        found = references.show(store, settings.entity(entity), clock.wall())
    if json:
        output.print_json(found)
        return 0
    if not found:
        output.say(f"{entity} has no reference yet. It is made by gnomon run.")
        return 0
    console = output.console()
    console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (2,)))
    return 0


@app.command("set")
def set_reference(entity: Entity, config: Config = None) -> int:
    """Make the reference anew, as it is configured; the one before it is retired."""
    settings = configured(config)
    with open_store(settings.address) as store:
        made = references.set_reference(store, settings.entity(entity), clock.wall(), by=actor.me())
    return _made(entity, made)


@app.command("promote")
def promote(
    entity: Entity,
    since: Annotated[str, typer.Option(help="Start of the stretch: 2013-03-01.")],
    until: Annotated[str, typer.Option(help="End of the stretch.")],
    config: Config = None,
) -> int:
    """Make a stretch of an entity's own windows its reference: what changed then is usual from now on."""
    settings = configured(config)
    begin, end = moment("--since", since), moment("--until", until)
    assert begin is not None  # noqa: S101 - the option is required
    assert end is not None  # noqa: S101
    with open_store(settings.address) as store:
        made = references.promote(store, settings.entity(entity), begin, end, clock.wall(), by=actor.me())
    return _made(entity, made)


def _made(entity: str, made: Frozen | str) -> int:
    if isinstance(made, str):
        raise UsageError(made)
    output.say(f"{entity} is compared with {made.name} from now on: {len(made.series)} windows.")
    return 0


def _row(one: dict[str, Any]) -> list[Any]:
    cells = (one.get(name) for name in ("name", "status", "made_at", "windows", "rows", "age"))
    return [output.text("" if cell is None else str(cell)) for cell in cells]
