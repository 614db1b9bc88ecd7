"""`gnomon compare`: verdicts for every column of one set of rows against another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.profile import read
from gnomon.reports.compare import compare
from gnomon.reports.comparison import Comparison

MARKS = {"ok": "✓", "violation": "▲", "insufficient_data": "◐", "no_data": "○", "error": "■"}
COLOURS = {"ok": "green", "violation": "red", "insufficient_data": "yellow", "no_data": "dim", "error": "magenta"}


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
    before = read(reference, every, timestamp, zone, (), kind, role)
    now = read(current, every, timestamp, zone, (), kind, role)
    comparison = compare(before, now, material=material, names=(Path(reference).name, Path(current).name))
    if html is not None:
        comparison.save(html)
        output.stderr.print(f"report: {html}", markup=False)
    if json:
        output.print_json(comparison.to_dict())
    else:
        show(comparison)
    return 1 if comparison.status in ("violation", "error") and not no_fail else 0


def show(comparison: Comparison) -> None:
    """Print a comparison as a table, worst first."""
    console = Console(highlight=False)
    console.print(Text(f"{MARKS[comparison.status]} {comparison.reason}", style=COLOURS[comparison.status]))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("column", no_wrap=True)
    table.add_column("effect", justify="right", no_wrap=True)
    table.add_column("psi", justify="right", no_wrap=True)
    table.add_column("what changed", overflow="fold")
    for column in comparison.columns:
        psi = column.metrics.get("psi")
        table.add_row(
            Text(f"{MARKS[column.status]} {column.column}", style=COLOURS[column.status]),
            numbers.signed(column.effect),
            "" if psi is None else numbers.figure(psi),
            Text(column.reason),
        )
    console.print(table)
