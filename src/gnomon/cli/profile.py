"""`gnomon profile`: profile a file, a glob, a folder or a table."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from gnomon.charts import shares
from gnomon.checks import numbers
from gnomon.cli import columns, output
from gnomon.errors import UsageError
from gnomon.profiles import open as door
from gnomon.profiles import saved
from gnomon.profiles.describe import describe, describe_column, plain
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.summary import Summary

BLOCKS = " ▁▂▃▄▅▆▇█"
MOST_NAMED = 3

HEADERS = ("column", "kind", "missing", "distinct", "mean", "min", "median", "max", "values")
SPARE = (4, 5, 7, 3, 1, 6)
"""Left out on a narrow page, in this order: mean, min, max, distinct, kind, median."""


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
    if out is not None:
        output.check_target(out, data)
    if by and every is None:
        raise UsageError("--by profiles windows of each value: add --every and --timestamp.")
    if saved.is_saved(data) and any((every, timestamp, by, kind, role)):
        raise UsageError(f"{data}: is a saved profile; --every, --timestamp, --by, --kind and --role are for data.")
    schema = columns.schema_of(kind, role, timestamp)
    made = read(data, schema, every, timestamp, zone, by or ())
    columns.check_columns(schema, made)
    if out is not None:
        saved.save(made, out)
    total = made.total if isinstance(made, ProfileSeries) else made
    if json:
        document = describe(total)
        if isinstance(made, ProfileSeries):
            document["windows"] = [
                {"start": plain(window.start), "end": plain(window.end), "rows": profile.rows}
                for window, profile in made
            ]
        output.print_json(document)
    else:
        _print(made, total)
        if out is not None:
            output.say(f"saved to {out} ({out.stat().st_size:,} bytes)")
    return 0


def read(
    data: str,
    schema: Schema,
    every: str | None,
    timestamp: str | None,
    zone: str,
    by: Sequence[str] = (),
    *,
    about: str = "",
) -> Profile | ProfileSeries:
    """The profile, or with `--every` the series, of what a command line names.

    Args:
        data: A path, or a saved profile.
        schema: Kinds to read columns as, and roles.
        every: How long a window is.
        timestamp: The column of the event time.
        zone: The time zone in which windows begin.
        by: Columns whose values are profiled apart.
        about: How a note about the data begins.
    """
    if every is not None and timestamp is None:
        raise UsageError("--every needs the column of the event time: add --timestamp COLUMN.")
    if saved.is_saved(data):
        return saved.load(data)
    with output.notes(about), output.progress(f"profiling {data}") as told:
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
    console.print(_table(total, console.width))


def _table(profile: Profile, width: int) -> Table:
    figures = {name: describe_column(name, profile[name]) for name in profile}
    rows = [_cells(profile[name], figures[name]) for name in profile]
    widths = [output.widest(header, column) for header, *column in zip(HEADERS, *rows, strict=False)]
    _, room = output.fitting(widths, width, SPARE)
    whole = [
        [*row, output.text(_values(profile[name], figures[name], room))]
        for name, row in zip(profile, rows, strict=True)
    ]
    return output.table(HEADERS, whole, width, SPARE, wrap=False)


def _cells(summary: Summary, figures: Mapping[str, Any]) -> list[Text]:

    def figure(value: object) -> str:
        if value is None:
            return ""
        return numbers.figure(value) if isinstance(value, int | float) else str(value)[:10]

    distinct = figures["distinct"]
    missing = summary.missing / summary.rows if summary.rows else 0.0
    cells = [
        numbers.short(figures["column"]) or "(empty)",
        figures["kind"],
        numbers.share(missing),
        "> 2048" if distinct is None else numbers.count(distinct),
        figure(figures["mean"]),
        figure(figures["min"]),
        figure(figures["quantiles"]["0.5"]),
        figure(figures["max"]),
    ]
    return [output.text(cell) for cell in cells]


def _values(summary: Summary, figures: Mapping[str, Any], room: int) -> str:
    """How the values lie, or as many of the most frequent as have room."""
    if figures["kind"] in ("number", "time"):
        bars = shares.of(None, summary)
        return "" if bars is None else sketch_line(bars.current.tolist(), room)
    said = ""
    for value, n in figures["top"][:MOST_NAMED]:
        count = numbers.count(n)
        name = numbers.short(output.clean(value), min(numbers.LONGEST_NAME, max(1, room - len(count) - 1))) or "(empty)"
        more = f"{said}, {name} {count}" if said else f"{name} {count}"
        if said and len(more) > room:
            break
        said = more
    return said


def sketch_line(heights: Sequence[float], room: int = 1000) -> str:
    """Bars as a line of blocks.

    Args:
        heights: Each at least 0; the highest becomes a whole block.
        room: Blocks at most; with more bars neighbours are drawn as one.

    Example:
        >>> sketch_line([0.1, 0.0, 0.4]), sketch_line([1.0, 1.0, 0.5, 0.5], 2)
        ('▂ █', '█▄')
    """
    each = -(-len(heights) // room) or 1
    drawn = [statistics.fmean(heights[at : at + each]) for at in range(0, len(heights), each)]
    most = max(drawn, default=0) or 1
    return "".join(BLOCKS[math.ceil(8 * height / most)] for height in drawn)
