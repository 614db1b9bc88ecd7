"""`gnomon profile`: profile a file, a glob, a folder or a table."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from gnomon.charts import shares
from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.errors import UsageError
from gnomon.profiles import open as door
from gnomon.profiles import saved
from gnomon.profiles.describe import describe, describe_column
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries

BLOCKS = " ▁▂▃▄▅▆▇█"


def command(
    data: Annotated[str, typer.Argument(help="A file, a glob or a folder: Parquet, CSV, JSON lines or Arrow.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Save the profile to this file.")] = None,
    every: output.Every = None,
    timestamp: output.Timestamp = None,
    zone: output.Zone = "UTC",
    by: Annotated[list[str] | None, typer.Option(help="Profile each value of this column too. Repeatable.")] = None,
    kind: output.Kinds = None,
    role: output.Roles = None,
    json: output.Json = False,
) -> int:
    """Profile DATA: what every column holds, as a value that adds and compares."""
    made = read(data, every, timestamp, zone, by or (), kind, role)
    if out is not None:
        saved.save(made, out)
    total = made.total if isinstance(made, ProfileSeries) else made
    if json:
        document = describe(total)
        if isinstance(made, ProfileSeries):
            document["windows"] = [
                {"start": window.start.isoformat(), "end": window.end.isoformat(), "rows": profile.rows}
                for window, profile in made
            ]
        output.print_json(document)
    else:
        _print(made, total)
        if out is not None:
            output.stderr.print(f"saved to {out} ({out.stat().st_size:,} bytes)", markup=False)
    return 0


def read(
    data: str,
    every: str | None,
    timestamp: str | None,
    zone: str,
    by: list[str] | tuple[str, ...],
    kind: list[str] | None,
    role: list[str] | None,
) -> Profile | ProfileSeries:
    """The profile, or with `--every` the series, of what a command line names."""
    if every is not None and timestamp is None:
        raise UsageError("--every needs the column of the event time: add --timestamp COLUMN.")
    if saved.is_saved(data):
        return saved.load(data)
    schema = output.schema_of(kind, role, timestamp)
    with output.notes(), output.progress(f"profiling {data}") as told:
        if every is None or timestamp is None:
            return door.profile(data, schema=schema, progress=told)
        return door.profile_series(
            data, every=every, timestamp=timestamp, by=by, zone=zone, schema=schema, progress=told
        )


def _print(made: Profile | ProfileSeries, total: Profile) -> None:
    console = output.console()
    repeated = total.volume.repeated_rows
    line = f"{numbers.count(total.rows)} rows × {len(total)} columns"
    if isinstance(made, ProfileSeries) and len(made):
        line += f", {len(made)} windows of {made.every}: {made.windows[0].full_name} to {made.windows[-1].full_name}"
    if repeated > 0:
        line += f"; {numbers.share(repeated)} of the rows repeat another"
    console.print(line, markup=False)
    table = output.table("column", "kind", "missing", "distinct", "mean", "min", "median", "max", "values")
    for name in total:
        table.add_row(*(Text(cell) for cell in _cells(name, total)))
    console.print(table)


def _cells(name: str, profile: Profile) -> list[str]:
    summary = profile[name]
    figures = describe_column(name, summary)

    def figure(value: object) -> str:
        if value is None:
            return ""
        return numbers.figure(value) if isinstance(value, int | float) else str(value)[:10]

    distinct = figures["distinct"]
    missing = summary.missing / summary.rows if summary.rows else 0.0
    if figures["kind"] in ("number", "time"):
        bars = shares.of(None, summary)
        values = sketch_line(bars.current.tolist()) if bars is not None else ""
    else:
        values = ", ".join(f"{numbers.short(value) or '(empty)'} {numbers.count(n)}" for value, n in figures["top"][:3])
    return [
        numbers.short(name) or "(empty)",
        figures["kind"],
        numbers.share(missing),
        "> 2048" if distinct is None else numbers.count(distinct),
        figure(figures["mean"]),
        figure(figures["min"]),
        figure(figures["quantiles"]["0.5"]),
        figure(figures["max"]),
        values,
    ]


def sketch_line(heights: list[float]) -> str:
    """Bars as a line of blocks.

    Args:
        heights: Each at least 0; the highest becomes a whole block.

    Example:
        >>> sketch_line([0.1, 0.0, 0.4])
        '▂ █'
    """
    most = max(heights, default=0) or 1
    return "".join(BLOCKS[math.ceil(8 * height / most)] for height in heights)
