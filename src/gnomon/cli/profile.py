"""`gnomon profile`: profile a file, a glob, a folder or a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.errors import UsageError
from gnomon.profiles import open as door
from gnomon.profiles import saved
from gnomon.profiles.describe import describe, describe_column
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries

BLOCKS = " ▁▂▃▄▅▆▇█"
CELLS = 16


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


def read(  # noqa: PLR0913 - the options of two commands
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
    console = Console(highlight=False)
    repeated = total.volume.repeated_rows
    line = f"{numbers.count(total.rows)} rows × {len(total)} columns"
    if isinstance(made, ProfileSeries) and len(made):
        line += f", {len(made)} windows of {made.every}: {made.windows[0].full_name} to {made.windows[-1].full_name}"
    if repeated > 0:
        line += f"; {numbers.share(repeated)} of the rows repeat another"
    console.print(line, markup=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for header, justify in (
        ("column", "left"),
        ("kind", "left"),
        ("missing", "right"),
        ("distinct", "right"),
        ("mean", "right"),
        ("min", "right"),
        ("median", "right"),
        ("max", "right"),
        ("values", "left"),
    ):
        table.add_column(header, justify="right" if justify == "right" else "left", no_wrap=True)
    for name in total:
        table.add_row(*(Text(cell) for cell in _cells(name, total)))
    console.print(table)


def _cells(name: str, profile: Profile) -> list[str]:
    summary = profile[name]
    figures = describe_column(name, summary)

    def figure(value: object) -> str:
        if value is None:
            return ""
        return numbers.figure(value) if isinstance(value, int | float) else str(value)[:16].replace("T", " ")

    distinct = figures["distinct"]
    missing = summary.missing / summary.rows if summary.rows else 0.0
    if figures["kind"] in ("number", "time"):
        values = sketch_line(summary.values.histogram.counts.tolist())  # type: ignore[union-attr]  # numbers and times have values
    else:
        values = ", ".join(f"{value or '(empty)'} {numbers.count(n)}" for value, n in figures["top"][:3])
    return [
        _plain(name),
        figures["kind"],
        numbers.share(missing),
        "> 2048" if distinct is None else numbers.count(distinct),
        figure(figures["mean"]),
        figure(figures["min"]),
        figure(figures["quantiles"]["0.5"]),
        figure(figures["max"]),
        _plain(values, 48),
    ]


def _plain(text: str, width: int = 32) -> str:
    """A stranger's string on one line: no control characters, cut in the middle."""
    text = "".join(c if c.isprintable() else "·" for c in text)
    return text if len(text) <= width else f"{text[: width // 2 - 1]}…{text[-(width // 2 - 1) :]}"


def sketch_line(counts: list[int]) -> str:
    """Counts as a line of blocks.

    Example:
        >>> sketch_line([1, 4, 8])
        '▁▄█'
    """
    if not counts:
        return ""
    step = max(1, -(-len(counts) // CELLS))
    cells = [sum(counts[i : i + step]) for i in range(0, len(counts), step)]
    return "".join(BLOCKS[-(-8 * cell // max(cells))] for cell in cells)
