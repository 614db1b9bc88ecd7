"""`gnomon silences`: what is not told for a while, who said so, and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from gnomon.alerts import matchers, words
from gnomon.alerts.silence import Silence
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import moment
from gnomon.config.durations import duration
from gnomon.errors import UsageError
from gnomon.jobs import actor, clock
from gnomon.jobs.telling import silences
from gnomon.store.open import open_store

app = typer.Typer(no_args_is_help=True, help="Hold back what is told of alerts, for a while.")

HEADERS = ("id", "state", "until", "alerts", "author", "matchers", "why")
HOUR = timedelta(hours=1)


@app.command("add")
def add(
    matching: Annotated[
        list[str], typer.Argument(metavar="MATCHER…", help="Labels: entity=churn, severity!=info, env=~'prod|live'.")
    ],
    comment: Annotated[str, typer.Option(help="Why.")],
    config: Config = None,
    length: Annotated[str | None, typer.Option("--for", help="How long: 2h, 1d. 1h without it.")] = None,
    start: Annotated[str | None, typer.Option(help="From when: 2013-03-01T02:00Z. Now without it.")] = None,
    end: Annotated[str | None, typer.Option(help="Until when, in place of --for.")] = None,
    until_resolved: Annotated[
        bool, typer.Option("--until-resolved", help="It ends with the last alert that it matches.")
    ] = False,
    author: Annotated[str | None, typer.Option(help="Who says so; you without it.")] = None,
    json: output.Json = False,
) -> int:
    """Tell nothing new of the alerts that all matchers fit, until it is over. Ends are told."""
    settings = configured(config)
    if settings.deliver_via is not None:
        raise UsageError(f"alerts are told by {settings.deliver_via} (deliver_via). Silence them in Alertmanager.")
    now = clock.wall()
    begin = moment("--start", start) or now
    wanted = Silence(
        tuple(matchers.parse(each) for each in matching),
        begin,
        _end(begin, length, end),
        actor.user(author) if author else actor.me(),
        comment,
        until_resolved,
    )
    with open_store(settings.address) as store:
        kept, matched = silences.add(store, wanted, now)
    if json:
        output.print_json(silences.shown(kept, now, matched))
        return 0
    until = words.moment(kept.ends_at, with_year=True)
    output.say(f"silence {kept.id} until {until}. It matches {_alerts(len(matched))} now.")
    for row in matched:
        output.say(f"  {row.id} {row.entity}: {row.monitor} ({row.severity})")
    return 0


@app.command("list")
def list_silences(
    config: Config = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
    json: output.Json = False,
) -> int:
    """List silences, oldest first."""
    settings = configured(config)
    with open_store(settings.address) as store:
        found = silences.listed(store, clock.wall(), everything=everything)
    if json:
        output.print_json(found)
    elif not found:
        output.say("no silences.")
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (4, 3)))
    return 0


@app.command("expire")
def expire(id: Annotated[int, typer.Argument(help="Its number.")], config: Config = None) -> int:
    """End a silence: what still fires is told by the next run."""
    settings = configured(config)
    with open_store(settings.address) as store:
        silences.expire(store, id, clock.wall(), by=actor.me())
    output.say(f"silence {id} is over.")
    return 0


def _end(begin: datetime, length: str | None, end: str | None) -> datetime:
    if length is not None and end is not None:
        raise UsageError("--for and --end say the same. Write one of them.")
    if length is None:
        return moment("--end", end) or begin + HOUR
    try:
        return begin + duration(length)
    except UsageError as error:
        raise UsageError(f"--for: {error}") from None


def _alerts(n: int) -> str:
    return f"{n} alert{'' if n == 1 else 's'}" if n else "no alert"


def _row(one: dict[str, Any]) -> list[Any]:
    until = words.moment(datetime.fromisoformat(one["ends_at"]), with_year=True)
    cells = (str(one["id"]), one["state"], until, str(len(one["alerts"])), one["author"], " ".join(one["matchers"]))
    return [output.text(cell) for cell in (*cells, one["comment"])]
