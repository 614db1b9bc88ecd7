"""`gnomon report`: the state of an entity over its last windows, in a page, a text or a document."""

from __future__ import annotations

from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import check_order, moment
from gnomon.errors import UsageError
from gnomon.jobs.reporting import report as reports
from gnomon.profiles.whole_file import write_whole
from gnomon.reports import entity_html, entity_markdown, entity_record
from gnomon.reports.entity import EntityReport
from gnomon.store.open import open_store


class Format(StrEnum):
    """How a report is written."""

    html = "html"
    md = "md"
    json = "json"


def command(
    entity: Annotated[str, typer.Argument(help="The entity.")],
    since: Annotated[str | None, typer.Option(help="From this time on; the last 30 windows without it.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this time; all that is judged without it.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write it to this file: flights.html, .md or .json. Else it is printed.")
    ] = None,
    format: Annotated[
        Format | None, typer.Option(help="How it is written: that of the file's suffix, else Markdown, without it.")
    ] = None,
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Show the state of an entity over its last windows: alerts, verdicts, performance, volume, what changed."""
    settings = configured(config)
    one = settings.entity(entity)
    form = _form(out, format)
    stretch = moment("--since", since), moment("--until", until)
    check_order(*stretch)
    if out is not None:
        output.check_target(out)
    with open_store(settings.address) as store:
        found = reports.report(store, one, *stretch)
    if out is not None:
        write_whole(out, _written(found, form).encode())
        output.say(f"report: {out}")
    if json or (out is None and form is Format.json):
        output.print_json(entity_record.record(found))
    elif out is None:
        console = output.console()
        for line in _written(found, form).splitlines():
            console.print(output.text(line), soft_wrap=True)
    return 0


def _form(out: Path | None, wanted: Format | None) -> Format:
    if wanted is not None:
        return wanted
    if out is None:
        return Format.md
    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in list(Format):
        raise UsageError(f"{out}: a report is .html, .md or .json; write one of these suffixes, or give --format.")
    return Format(suffix)


def _written(report: EntityReport, form: Format) -> str:
    if form is Format.html:
        return entity_html.page(report)
    if form is Format.json:
        return dumps(entity_record.record(report), ensure_ascii=False, allow_nan=False, indent=1)
    return entity_markdown.text(report)
