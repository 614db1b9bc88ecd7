"""`gnomon routes`: who would be told of an alert, and what would hold it back."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import moment
from gnomon.config.unmatched import unknown
from gnomon.errors import UsageError
from gnomon.jobs import clock
from gnomon.jobs.telling import routes
from gnomon.store.open import open_store

app = typer.Typer(no_args_is_help=True, help="Look at who is told of which alerts.")

HEADERS = ("channel", "group", "again after", "route", "held back")


@app.callback()
def _root() -> None:
    """Look at who is told of which alerts."""


@app.command("test")
def test(
    labels: Annotated[list[str], typer.Argument(metavar="LABEL=VALUE…", help="Labels of an alert: team=risk.")],
    config: Config = None,
    at: Annotated[str | None, typer.Option(help="As if it were this time: 2013-03-01T02:00Z.")] = None,
    expect: Annotated[
        str | None, typer.Option(help="Leave with 1 unless these are the channels: slack-risk,pager-risk.")
    ] = None,
    json: output.Json = False,
) -> int:
    """Say which channels hear of an alert with these labels, by which route, and what holds it back."""
    settings = configured(config)
    now = moment("--at", at) or clock.wall()
    asked = _labels(labels)
    for words in unknown(settings, asked):
        output.say(words)
    with open_store(settings.address) as store:
        found = routes.tested(settings, store, asked, now)
    if json:
        output.print_json(found)
    elif not found:
        output.say("nobody is told: no route matches.")
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (2,)))
    told = {str(one["channel"]) for one in found}
    wanted = {name.strip() for name in (expect or "").split(",") if name.strip()}
    if expect is None or told == wanted:
        return 0
    output.say(f"expected {', '.join(sorted(wanted)) or 'nobody'}, not {', '.join(sorted(told)) or 'nobody'}.")
    return 1


def _labels(words: list[str]) -> dict[str, str]:
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"{word!r} is no label. Write LABEL=VALUE, such as team=risk.")
        found[name] = value
    return found


def _row(one: dict[str, Any]) -> list[Any]:
    cells = (one["channel"], one["group"], one["repeat_interval"], one["route"], one["held_back"] or "")
    return [output.text(cell) for cell in cells]
