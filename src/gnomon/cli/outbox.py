"""`gnomon outbox`: messages that were not delivered, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from gnomon.alerts import words
from gnomon.checks import phrases
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.jobs import actor, clock
from gnomon.jobs.telling.outbox_acts import Outbox
from gnomon.store.open import Store, open_store

app = typer.Typer(no_args_is_help=True, help="Look at messages that were not delivered, and why.")

HEADERS = ("id", "channel", "state", "since", "tries", "")
STYLES = {"dead": "red", "retrying": "yellow", "sending": "yellow", "queued": ""}

Ids = Annotated[list[int], typer.Argument(metavar="ID…", help="Its number.")]


@app.command("list")
def list_outbox(
    config: Config = None,
    dead: Annotated[bool, typer.Option("--dead", help="Only what is given up.")] = False,
    json: output.Json = False,
) -> int:
    """List messages that are not delivered, oldest first."""
    settings = configured(config)
    with open_store(settings.address) as store:
        found = _of(store).list(only_dead=dead)
    if json:
        output.print_json(found)
    elif not found:
        output.say("nothing waits.")
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (4, 3)))
    return 0


@app.command("show")
def show(
    id: Annotated[int, typer.Argument(help="Its number.")], config: Config = None, json: output.Json = False
) -> int:
    """Show a message: what it says, what was answered, and how that is mended."""
    settings = configured(config)
    with open_store(settings.address) as store:
        found = _of(store).show(id)
    if json:
        output.print_json(found)
        return 0
    console = output.console()
    answer = f"{phrases.ended(found['answer'])} {found['mend']}" if found["answer"] else "It was not tried yet."
    for text in (f"{found['channel']}: {found['state']}, {_tries(found)}", answer, ""):
        console.print(output.text(text))
    for alert in found["payload"]["alerts"]:
        for text in (alert["title"], *(line["text"] for line in alert["lines"])):
            console.print(output.text(text))
    return 0


@app.command("retry")
def retry(ids: Ids, config: Config = None) -> int:
    """Have messages tried by the next run, with all the patience that new ones have."""
    settings = configured(config)
    with open_store(settings.address) as store:
        for id in ids:
            output.say(_of(store).retry(id))
    return 0


@app.command("drop")
def drop(ids: Ids, reason: Annotated[str, typer.Option(help="Why.")], config: Config = None) -> int:
    """Take messages back: they are not sent, and those behind them are."""
    settings = configured(config)
    with open_store(settings.address) as store:
        for id in ids:
            output.say(_of(store).drop(id, reason))
    return 0


def _of(store: Store) -> Outbox:
    return Outbox(store, actor.me(), clock.wall)


def _tries(one: dict[str, Any]) -> str:
    return f"tried {one['attempts']} time{'' if one['attempts'] == 1 else 's'}"


def _row(one: dict[str, Any]) -> list[Any]:
    since = words.moment(datetime.fromisoformat(one["created_at"]), with_year=True)
    cells = (str(one["id"]), one["channel"], one["state"], since, str(one["attempts"]))
    said = f"{one['title']} ({one['answer'] or 'not tried yet'})"
    return [output.text(cell, STYLES[one["state"]]) for cell in (*cells, said)]
