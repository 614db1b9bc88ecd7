"""`gnomon compare`: verdicts for every column of one set of rows against another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from gnomon.charts.micro.icon import CHARACTERS
from gnomon.checks import numbers
from gnomon.checks.verdict import ColumnResult, Status
from gnomon.cli import columns, output
from gnomon.cli.profile import read
from gnomon.reports import names, words
from gnomon.reports.compare import compare
from gnomon.reports.comparison import Comparison, form_of
from gnomon.reports.rows import effect_words
from gnomon.reports.side import Side

HEADERS = ("column", "effect", "PSI", "missing", "what changed")
SPARE = (2, 3)
"""Left out on a narrow page, in this order."""


def command(
    reference: Annotated[str, typer.Argument(help="What was right: data, or a saved profile.")],
    current: Annotated[str, typer.Argument(help="What is in question: data, or a saved profile.")],
    html: Annotated[Path | None, typer.Option(help="Write the report to this file.")] = None,
    no_fail: Annotated[bool, typer.Option("--no-fail", help="Leave with 0 even on a violation.")] = False,
    material: Annotated[float, typer.Option(help="The least change that matters, in sd of ranks.")] = 0.10,
    every: output.Every = None,
    timestamp: output.Timestamp = None,
    zone: output.Zone = "UTC",
    kind: output.Kinds = None,
    role: output.Roles = None,
    json: output.Json = False,
) -> int:
    """Compare CURRENT with REFERENCE, column by column. Leaves with 1 on a violation."""
    if html is not None:
        form_of(html)
        output.check_target(html, reference, current)
    schema = columns.schema_of(kind, role, timestamp)
    before, now = (
        read(side, schema, every, timestamp, zone, about=f"{Path(side).name}: ") for side in (reference, current)
    )
    columns.check_columns(schema, before, now)
    comparison = compare(before, now, material=material, names=(Path(reference).name, Path(current).name))
    if html is not None:
        comparison.save(html)
        output.say(f"report: {html}")
    if json:
        output.print_json(comparison.to_dict())
    else:
        show(comparison)
    return 1 if comparison.status in ("violation", "error") and not no_fail else 0


def show(comparison: Comparison) -> None:
    """Print a comparison as a table, worst first."""
    console = output.console()
    known = words.columns(comparison.judgement, comparison.reference, comparison.current)
    console.print(_coloured(comparison.status, names.unstarred(comparison.reason, known)))
    rows = [_row(column, comparison.current, known) for column in comparison.columns]
    console.print(output.table(HEADERS, rows, console.width, SPARE))


def _row(column: ColumnResult, current: Side, known: set[str]) -> list[Text]:
    psi, now = column.metrics.get("psi"), current.summary(column.column)
    return [
        _coloured(column.status, names.said(column.column)),
        output.text(effect_words(column)),
        output.text("" if psi is None else numbers.figure(psi)),
        output.text(numbers.share(now.missing / now.rows) if now is not None and now.rows else ""),
        output.text(names.unstarred(names.brief(column.reason, column.column), known)),
    ]


def _coloured(status: Status, said: str) -> Text:
    return output.text(f"{CHARACTERS[status]} {said}", output.COLOURS[status])
