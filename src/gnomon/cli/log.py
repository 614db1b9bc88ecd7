"""`gnomon log`: what is kept of live events, row by row."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import Since, check_order, moment
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.store.open import open_store

app = typer.Typer(no_args_is_help=True, help="Look at what is kept of live events.")

Format = Literal["table", "csv", "jsonl", "parquet"]

LIMIT = 100

Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="COLUMN=VALUE", help="Only rows of this value; COLUMN= of none. Repeatable."),
]
Columns = Annotated[list[str] | None, typer.Option("--column", help="Only this column. Repeatable.")]


@app.callback()
def _root() -> None:
    """Look at what is kept of live events."""


@app.command("query")
def query(
    entity: Annotated[str | None, typer.Argument(help="The entity; that of the alert or incident without it.")] = None,
    since: Since = None,
    until: Annotated[str | None, typer.Option(help="Before this time: 2013-03-01 or 2013-03-01T02:00Z.")] = None,
    where: Where = None,
    alert: Annotated[str | None, typer.Option(help="Rows of the windows of this alert.")] = None,
    incident: Annotated[int | None, typer.Option(help="Rows of the windows of this incident.")] = None,
    column: Columns = None,
    limit: Annotated[int, typer.Option(min=0, help="So many rows at most, the oldest first; 0 for all.")] = LIMIT,
    format: Annotated[Format, typer.Option(help="How rows are written.")] = "table",
    out: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write.")] = None,
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Show rows as they were sent, each with its newest target. Only where the entity says raw_rows: true."""
    settings = configured(config)
    if out is not None:
        output.check_target(out)
    query = _imported()
    stretch = moment("--since", since), moment("--until", until)
    check_order(*stretch)
    name, first, last = _about(settings, entity, alert, incident)
    wanted = query.Wanted(
        since=max((each for each in (stretch[0], first) if each), default=None),
        until=min((each for each in (stretch[1], last) if each), default=None),
        where=_pairs(where or ()), columns=column or (), limit=limit or None,
    )  # fmt: skip
    found = query.rows(settings.entity(name), wanted)
    if json:
        output.print_json(query.records(found))
    elif format == "table" and out is None:
        _show(query.texts(found), limit)
    else:
        _write(query.written(found, "csv" if format == "table" else format), format, out)
    return 0


def _imported() -> Any:  # noqa: ANN401 - a module
    try:
        from gnomon.jobs.live import query  # noqa: PLC0415 - needs what only gnomon[server] installs
    except ModuleNotFoundError as error:
        raise UsageError(f"the log needs {error.name}. Run pip install 'gnomon[server]'.") from None
    return query


def _about(settings: Settings, entity: str | None, alert: str | None, incident: int | None) -> tuple[str, Any, Any]:
    """The entity and the stretch of time that are asked for by an alert, an incident or a name."""
    from gnomon.jobs.live import of_alert  # noqa: PLC0415 - beside what only gnomon[server] installs

    if alert is not None and incident is not None:
        raise UsageError("--alert and --incident are both written. Keep one of them.")
    if alert is None and incident is None:
        if entity is None:
            raise UsageError("of which entity? Write gnomon log query ENTITY, or name an --alert or --incident.")
        return entity, None, None
    with open_store(settings.address) as store:
        found = of_alert.alert(store, alert) if alert is not None else of_alert.incident(store, int(incident or 0))
    if entity not in (None, found.entity):
        raise UsageError(f"that is of {found.entity}, not of {entity}. Leave the entity out.")
    return found.entity, found.since, found.until


def _pairs(words: Sequence[str]) -> dict[str, str]:
    made = dict[str, str]()
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"--where {word!r}: write COLUMN=VALUE.")
        made[name] = value
    return made


def _show(texts: tuple[list[str], list[list[str]]], limit: int) -> None:
    headers, rows = texts
    if not rows:
        output.say("no such rows. Ask for another time or value.")
        return
    console = output.console()
    cells = [[output.text(cell) for cell in row] for row in rows]
    console.print(
        output.table([output.clean(each) for each in headers], cells, console.width, tuple(range(1, len(headers) - 1)))
    )
    if limit and len(rows) == limit:
        output.say(f"the first {limit:,} rows. Ask for more with --limit, or for all with --limit 0.")


def _write(made: bytes, format: Format, out: Path | None) -> None:
    if out is not None:
        out.write_bytes(made)
        return
    if format == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal. Name a file: -o rows.parquet.")
    try:
        buffer: io.BufferedIOBase | Any = sys.stdout.buffer
        buffer.write(made)
        buffer.flush()
    except BrokenPipeError:
        output.unheard(sys.stdout)
