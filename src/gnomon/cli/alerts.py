"""`gnomon alerts`: what is and was wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from gnomon.alerts import words
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.jobs import listing
from gnomon.reports import names
from gnomon.store.open import open_store

HEADERS = ("id", "entity", "monitor", "severity", "state", "since", "what changed")
STYLES = {"firing": "red", "pending": "yellow", "resolved": "dim", "retracted": "dim"}


def command(
    entity: Annotated[str | None, typer.Argument(help="Only of this entity.")] = None,
    config: Config = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is pending, and what late data took back.")
    ] = False,
    json: output.Json = False,
) -> int:
    """List alerts, newest first."""
    settings = configured(config)
    name = None if entity is None else settings.entity(entity).name
    with open_store(settings.address) as store:
        found = listing.alerts(store, name, states=listing.ALL if everything else listing.SHOWN)
    if json:
        output.print_json(found)
    elif not found:
        output.say("no alerts.")
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (0, 3)))
    return 0


def _row(one: dict[str, Any]) -> list[Any]:
    style = STYLES[one["state"]]
    since = words.moment(datetime.fromisoformat(one["since"]), with_year=True)
    cells = (
        one["id"],
        one["entity"],
        one["monitor"],
        one["severity"],
        one["state"],
        since,
        f"{_held_back(one)}{names.unstarred(one['summary'], one['series'])}",
    )
    return [output.text(cell, style) for cell in cells]


def _held_back(one: dict[str, Any]) -> str:
    """Why channels are told nothing new of an alert, each reason once."""
    reasons = dict.fromkeys(each["held_back"] for each in one["told"] if each["held_back"])
    return "".join(f"[held back: {reason}] " for reason in reasons)
